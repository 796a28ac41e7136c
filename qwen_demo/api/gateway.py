"""The one ASGI app of the server: who answers a (method, path), and the guard before vLLM.

    GET  /health          200 {"status":"healthy"}, else 503 with the state
    GET  /health/live     200 while the process answers
    GET  /metrics         Prometheus; from this machine itself, or with a key
    GET  /openapi.json    what is below, as vLLM describes it
    GET  /v1/models       vLLM; key
    POST /v1/chat/completions, /v1/completions, /v1/responses: vLLM; key, rate limit, slot
    POST /v1/detect, /v1/point: ours (detect.py); the same
    anything else in /v1  404, and so are pages that the frameworks bring along
    anything else         the page, which asks for sign-in itself

The order for an answer of the engine: route, rate, key, ready, slot, body, checks, vLLM. Nothing
of a body is read before there is a slot. Knows neither vLLM nor Gradio: both are given to it.
"""

import asyncio
import json
import time
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from qwen_demo.access import CLIENT_CLOSED, Access, log_access
from qwen_demo.admission import AdmissionGate, ClientGone
from qwen_demo.api import health, responses
from qwen_demo.api.answer import Answer
from qwen_demo.api.auth import ApiKeys
from qwen_demo.api.detect import DETECT, OpenPicture, Picture, seen_whs
from qwen_demo.api.detections import ABSOLUTE, AnswerDetections, pop_wish, replace_urls
from qwen_demo.api.incoming import ReplayedRequest, request_id_of, scope_for_engine
from qwen_demo.api.limits import (
    IncomingBody,
    RateLimiter,
    RequestLimits,
    check_content_length,
    client_address,
    rate_exceeded,
)
from qwen_demo.api.metrics import MEDIA_TYPE, ApiMetrics, is_local
from qwen_demo.api.openapi import Schema, public_document
from qwen_demo.api.request_checks import (
    Body,
    CheckedBody,
    check_content_type,
    check_request,
    parse_body,
)
from qwen_demo.api.routes import (
    ANSWERS,
    CHAT,
    HIDDEN,
    HIDDEN_PREFIXES,
    METHOD_OF,
    MODELS,
    check_method,
    is_v1,
)
from qwen_demo.api.usage import usage_of
from qwen_demo.chat import EngineStatus
from qwen_demo.errors import (
    AnswerTimeout,
    DemoError,
    InvalidImage,
    RouteNotFound,
    Unauthorized,
)


