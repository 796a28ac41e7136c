"""Ends the engine's processes when the app is gone; vLLM leaves them behind on `kill -9`.

Runs as a small process of its own. It remembers the app's descendants, and kills what is left of
them when its standard input ends, which the system closes with the app, however that went.
(A mark in their environment would not do: vLLM's process titles overwrite it.)
"""

import contextlib
import os
import select
import subprocess
import sys

LOOK_EVERY_S = 1.0


def start_reaper() -> subprocess.Popen[bytes]:
    """Start the reaper of this process; keep what is returned until the end of the process."""
    command = [sys.executable, os.path.abspath(__file__), str(os.getpid())]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)


def watch(app_pid: int) -> None:
    """Remember the app's descendants until standard input ends, then kill them."""
    import psutil

    seen: set[psutil.Process] = set()
    while True:
        ended = bool(select.select([sys.stdin], [], [], LOOK_EVERY_S)[0])
        with contextlib.suppress(psutil.Error):
            seen |= set(psutil.Process(app_pid).children(recursive=True))
        seen = {process for process in seen if process.pid != os.getpid() and process.is_running()}
        if ended:
            break
    for process in seen:
        with contextlib.suppress(psutil.Error):
            process.kill()


if __name__ == "__main__":
    watch(int(sys.argv[1]))
