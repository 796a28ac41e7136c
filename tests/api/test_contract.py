"""What we use of vLLM's entry points, held here because they move between minor releases."""

import inspect

import pytest
import vllm
from vllm.entrypoints.launchers import app as launchers_app
from vllm.entrypoints.launchers.api_server.app_state import init_app_state
from vllm.entrypoints.launchers.cli_args import make_arg_parser
from vllm.entrypoints.openai.chat_completion.protocol import ChatCompletionRequest
from vllm.entrypoints.openai.chat_completion.serving import OpenAIServingChat
from vllm.entrypoints.serve.exception_handling.error_response import create_error_response
from vllm.utils.argparse_utils import FlexibleArgumentParser
from vllm.v1.engine.async_llm import AsyncLLM

from qwen_demo import cli
from qwen_demo.chat import Sampling
from qwen_demo.engine.defaults import CHECKPOINTS, Gpus, choose_for_gpus, server_defaults


def parameters(function: object) -> list[str]:
    return list(inspect.signature(function).parameters)  # type: ignore[arg-type]


def test_the_version_is_the_one_that_is_pinned() -> None:
    assert vllm.__version__.startswith("0.32.")


def test_signatures() -> None:
    assert parameters(OpenAIServingChat.create_chat_completion) == [
        "self",
        "request",
        "raw_request",
    ]
    assert parameters(launchers_app.build_app) == ["args", "supported_tasks", "model_config"]
    assert parameters(init_app_state) == ["engine_client", "state", "args", "supported_tasks"]
    for name in ("errored", "shutdown", "reset_mm_cache", "get_supported_tasks"):
        assert hasattr(AsyncLLM, name)


def test_every_sampling_field_is_one_of_vllms_request() -> None:
    sampling = Sampling(1.0, 1.0, 1, 1, 0.1, 0.1, 0.1, 1.1, 1, ("x",), {"type": "object"})
    assert set(sampling.to_request()) <= set(ChatCompletionRequest.model_fields)


def test_a_picture_may_be_an_id_alone() -> None:
    parts = [{"type": "image_url", "image_url": None, "uuid": "x"}]
    request = ChatCompletionRequest(messages=[{"role": "user", "content": parts}])
    assert [dict(part) for part in request.messages[0]["content"]] == parts


def test_vllm_maps_bad_input_to_400() -> None:
    assert create_error_response(ValueError("x")).error.code == 400


def test_every_engine_flag_is_accepted_and_ours_stand_beside_them() -> None:
    theirs = make_arg_parser(FlexibleArgumentParser())
    ours = cli.full_parser()
    flags = {flag for action in theirs._actions for flag in action.option_strings}
    assert flags <= set(ours._option_string_actions)
    assert "--max-concurrent-requests" in ours._option_string_actions
    assert ours.get_default("port") == 3001


def test_defaults_chosen_for_a_machine_are_flags_of_vllm() -> None:
    known = set(vars(cli.full_parser().parse_args([])))
    chosen = [choose_for_gpus(Gpus(2, gib, (7, 5))).defaults for gib in (8, 16, 24, 80)]
    for defaults in (*chosen, server_defaults(is_cpu=True)):
        assert set(defaults) <= known
    assert len({c.model for c in CHECKPOINTS}) == len(CHECKPOINTS)


def test_the_users_flag_wins_over_what_was_chosen() -> None:
    args = cli.engine_args(["--limit-mm-per-prompt", '{"image": 2}', "--max-num-seqs", "3"])
    assert (args.limit_mm_per_prompt, args.max_num_seqs) == ({"image": 2}, 3)
    assert args.enforce_eager
    assert args.api_key is None


@pytest.mark.parametrize(
    ("flags", "size"),
    [
        ([], 2**28),
        (["--kv-cache-memory-bytes", "1000000"], 1_000_000),
        (["--gpu-memory-utilization", "0.5"], None),
    ],
)
def test_the_kv_cache_on_a_cpu_is_small_unless_the_user_names_its_size(
    flags: list[str], size: int | None
) -> None:
    assert cli.engine_args(flags).kv_cache_memory_bytes == size
