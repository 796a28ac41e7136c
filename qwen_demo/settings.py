"""Our own options: one frozen dataclass. Each field's help text is its line in `--help` and in the README.

Everything else on the command line is vLLM's (see cli.py). Reads no environment and no files.
"""

from dataclasses import dataclass, field
from typing import Any


def option(default: Any, help: str) -> Any:
    """A dataclass field whose help text is its `--help` line."""
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class Settings:
    """Options of this app; `cli.py` makes a flag of each (`max_body_mb` -> `--max-body-mb`)."""

    host: str = option("127.0.0.1", "Address to listen on.")
    port: int = option(3001, "Port to listen on.")
    exit_on_failure: bool = option(
        False,
        "Exit with code 1 when the model can't be loaded, instead of showing why on the page.",
    )
    max_concurrent_requests: int = option(
        64, "Requests the engine works on at once, page and API together; the rest wait."
    )
    max_queued_requests: int = option(
        64, "Requests that may wait for a slot; over it the answer is 429 with Retry-After."
    )
    max_queue_wait_s: float = option(60.0, "Longest wait for a slot in seconds; then 429.")
    max_body_mb: int = option(32, "Largest request body in MiB; over it the answer is 413.")
