"""The command line: vLLM's own parser with our options beside it, and this machine's defaults.

Our options are read twice: at once, so that the port opens before vLLM is imported, and again by
vLLM's parser, which knows every flag and refuses an unknown one.
"""

import argparse
import logging
import os
import re
import shutil
import sys
from argparse import Namespace
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn

from qwen_demo.engine import defaults
from qwen_demo.engine.defaults import TUTORIAL_ALIAS, Choice, Gpus, choose_for_gpus, demo_choice
from qwen_demo.errors import UsageError
from qwen_demo.settings import Settings, flag_name

logger = logging.getLogger(__name__)

Environ = MutableMapping[str, str]
AUTO = "auto"
SPACE_DEFAULTS = {"host": "0.0.0.0", "port": 7860}  # where a Hugging Face Space looks for its app


def main(argv: Sequence[str] | None = None) -> int:
    """Run the app; returns the exit code (2 for a command line that can't work)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        if any(re.fullmatch(r"-h|--help(=.*)?", argument) for argument in arguments):
            full_parser().parse_args(arguments)
        settings, model = read_own_flags(arguments, os.environ)
        prepare_environment(model, os.environ)
        from qwen_demo import server

        return server.run(settings, lambda: engine_args(arguments))
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201
        return 2


def read_own_flags(arguments: Sequence[str], environ: Environ) -> tuple[Settings, str]:
    """Our options and the model; every other flag is left to vLLM's parser. Raises: UsageError."""
    parser = LineParser(add_help=False, allow_abbrev=False)
    add_settings(parser, SPACE_DEFAULTS if environ.get("SPACE_ID") else {})
    parser.add_argument("--model", default=AUTO)
    known, _ = parser.parse_known_args([_dashed(argument) for argument in arguments])
    if _is_path(known.model) and not Path(known.model).expanduser().is_dir():
        raise UsageError(f"--model {known.model}: there is no such folder")
    values = {field.name: getattr(known, field.name) for field in fields(Settings)}
    values["api_key"] = (*known.api_key, *_keys_of(known.api_key_file, environ))
    values["ui_auth"] = (*known.ui_auth, *environ.get("QWEN_DEMO_UI_AUTH", "").split())
    if any(":" not in user for user in values["ui_auth"]):
        raise UsageError("--ui-auth: each user must be given as user:password")
    return Settings(**values), known.model


def _keys_of(path: str, environ: Environ) -> list[str]:
    """Keys of the file and of the environment, vLLM's own variable too. Raises: UsageError."""
    try:
        in_file = Path(path).expanduser().read_text().split() if path else []
    except OSError as error:
        raise UsageError(f"--api-key-file {path}: {error.strerror}") from error
    in_environment = (environ.get(name, "") for name in ("QWEN_DEMO_API_KEY", "VLLM_API_KEY"))
    return [*in_file, *" ".join(in_environment).split()]


def prepare_environment(model: str, environ: Environ) -> None:
    """What vLLM and the Hub's client read from the environment; what the user has set stays."""
    environ.pop("VLLM_API_KEY", None)  # one of our keys by now; vLLM would check it once more
    environ.setdefault("VLLM_NO_USAGE_STATS", "1")
    environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    environ.setdefault("VLLM_WORKER_MULTIPROC_METHOD", "spawn")  # vLLM's CLI does the same
    if Path(model).expanduser().is_dir() or (model == AUTO and not shutil.which("nvidia-smi")):
        environ.setdefault("HF_HUB_OFFLINE", "1")


def add_settings(parser: argparse.ArgumentParser, overrides: Mapping[str, Any]) -> None:
    """One flag for each field of Settings."""
    group = parser.add_argument_group("qwen-demo", "Options of this app")
    for field in fields(Settings):
        default = overrides.get(field.name, field.default)
        kind: dict[str, Any] = {"type": str if default is None else type(default)}
        if isinstance(default, bool):
            kind = {"action": "store_true"}
        elif isinstance(default, tuple):
            kind = {"nargs": "+"}
        elif field.metadata["choices"]:
            kind = {"choices": field.metadata["choices"]}
        text = field.metadata["help"].replace("%", "%%")
        name = flag_name(field.name)
        group.add_argument(name, dest=field.name, default=default, help=text, **kind)


