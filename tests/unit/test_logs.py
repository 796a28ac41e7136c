"""JSON log lines hold the fields of a request and are one line each."""

import json
import logging
import sys

from qwen_demo.logs import JsonFormatter


def record(message: str, **attributes: object) -> logging.LogRecord:
    made = logging.LogRecord("qwen_demo.api", logging.INFO, __file__, 1, message, None, None)
    made.__dict__.update(attributes)
    return made


def test_a_line_has_the_fields_of_its_request() -> None:
    line = JsonFormatter().format(record("done", fields={"request_id": "r-1", "status": 200}))
    parsed = json.loads(line)
    assert (parsed["request_id"], parsed["status"], parsed["message"]) == ("r-1", 200, "done")
    assert parsed["time"].endswith("+00:00")


def test_an_exception_stays_on_the_line() -> None:
    try:
        raise ValueError("of two\nlines")
    except ValueError:
        line = JsonFormatter().format(record("failed", exc_info=sys.exc_info()))
    assert "\n" not in line
    assert "ValueError: of two" in json.loads(line)["exception"]