class Gateway:
    """Routes to the page and to vLLM's app, which may come later than the page and change."""

    def __init__(
        self,
        page: ASGIApp,
        engine_app: Callable[[], ASGIApp | None],
        status: Callable[[], EngineStatus],
        gate: AdmissionGate,
        *,
        keys: ApiKeys | None = None,
        limits: RequestLimits | None = None,
        metrics: ApiMetrics | None = None,
        rate_limiter: RateLimiter | None = None,
        page_cookie: str | None = None,
        detect: ASGIApp | None = None,
        open_picture: OpenPicture | None = None,
        api_schema: Callable[[], Schema] | None = None,
    ) -> None:
        """`page_cookie` is what the page takes for a signed-in user; requests with a key get it."""
        limits = limits or RequestLimits()
        self._page = RequestBodyLimitMiddleware(page, limits.max_page_body_bytes)
        self._engine_app = engine_app
        self._status = status
        self._gate = gate
        self._keys = keys or ApiKeys()
        self._limits = limits
        self._metrics = metrics or ApiMetrics()
        self._rate_limiter = rate_limiter
        self._page_cookie = page_cookie
        self._detect = detect
        self._open_picture = open_picture
        self._api_schema = api_schema
        self._describing = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "http":
                await self._http(scope, receive, send)
            case "lifespan":
                await self._page(scope, receive, send)
            case _:
                await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path in ("/health", "/health/live", "/metrics", "/openapi.json"):
            await self._service(scope, send)
        elif is_v1(path):
            await self._v1(scope, receive, send)
        elif path in HIDDEN or path.startswith(HIDDEN_PREFIXES):
            await responses.send_error(send, RouteNotFound("There is no such page."))
        else:
            await self._page(self._page_scope(scope), receive, send)

    async def _service(self, scope: Scope, send: Send) -> None:
        try:
            check_method(scope, "GET", "HEAD")
            match scope["path"]:
                case "/health":
                    await health.send_health(send, self._status())
                case "/health/live":
                    await health.send_live(send)
                case "/openapi.json":
                    await responses.send_json(send, 200, await self._openapi())
                case _:
                    self._check_metrics_access(scope)
                    text = await asyncio.to_thread(self._metrics.render)
                    await responses.send_bytes(send, 200, text, MEDIA_TYPE)
        except DemoError as error:
            await responses.send_error(send, error)

    async def _openapi(self) -> Schema:
        """The document of the public routes, made in a thread, one at a time."""
        if self._api_schema is None:
            raise RouteNotFound("There is no such page.")
        self._engine()  # raises until it is ready
        async with self._describing:
            vllm = await asyncio.to_thread(self._api_schema)
            return await asyncio.to_thread(public_document, vllm, METHOD_OF, bool(self._keys))

    def _check_metrics_access(self, scope: Scope) -> None:
        if is_local(scope) or self._keys.key_name(Headers(scope=scope)):
            return
        raise Unauthorized("Metrics are for this machine itself, or for those with an API key.")

    def _page_scope(self, scope: Scope) -> Scope:
        """With a valid key, a program is signed in to the page's own routes too."""
        if self._page_cookie is None or not self._keys.key_name(Headers(scope=scope)):
            return scope
        cookie = (b"cookie", self._page_cookie.encode())
        return {**scope, "headers": [*scope["headers"], cookie]}

    async def _v1(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = request_id_of(Headers(scope=scope))
        answer = Answer(send, request_id)
        scope = scope_for_engine(scope, request_id)
        try:
            await self._answer(scope, receive, answer)
        except DemoError as error:
            answer.refused = error.code or error.type
            await answer.send_error(error)
        except ClientGone:
            answer.abort("disconnect")
        except Exception as error:  # noqa: BLE001  the entry point of whatever vLLM's app raises
            await answer.fail(error)
        finally:
            self._record(scope, answer)

    async def _answer(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        path = scope["path"]
        if path not in METHOD_OF:
            raise RouteNotFound(f"There is no route {scope['method']} {path[:100]}.")
        headers = Headers(scope=scope)
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await self._engine()(scope, receive, answer.send)  # a preflight carries no key
            return
        check_method(scope, METHOD_OF[path])
        await self._check_rate(scope, headers, answer)  # first, so that keys can't be tried out
        self._keys.check(headers)
        engine = self._engine()
        if path == MODELS:
            answer.rewrite = hide_model_paths
            await engine(scope, receive, answer.send)
            return
        check_content_type(headers.get("content-type"))
        check_content_length(headers.get("content-length"), self._limits.max_body_bytes)
        incoming = IncomingBody(receive, self._limits.max_body_bytes)
        async with self._gate.slot("api", until_gone=incoming.until_gone):
            answer.admitted_s = time.monotonic()
            await self._generate(scope, incoming, receive, answer)

    async def _generate(
        self, scope: Scope, incoming: IncomingBody, receive: Receive, answer: Answer
    ) -> None:
        path, bounds = scope["path"], self._limits
        data = await incoming.read()
        if data is None:
            answer.abort("disconnect")
            return
        body = parse_body(data)
        answer.checked = check_request(path, body, bounds.max_sequences, bounds.max_logprobs)
        if path == CHAT and (wish := pop_wish(body)):
            data = await self._prepare_detections(body, answer.checked, answer, wish == ABSOLUTE)
        request = ReplayedRequest(data, receive, answer, bounds.max_request_s)
        del body, data
        # Asked again: the engine may have gone while this request waited for its slot.
        engine = self._engine()
        app = self._detect if path in DETECT and self._detect else engine
        await app(scope, request.receive, answer.send)
        if answer.aborted == "timeout":
            limit_s = bounds.max_request_s
            message = f"The answer took over {limit_s:g} s. Ask for less at once."
            await answer.send_error(AnswerTimeout(message))

    async def _prepare_detections(
        self, body: Body, checked: CheckedBody, answer: Answer, in_pixels: bool
    ) -> bytes:
        """The request for vLLM, its pictures opened once: their sizes are needed for the answer."""
        pictures = await asyncio.gather(*(self._open(*media) for media in checked.media))
        opened = {url: picture for (_, url), picture in zip(checked.media, pictures, strict=True)}
        replace_urls(body, {url: picture.url for url, picture in opened.items()})
        info = self._status().model if in_pixels else None
        seen = seen_whs(pictures, info.image_budget) if info else None
        adding = AnswerDetections([picture.size for picture in pictures], seen)
        if body.get("stream"):
            answer.rewrite_events = adding.to_events
        else:
            answer.rewrite = adding.to_whole
        return json.dumps(body).encode()

    async def _open(self, place: str, url: str) -> Picture:
        if self._open_picture is None:
            raise RouteNotFound("This server offers no detections.")
        try:
            return await self._open_picture(url)
        except InvalidImage as error:
            raise InvalidImage(f"{place}: {error.message}", param=place) from None

    def _engine(self) -> ASGIApp:
        status = self._status()
        app = self._engine_app()
        if app is None or not status.is_ready:
            raise health.not_ready(status)
        return app

    async def _check_rate(self, scope: Scope, headers: Headers, answer: Answer) -> None:
        if self._rate_limiter is None:
            return
        client = scope.get("client")
        address = client_address(client[0] if client else None)
        rate = await self._rate_limiter.hit(self._keys.key_name(headers) or address)
        answer.headers.update(rate.headers())
        if not rate.allowed:
            raise rate_exceeded(rate)

    def _record(self, scope: Scope, answer: Answer) -> None:
        """Count a request and write its line in the log: never what it asked or was answered."""
        status = answer.status
        if status is None or answer.aborted == "disconnect":
            status = CLIENT_CLOSED
        is_answer = status == 200 and scope["path"] in ANSWERS
        access = Access(
            request_id=answer.request_id,
            face="api",
            route=scope["path"] if scope["path"] in METHOD_OF else "other",
            status=status,
            stream=answer.is_stream,
            seconds=answer.elapsed_s(time.monotonic()) or 0,
            first_s=answer.elapsed_s(answer.head_s),
            queue_s=answer.elapsed_s(answer.admitted_s),
            usage=usage_of(scope["state"], answer.last_body) if is_answer else None,
            aborted=answer.aborted,
            refused=answer.refused,
        )
        self._metrics.observe(access)
        log_access(access)


def hide_model_paths(body: bytes) -> bytes:
    """`/v1/models` without the folder that a model was loaded from."""
    models = json.loads(body)
    for model in models["data"]:
        model["root"] = model["id"]
    return json.dumps(models, ensure_ascii=False, separators=(",", ":")).encode()
