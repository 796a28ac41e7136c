"""Builds vLLM's AsyncLLM and its API app in this process, off the event loop.

One of the few files that import from `vllm.entrypoints`; tests/api/test_contract.py holds what is
used here.
"""

import asyncio
import contextlib
import multiprocessing.connection
import os
import re
import threading
from argparse import Namespace
from collections.abc import AsyncGenerator, Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, TypeVar

from pydantic import ValidationError

from qwen_demo.chat import ChatDelta, ImageBudget, Message, ModelInfo, Sampling
from qwen_demo.engine import media_fetch
from qwen_demo.engine.host import ASGIApp, EngineDied, ReportPhase
from qwen_demo.engine.media_fetch import MediaLimits
from qwen_demo.engine.media_ids import MediaIds
from qwen_demo.engine.vllm_chat import stream_chat
from qwen_demo.errors import UsageError

DEFAULT_MAX_TOKENS = 1024
EXIT_CODE_WAIT_S = 5.0
KILLED = re.compile(r"Failed core proc\(s\): \{[^}]*: -\d")
"""In vLLM 0.32's error for an engine that did not start: an exit code that is a signal's number."""

T = TypeVar("T")


async def in_daemon_thread(function: Callable[[], T]) -> T:
    """Run a function in a thread that can't hold the process at exit: a load can take minutes."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def work() -> None:
        result, failure = None, None
        try:
            result = function()
        except Exception as error:  # noqa: BLE001  handed to the awaiting task
            failure = error
        with contextlib.suppress(RuntimeError):  # the loop may be closed by now
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=work, daemon=True, name="engine-loader").start()
    return await future


class VllmEngine:
    """A loaded engine with vLLM's API app around it; `engine.host.RunningEngine`."""

    def __init__(
        self, engine: Any, app: Any, limits: MediaLimits, lifespan: contextlib.AsyncExitStack
    ) -> None:
        self.app: ASGIApp = app
        self._describe = app.openapi
        self.model = model_info(engine, app.state.args)
        self._engine = engine
        self._serving = app.state.openai_serving_chat
        self._lifespan = lifespan
        self._limits = limits
        keeps_media = engine.model_config.multimodal_config.mm_processor_cache_gb > 0
        self._media_ids = MediaIds() if keeps_media else None

    @classmethod
    async def start(
        cls, load_args: Callable[[], Namespace], limits: MediaLimits, report: ReportPhase
    ) -> "VllmEngine":
        """Load the model that the arguments name; its API fetches pictures within the limits.

        Raises: UsageError for arguments that can't work; EngineDied; whatever vLLM raises for a
        model that can't be loaded.
        """
        report("importing vLLM")
        args = await in_daemon_thread(load_args)
        report(f"reading the configuration of {args.model}")
        config = await in_daemon_thread(lambda: engine_config(args))
        report(f"loading the weights of {args.model}")
        try:
            engine = await in_daemon_thread(lambda: build_engine(config, args))
        except RuntimeError as error:
            if KILLED.search(str(error)):
                raise EngineDied("its process was killed") from error
            raise
        report("preparing the API")
        await engine.reset_mm_cache()
        return await cls.around(engine, args, limits)

    @classmethod
    async def around(cls, engine: Any, args: Namespace, limits: MediaLimits) -> "VllmEngine":
        """Build vLLM's API app around an engine."""
        from vllm.entrypoints.launchers.api_server.app_state import init_app_state
        from vllm.entrypoints.launchers.app import build_app

        tasks = await engine.get_supported_tasks()
        app = build_app(args, tasks, engine.model_config)
        app.state.server = SimpleNamespace()  # vLLM's handlers would tell its own server to exit
        await init_app_state(engine, app.state, args, tasks)
        guard_media(replace(limits, image_budget=image_budget(engine.model_config)))
        lifespan = contextlib.AsyncExitStack()
        await lifespan.enter_async_context(app.router.lifespan_context(app))
        return cls(engine, app, limits, lifespan)

    def stream_chat(
        self, messages: list[Message], sampling: Sampling, request_id: str
    ) -> AsyncGenerator[ChatDelta, None]:
        name = self.model.served_model_names[0]
        return stream_chat(self._serving, self._media_ids, name, messages, sampling, request_id)

    async def open_picture(self, url: str) -> tuple[str, tuple[int, int]]:
        """A picture as a data URL, and its upright size in pixels. Raises: InvalidImage."""
        domains = self._engine.model_config.allowed_media_domains
        return await media_fetch.open_picture(url, self._limits, domains or [])

    def api_schema(self) -> dict[str, Any]:
        """vLLM's OpenAPI document of all its routes; takes seconds the first time."""
        return dict(self._describe())

    def is_alive(self) -> bool:
        return not self._engine.errored

    async def close(self) -> None:
        """Stop the engine's processes. Requests in flight end.

        Those of a dead engine are told so here: vLLM's own task that does it is cancelled by its
        shutdown, on a busy machine before its turn has come, and their clients would wait for ever.
        """
        if not self.is_alive():
            self._engine.output_processor.propagate_error(self._engine.dead_error)
        await self._lifespan.aclose()
        await in_daemon_thread(lambda: self._engine.shutdown(timeout=0))