class LineParser(argparse.ArgumentParser):
    """A parser whose errors are one line, raised instead of printed."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)


def full_parser() -> Any:
    """vLLM's parser with our options in it. Imports vllm, which takes seconds."""
    from vllm.entrypoints.launchers.cli_args import make_arg_parser
    from vllm.utils.argparse_utils import FlexibleArgumentParser

    class FullParser(LineParser, FlexibleArgumentParser):  # type: ignore[misc]
        pass

    parser = FullParser(prog="app.py", conflict_handler="resolve", allow_abbrev=False)
    make_arg_parser(parser)
    add_settings(parser, {})
    parser.set_defaults(model=AUTO)
    return parser


def engine_args(arguments: Sequence[str]) -> Namespace:
    """vLLM's arguments, with this machine's defaults where the user said nothing.

    Raises: UsageError for an unknown flag or a bad value.
    """
    from vllm.config.logging import LoggingConfig
    from vllm.logger import configure_logging_from_args
    from vllm.platforms import current_platform

    parser = full_parser()
    given = parser.parse_args(list(arguments))
    is_cpu = bool(current_platform.is_cpu())
    choice = choose_model(given.model_tag or given.model, None if is_cpu else read_gpus())
    logger.info("Model: %s.", choice.reason)
    parser.set_defaults(**defaults.server_defaults(is_cpu), **choice.defaults)
    args: Namespace = parser.parse_args(list(arguments))
    args.model, args.model_tag = choice.model, None
    args.is_demo_model = Path(choice.model) == defaults.DEMO_MODEL
    if is_cpu and args.is_demo_model:
        for name, value in defaults.DEMO_CPU_ENVIRONMENT.items():
            os.environ.setdefault(name, value)  # the engine's process inherits it
    args.api_key = None  # the gateway checks keys, on both faces
    if args.log_format == "json" and not hasattr(args, "logging_config"):
        args.logging_config = LoggingConfig(formatter="json")
    configure_logging_from_args(args)
    args.served_model_name = served_names(args.served_model_name, choice.model)
    named = args.gpu_memory_utilization != parser.get_default("gpu_memory_utilization")
    if is_cpu and not named and args.kv_cache_memory_bytes is None:
        # On CPU vLLM's share counts a whole NUMA node's memory, which fails on a busy machine.
        # VLLM_CPU_KVCACHE_SPACE still wins over this, within vLLM.
        args.kv_cache_memory_bytes = defaults.cpu_kv_cache_bytes(args.is_demo_model)
    return args


def choose_model(model: str, gpus: Gpus | None) -> Choice:
    """The model that was named, or for `auto` the best that this machine can run.

    `gpus` is None on the CPU build.
    """
    if model == AUTO:
        return (
            choose_for_gpus(gpus) if gpus else demo_choice("this machine has no GPU", is_cpu=True)
        )
    if _is_path(model) or Path(model).is_dir():
        model = str(Path(model).expanduser().resolve())
    if Path(model) == defaults.DEMO_MODEL:
        return demo_choice("it was asked for", is_cpu=gpus is None)
    parsers = {"reasoning_parser": "qwen3"} if "thinking" in model.lower() else {}
    return Choice(model, parsers, f"{model}, as asked for")


def read_gpus() -> Gpus:
    """The GPUs that vLLM would use, read without starting CUDA in this process."""
    from vllm.platforms import current_platform

    capability = current_platform.get_device_capability()
    return Gpus(
        count=current_platform.device_count(),
        memory_gib=current_platform.get_device_total_memory() / 2**30,
        capability=(capability.major, capability.minor) if capability else (0, 0),
    )


def served_names(names: list[str] | None, model: str) -> list[str]:
    """The names the model answers to: its own first, the tutorial's alias last."""
    own = names or [Path(model).name if _is_path(model) else model]
    return [*own, *([TUTORIAL_ALIAS] if TUTORIAL_ALIAS not in own else [])]


def _is_path(model: str) -> bool:
    return model.startswith(("/", "./", "../", "~"))


def _dashed(argument: str) -> str:
    """`--max_body_mb=1` -> `--max-body-mb=1`, as vLLM's parser reads it."""
    if not argument.startswith("--"):
        return argument
    name, equals, value = argument.partition("=")
    return name.replace("_", "-") + equals + value
