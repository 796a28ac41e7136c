"""Our own flags, the environment, and one-line errors; vLLM's parser is tested in tests/api."""

from dataclasses import fields
from pathlib import Path

import pytest

from qwen_demo import cli
from qwen_demo.engine.defaults import DEMO_MODEL, Gpus
from qwen_demo.errors import UsageError
from qwen_demo.settings import Settings, flag_name


def test_no_flags_give_the_documented_defaults() -> None:
    settings, model = cli.read_own_flags([], {})
    assert settings == Settings()
    assert (settings.host, settings.port, model) == ("127.0.0.1", 3001, "auto")


def test_a_space_listens_where_its_proxy_looks() -> None:
    settings, _ = cli.read_own_flags([], {"SPACE_ID": "someone/demo"})
    assert (settings.host, settings.port) == ("0.0.0.0", 7860)
    settings, _ = cli.read_own_flags(["--port", "8000"], {"SPACE_ID": "someone/demo"})
    assert settings.port == 8000


def test_engine_flags_and_underscores_pass() -> None:
    arguments = ["--max-model-len", "4096", "--max_body_mb=3", "--enforce-eager", "--port=9"]
    settings, _ = cli.read_own_flags(arguments, {})
    assert (settings.max_body_mb, settings.port) == (3, 9)


def test_every_setting_has_a_flag_and_a_line_of_help() -> None:
    for field in fields(Settings):
        assert flag_name(field.name).startswith("--")
        assert field.metadata["help"].endswith(".")


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--port", "abc"], "--port"),
        (["--log-format", "yaml"], "--log-format"),
        (["--api-key-file", "/no/such/file"], "/no/such/file"),
        (["--model", "./nowhere"], "./nowhere"),
        (["--model", "/no/such/folder"], "/no/such/folder"),
    ],
)
def test_a_bad_value_is_one_line_that_names_it(
    arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert named in lines[0]


def test_keys_come_from_flags_file_and_environment_and_are_not_shown(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("from-file\n\nsecond\n")
    arguments = ["--api-key", "from-flag", "--api-key-file", str(tmp_path / "keys")]
    environ = {"QWEN_DEMO_API_KEY": "from-environment", "VLLM_API_KEY": "from-vllm"}
    settings, _ = cli.read_own_flags(arguments, environ)
    named = ("from-flag", "from-file", "second", "from-environment", "from-vllm")
    assert settings.api_key == named
    cli.prepare_environment("auto", environ)
    assert "VLLM_API_KEY" not in environ
    assert "from-" not in repr(settings)


def test_users_of_the_page() -> None:
    settings, _ = cli.read_own_flags(["--ui-auth", "ann:pw1", "bob:pw2"], {})
    assert settings.ui_auth == ("ann:pw1", "bob:pw2")
    with pytest.raises(UsageError, match="user:password"):
        cli.read_own_flags(["--ui-auth", "ann"], {})


def test_telemetry_is_off_and_the_hub_is_asked_only_for_hub_models(tmp_path: Path) -> None:
    local: dict[str, str] = {}
    cli.prepare_environment(str(tmp_path), local)
    assert local["VLLM_NO_USAGE_STATS"] == local["HF_HUB_DISABLE_TELEMETRY"] == "1"
    assert local["HF_HUB_OFFLINE"] == "1"
    hub: dict[str, str] = {}
    cli.prepare_environment("Qwen/Qwen3-VL-2B-Instruct", hub)
    assert "HF_HUB_OFFLINE" not in hub


def test_what_the_user_set_in_the_environment_stays() -> None:
    environ = {"VLLM_NO_USAGE_STATS": "0"}
    cli.prepare_environment("auto", environ)
    assert environ["VLLM_NO_USAGE_STATS"] == "0"


def test_the_model_answers_to_its_own_name_and_to_the_tutorials() -> None:
    assert cli.served_names(None, "Qwen/Qwen3-VL-4B-Instruct") == [
        "Qwen/Qwen3-VL-4B-Instruct",
        "Qwen3-VL-8B-Instruct-4bit-GPTQ",
    ]
    assert cli.served_names(None, "/models/mine") == ["mine", "Qwen3-VL-8B-Instruct-4bit-GPTQ"]
    assert cli.served_names(["a"], "x/y") == ["a", "Qwen3-VL-8B-Instruct-4bit-GPTQ"]


def test_without_a_gpu_auto_is_the_embedded_model() -> None:
    choice = cli.choose_model("auto", None)
    assert choice.model == str(DEMO_MODEL)
    assert "no GPU" in choice.reason
    assert choice.defaults["dtype"] == "float32"


def test_the_embedded_model_is_exact_on_a_cpu_and_left_to_the_engine_on_a_gpu() -> None:
    on_cpu = cli.choose_model(str(DEMO_MODEL), None)
    on_gpu = cli.choose_model(str(DEMO_MODEL), Gpus(1, 80, (9, 0)))
    assert on_cpu.defaults["dtype"] == "float32"
    assert "dtype" not in on_gpu.defaults


def test_a_thinking_checkpoint_gets_its_reasoning_parser() -> None:
    thinking = cli.choose_model("Qwen/Qwen3-VL-8B-Thinking", None)
    assert thinking.defaults == {"reasoning_parser": "qwen3"}
    assert cli.choose_model("Qwen/Qwen3-VL-8B-Instruct", None).defaults == {}


def test_a_port_in_use_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    from qwen_demo.server import listen

    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"--port {port}: Address already in use"):
            listen("127.0.0.1", port)
