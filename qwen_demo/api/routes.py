"""The routes of vLLM's and ours that the gateway opens, and those of the page that it hides."""

from starlette.types import Scope

from qwen_demo.api.detect import DETECT
from qwen_demo.errors import MethodNotAllowed

MODELS = "/v1/models"
CHAT = "/v1/chat/completions"
ANSWERS = (CHAT, "/v1/completions", "/v1/responses", *DETECT)
METHOD_OF = {MODELS: "GET"} | dict.fromkeys(ANSWERS, "POST")
HIDDEN = frozenset({"/docs", "/docs/oauth2-redirect", "/redoc", "/monitoring"})
HIDDEN_PREFIXES = (
    "/monitoring/",
    "/gradio_api/process_recording",
    "/gradio_api/startup-events",
    "/gradio_api/proxy=",
    "/gradio_api/vibe-",
)
"""What FastAPI and Gradio bring along and this page does not use."""


def is_v1(path: str) -> bool:
    """Whether a path is, or looks like, one of the API: those never reach the page."""
    first = path.lstrip("/").partition("/")[0].lower()
    return first == "v1"


def check_method(scope: Scope, *methods: str) -> None:
    """Raises: MethodNotAllowed."""
    if scope["method"] not in methods:
        allow = ", ".join(methods)
        raise MethodNotAllowed(f"This route takes {allow} only.", allow=allow)
