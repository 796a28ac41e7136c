"""Imports run downwards only: the table of docs/architecture.md."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYERS = [
    {"errors", "settings", "chat", "logs"},
    {
        "access",
        "admission",
        "messages",
        "grounding",
        "snippets",
        "media",
        "video",
        "drawing",
        "history",
    },
    {"engine", "api", "ui"},
    {"server"},
    {"cli"},
]
ALLOWED_IN_CLI = {"engine"}  # cli.py reads the table of models
OUTSIDE = {
    "errors": set(),
    "settings": set(),
    "chat": set(),
    "logs": set(),
    "access": set(),
    "admission": set(),
    "messages": set(),
    "grounding": set(),
    "snippets": set(),
    "media": {"PIL", "pypdfium2", "pillow_heif"},
    "video": {"cv2"},
    "drawing": {"PIL"},
    "history": {"sqlalchemy", "alembic"},
}
MODULES = sorted((ROOT / "qwen_demo").rglob("*.py"))


def package_of(path: Path) -> str:
    return path.relative_to(ROOT / "qwen_demo").parts[0].removesuffix(".py")


def layer_of(package: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if package in layer)


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def top_level_imports(path: Path) -> set[str]:
    body = ast.parse(path.read_text()).body
    nodes = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    return {
        (node.module or "" if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[
            0
        ]
        for node in nodes
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_downwards(path: Path) -> None:
    package = package_of(path)
    if package == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "qwen_demo" and parts[1] not in (package, "__init__"):
            assert layer_of(parts[1]) <= layer_of(package), f"{path} imports {name}"
            if layer_of(parts[1]) == layer_of(package) == 2:
                pytest.fail(f"{path} imports its sibling {name}")
        elif package in OUTSIDE and parts[0] != "qwen_demo":
            known = OUTSIDE[package] | set(__import__("sys").stdlib_module_names)
            assert parts[0] in known, f"{path} may not use {parts[0]}"


def test_starting_the_command_imports_nothing_heavy() -> None:
    for path in (ROOT / "app.py", ROOT / "qwen_demo" / "cli.py", ROOT / "qwen_demo" / "server.py"):
        heavy = {"gradio", "vllm", "torch", "transformers"} & top_level_imports(path)
        assert not heavy, f"{path} imports {heavy} before the port is open"
