"""The health routes: is the engine ready, is the process alive. Free of keys and of limits."""

from typing import Any

from starlette.types import Send

from qwen_demo.api.responses import send_json
from qwen_demo.chat import EngineStatus, State
from qwen_demo.errors import NotReady

RETRY_AFTER_S = 5


def health_body(status: EngineStatus) -> dict[str, Any]:
    """What `/health` says; the ready form is fixed by what clients of the tutorial expect."""
    if status.is_ready:
        return {"status": "healthy"}
    if status.state is State.FAILED:
        return {"status": "failed", "reason": status.reason}
    return {
        "status": status.state.value,
        "phase": status.phase,
        "elapsed_s": round(status.elapsed_s, 1),
    }


async def send_health(send: Send, status: EngineStatus) -> None:
    """Ready: 200. Anything else: 503, so that a load balancer looks elsewhere."""
    await send_json(send, 200 if status.is_ready else 503, health_body(status))


async def send_live(send: Send) -> None:
    """The process answers; says nothing about the engine."""
    await send_json(send, 200, {"status": "alive"})


def not_ready(status: EngineStatus) -> NotReady:
    """The error for an API request that comes while the engine can't answer."""
    match status.state:
        case State.FAILED:
            return NotReady(status.reason or "The model could not be loaded.")
        case State.STOPPING:
            return NotReady("The server is shutting down.", retry_after_s=RETRY_AFTER_S)
        case _:
            return NotReady(
                f"The model is {status.state} ({status.phase}). Try again soon.",
                retry_after_s=RETRY_AFTER_S,
            )
