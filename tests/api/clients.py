"""Runs the clients of examples/ against a server, as processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, RunningServer

TOOLS = Path(sys.executable).parent


def run(server: RunningServer, *command: str, cwd: Path = ROOT, **env: str) -> str:
    """What a command prints; it must end with code 0. Programs of this environment come first."""
    path = f"{TOOLS}{os.pathsep}{os.environ['PATH']}"
    known = {"PATH": path, "QWEN_DEMO_URL": server.url, "QWEN_DEMO_API_KEY": "secret"}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **known, **env},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def example(name: str) -> str:
    return str(ROOT / "examples" / name)
