"""Runs the clients of examples/ against a server, as processes of their own."""

import os
import subprocess
from pathlib import Path

from tests.conftest import ROOT, RunningServer


def run(server: RunningServer, *command: str, cwd: Path = ROOT) -> str:
    """What a command prints; it must end with code 0."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, "QWEN_DEMO_URL": server.url, "QWEN_DEMO_API_KEY": "secret"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def example(name: str) -> str:
    return str(ROOT / "examples" / name)
