"""Ends the engine's processes when the app is gone; vLLM leaves them behind on `kill -9`.

Runs as a small process of its own that waits for the end of its standard input, which the system
closes with the app. The engine's processes are known by a mark in the environment they inherit.
"""

import contextlib
import os
import secrets
import subprocess
import sys

MARK = "QWEN_DEMO_APP"


def start_reaper() -> subprocess.Popen[bytes]:
    """Start the reaper of this process; keep what is returned until the end of the process."""
    os.environ[MARK] = secrets.token_hex(8)
    command = [sys.executable, os.path.abspath(__file__)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)


def reap(mark: str) -> None:
    """Kill every other process that bears the mark."""
    import psutil  # only needed at the end

    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.pid != os.getpid() and process.environ().get(MARK) == mark:
                process.kill()


if __name__ == "__main__":
    sys.stdin.buffer.read()
    reap(os.environ[MARK])
