"""vLLM's error bodies -> OpenAI's: what to change in the request, and nothing of the inside. Pure.

vLLM 0.32 answers some client faults with 422, 500 or 501, puts an int in `code`, and prints
pydantic's and its own parameters into messages; tests/api holds the table of them.
"""

import json
import re
from typing import Any

from qwen_demo.api.request_checks import CheckedBody
from qwen_demo.errors import DemoError, EngineFailure, InvalidImage, InvalidRequest, NotReady

MAX_MESSAGE_CHARS = 600
MAX_FAULTS = 3
RETRY_AFTER_S = 5
PYDANTIC_ERROR = re.compile(
    r"""'loc': (?P<loc>'[^']*'|"[^"]*"), 'msg': (?P<msg>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
)
MISPLACED_MEDIA = "Failed to apply prompt replacement for mm_items"
"""What vLLM says where a chat template has left a picture out; with status 500."""
DEBUG_SUFFIX = re.compile(r" \((?:parameter|value)=.*\)$", re.DOTALL)
MODEL_CLASS = re.compile(r"\.[A-Z]\w*")
"""A branch of pydantic's unions within a location."""
PYTHON_CALL = re.compile(r"\w+\(\) (got|takes|missing) .*", re.DOTALL)
PROCESSOR_DUMP = re.compile(r"Failed to apply \w+ on data=.*", re.DOTALL)
RESPONSE_STARTED = "response already started"
CLIENT_FAULTS = {"VLLMClientError", "ValueError"}
TAKEN_FOR_CLIENT_FAULT = {422: 400, 501: 400}


class EngineRefusal(InvalidRequest):
    """A request that vLLM refused, with the status that fits."""

    def __init__(self, status: int, message: str, param: str | None) -> None:
        super().__init__(message, param=param)
        self.status = status
        if status == 404:
            self.code = "model_not_found" if param == "model" else "not_found"


def to_demo_error(
    status: int, body: bytes, checked: CheckedBody | None, request_id: str
) -> DemoError:
    """The error to answer with in place of vLLM's own."""
    message, param = _message_and_param(body)
    place = checked.place_of(param) if checked and param else None
    if place is not None:
        return InvalidImage(f"{place}: {message}", param=place)
    status = TAKEN_FOR_CLIENT_FAULT.get(status, status)
    if message.startswith(MISPLACED_MEDIA):
        return InvalidRequest("A picture has no place in this prompt.", param="messages")
    if status == 503:
        return NotReady("The engine can't take this request now.", retry_after_s=RETRY_AFTER_S)
    if status >= 500:
        return engine_failure(request_id)
    return EngineRefusal(status, message or "The request can't be answered.", param)


def client_fault(error: BaseException | None) -> BaseException | None:
    """What vLLM would answer with 400 (its `create_error_response`), in an exception or under it.

    Starlette wraps an exception of a stream in a group, and in a RuntimeError once it has begun.
    """
    while error is not None:
        names = {kind.__name__ for kind in type(error).__mro__}
        if not names.isdisjoint(CLIENT_FAULTS):
            return error
        if isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
            error = error.exceptions[0]
        else:
            error = error.__cause__ if RESPONSE_STARTED in str(error) else None
    return None


def engine_failure(request_id: str) -> EngineFailure:
    """What a client is told of a fault of ours: nothing but the id under which the log has it."""
    return EngineFailure(f"The engine failed on this request. Its id is {request_id}.")


def clean_message(message: str) -> str:
    """A vLLM message without pydantic's and vLLM's inner parts, of bounded length."""
    faults = [_fault(match) for match in PYDANTIC_ERROR.finditer(message)]
    if faults:
        message = "; ".join(list(dict.fromkeys(faults))[:MAX_FAULTS])
    message = PYTHON_CALL.sub("One of the parameters can't be given here.", message)
    message = PROCESSOR_DUMP.sub("The picture or text can't be processed.", message)
    return DEBUG_SUFFIX.sub("", message)[:MAX_MESSAGE_CHARS]


def _fault(match: re.Match[str]) -> str:
    loc = MODEL_CLASS.sub("", match["loc"][1:-1].removeprefix("body").removeprefix("."))
    return f"{loc}: {match['msg'][1:-1]}" if loc else match["msg"][1:-1]


def _message_and_param(body: bytes) -> tuple[str, str | None]:
    """From `{"error": {...}}`, `{"error": "..."}` or `{"detail": "..."}`."""
    try:
        content: Any = json.loads(body)
    except ValueError:
        return "", None
    if not isinstance(content, dict):
        return "", None
    error = content.get("error", content.get("detail"))
    if not isinstance(error, dict):
        return clean_message(str(error or "")), None
    param = error.get("param")
    named = param.removeprefix("body.") if isinstance(param, str) else None
    return clean_message(str(error.get("message") or "")), named
