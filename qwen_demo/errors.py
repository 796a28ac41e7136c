"""The errors that reach people, mapped once to an OpenAI error body and once to the page.

Every message says what was wrong, which item, and what to do. Knows no HTTP framework, no Gradio
and no vLLM.
"""

import hashlib
from typing import Any


class UsageError(Exception):
    """A command line that can't work; its text is the one line that is printed before the exit."""


class DemoError(Exception):
    """A failure with an HTTP status and an OpenAI error type.

    The body has the shape of the OpenAI API reference, "Error object":
    `{"error": {"message", "type", "param", "code"}}`. The message is an English sentence; its
    `{name}` fields, filled by `values`, let the page say the same in another language.
    """

    status = 500
    type = "server_error"
    code: str | None = None

    def __init__(
        self,
        message: str,
        *,
        param: str | None = None,
        retry_after_s: int | None = None,
        **values: object,
    ) -> None:
        self.sentence, self.values = message, values
        self.message = message.format(**values) if values else message
        super().__init__(self.message)
        self.param = param
        self.retry_after_s = retry_after_s

    def to_openai(self) -> dict[str, Any]:
        """The OpenAI error body."""
        error = {"message": self.message, "type": self.type, "param": self.param, "code": self.code}
        return {"error": error}

    def headers(self) -> dict[str, str]:
        """The HTTP headers that go with the body."""
        return {} if self.retry_after_s is None else {"Retry-After": str(self.retry_after_s)}


class InvalidRequest(DemoError):
    """What the client sent can't be used."""

    status = 400
    type = "invalid_request_error"


class InvalidImage(InvalidRequest):
    """A picture that can't be read, is too large, or may not be fetched."""

    code = "invalid_image"


class Unauthorized(DemoError):
    """No key, or a wrong one."""

    status = 401
    type = "invalid_request_error"
    code = "invalid_api_key"

    def headers(self) -> dict[str, str]:
        return {"WWW-Authenticate": "Bearer"}


class RouteNotFound(DemoError):
    """A path or method that this server does not offer."""

    status = 404
    type = "invalid_request_error"
    code = "not_found"


class MethodNotAllowed(RouteNotFound):
    """A path of ours, asked with a method that it does not have."""

    status = 405
    code = "method_not_allowed"

    def __init__(self, message: str, *, allow: str) -> None:
        super().__init__(message)
        self.allow = allow

    def headers(self) -> dict[str, str]:
        return {"Allow": self.allow}


class RequestTimeout(DemoError):
    """The client took too long to send its request."""

    status = 408
    type = "invalid_request_error"
    code = "request_timeout"


class ModelNotFound(InvalidRequest):
    """A request for a model that this server does not have."""

    status = 404
    code = "model_not_found"


class BodyTooLarge(DemoError):
    """A request body over the limit."""

    status = 413
    type = "invalid_request_error"
    code = "request_too_large"


class Overloaded(DemoError):
    """The server is full, or this client asks too often."""

    status = 429
    type = "rate_limit_error"
    code = "rate_limit_exceeded"


class NotReady(DemoError):
    """The engine is loading, restarting, stopping, or has failed."""

    status = 503
    type = "service_unavailable"
    code = "engine_not_ready"


class AnswerTimeout(DemoError):
    """The answer took longer than the server gives to one request."""

    status = 504
    type = "server_error"
    code = "answer_timeout"


class EngineFailure(DemoError):
    """The engine failed on a request that was fine."""

    code = "engine_error"


class ConversationNotFound(DemoError):
    """A conversation or picture that isn't there, or is someone else's."""

    status = 404
    type = "invalid_request_error"
    code = "conversation_not_found"


class ConversationChanged(DemoError):
    """A change to a conversation that has been changed in another place since."""

    status = 409
    type = "invalid_request_error"
    code = "conversation_changed"


class StorageFull(DemoError):
    """A quota is reached."""

    status = 507
    type = "invalid_request_error"
    code = "storage_full"


class HistoryFailure(DemoError):
    """The database or the disk can't do what it should."""

    code = "history_error"


def media_param(url: str) -> str:
    """The `param` of an error about a picture or video, made from its URL.

    What fetches a URL does not know which part of which message held it; what knows the messages
    finds the part again by this and puts its name in.
    """
    return "media:" + hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]