def guard_media(limits: MediaLimits) -> None:
    """Have vLLM's API fetch and open pictures by our own rules."""
    from qwen_demo.engine import media_connector

    os.environ["VLLM_MEDIA_CONNECTOR"] = media_connector.NAME
    media_connector.register(limits)


def engine_config(args: Namespace) -> Any:
    """vLLM's configuration of the arguments; may ask the model hub.

    Raises: UsageError for arguments that don't fit the model or this machine.
    """
    from vllm.engine.arg_utils import AsyncEngineArgs
    from vllm.transformers_utils.config import get_config
    from vllm.usage.usage_lib import UsageContext

    # A model that can't be read fails here, so that a ValueError below is the arguments' fault.
    get_config(args.model, trust_remote_code=args.trust_remote_code, revision=args.revision)
    try:
        engine_args = AsyncEngineArgs.from_cli_args(args)
        return engine_args.create_engine_config(usage_context=UsageContext.OPENAI_API_SERVER)
    except ValueError as error:
        raise UsageError(one_line(error)) from error


def one_line(error: ValueError) -> str:
    """The reason in an error of vLLM's or pydantic's, without the object dump around it."""
    reasons = [str(e["msg"]) for e in error.errors()] if isinstance(error, ValidationError) else []
    text = "; ".join(reason.removeprefix("Value error, ") for reason in reasons) or str(error)
    return " ".join(text.split())


def build_engine(config: Any, args: Namespace) -> Any:
    """Start the engine's processes and load the weights; takes as long as the model is large."""
    from vllm.usage.usage_lib import UsageContext
    from vllm.v1.engine.async_llm import AsyncLLM

    await_exit_codes()
    return AsyncLLM.from_vllm_config(
        vllm_config=config,
        usage_context=UsageContext.OPENAI_API_SERVER,
        enable_log_requests=args.enable_log_requests,
        aggregate_engine_logging=args.aggregate_engine_logging,
        disable_log_stats=args.disable_log_stats,
    )


def await_exit_codes() -> None:
    """Have vLLM 0.32 name the exit code of an engine that ends while it loads.

    It reads the code the moment it sees the process's end, on a busy machine sooner than the
    system has it. A killed engine and a model that can't be loaded then look the same.
    """
    from vllm.v1.engine.utils import CoreEngineProcManager

    CoreEngineProcManager.finished_procs = finished_procs


def finished_procs(manager: Any) -> dict[str, int]:
    """The exit codes of the engine's processes that have ended, by name."""
    by_sentinel = {process.sentinel: process for process in manager.processes}
    for sentinel in multiprocessing.connection.wait(list(by_sentinel), timeout=0):
        by_sentinel[sentinel].join(EXIT_CODE_WAIT_S)
    codes = {process.name: process.exitcode for process in manager.processes}
    return {name: code for name, code in codes.items() if code is not None}


def model_info(engine: Any, args: Namespace) -> ModelInfo:
    """What the page needs to know of a loaded engine."""
    config = engine.model_config
    limits = config.multimodal_config
    return ModelInfo(
        served_model_names=tuple(args.served_model_name),
        max_model_len=config.max_model_len,
        default_sampling=default_sampling(config),
        image_budget=image_budget(config),
        max_images=limits.get_limit_per_prompt("image"),
        max_videos=limits.get_limit_per_prompt("video"),
        video_budget=video_budget(config) if limits.get_limit_per_prompt("video") else None,
        is_thinking=bool(args.structured_outputs_config.reasoning_parser),
        is_demo=getattr(args, "is_demo_model", False),
    )


def default_sampling(config: Any) -> Sampling:
    """The model's generation config; vLLM's neutral values where it says nothing."""
    known = config.get_diff_sampling_param()
    max_tokens = min(known.get("max_tokens", DEFAULT_MAX_TOKENS), config.max_model_len // 2)
    names = ("top_k", "min_p", "presence_penalty", "frequency_penalty", "repetition_penalty")
    return Sampling(
        temperature=known.get("temperature", 1.0),
        top_p=known.get("top_p", 1.0),
        max_tokens=max_tokens,
        **{name: known[name] for name in names if name in known},
    )


def image_budget(config: Any) -> ImageBudget:
    """The pixel bounds of the model's image processor, `--mm-processor-kwargs` applied."""
    from vllm.transformers_utils.processor import cached_processor_from_config

    processor = cached_processor_from_config(config).image_processor
    overrides = config.multimodal_config.mm_processor_kwargs or {}
    size = {**dict(processor.size), **overrides.get("size", {})}
    return ImageBudget(
        pixels_per_side=processor.patch_size * processor.merge_size,
        min_pixels=overrides.get("min_pixels", size["shortest_edge"]),
        max_pixels=overrides.get("max_pixels", size["longest_edge"]),
    )


def video_budget(config: Any) -> ImageBudget | None:
    """The bounds of the pixels of all frames of a video; None where the processor knows none."""
    from vllm.transformers_utils.processor import cached_processor_from_config

    processor = getattr(cached_processor_from_config(config), "video_processor", None)
    if processor is None:
        return None
    return ImageBudget(
        pixels_per_side=processor.patch_size * processor.merge_size,
        min_pixels=processor.size["shortest_edge"],
        max_pixels=processor.size["longest_edge"],
    )
