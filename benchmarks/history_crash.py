"""Kills a process with 20 writers of conversations in mid-write, and counts what is missing.

Usage: `python -m benchmarks.history_crash [--seconds 120] [--times 20] [--url URL]`. Each time the
writers go on in the same folder, and are killed (SIGKILL) at a random moment in so many seconds.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from sqlalchemy import create_engine

from qwen_demo.history.attachments import SCHEME
from qwen_demo.history.entries import Entry
from qwen_demo.history.store import HistoryStore

WRITERS = 20
PARTIAL_SAVES = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--url", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        turns = 0
        for number in range(1, options.times + 1):
            turns = crash(Path(folder), options.seconds, options.url, checked=turns)
            print(f"{number}: killed; {turns} finished turns so far, none missing", flush=True)
        check(Path(folder), options.url)
        print(f"All {turns} turns read once more, none missing")


def crash(folder: Path, seconds: float, url: str = "", checked: int = 0) -> int:
    """Start the writers, kill them, check what they finished since `checked` turns; all turns."""
    log = folder / "finished"
    command = [sys.executable, "-m", "benchmarks.history_crash_writers", str(folder), url]
    writers = subprocess.Popen(command)
    try:
        before = count_lines(log)
        while count_lines(log) <= before:  # the writers are at work
            assert writers.poll() is None, "the writers ended"
            time.sleep(0.02)
        time.sleep(random.uniform(0, seconds))
        assert writers.poll() is None, "a write failed"
    finally:
        writers.kill()
        writers.wait()
    return check(folder, url, checked)


def count_lines(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.exists() else 0


def check(folder: Path, url: str, checked: int = 0) -> int:
    """Every turn finished after the first `checked` is there, whole. Returns how many in all."""
    store = HistoryStore.open(folder / "history", url)
    if not url:
        engine = create_engine(f"sqlite:///{folder / 'history' / 'history.db'}")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        engine.dispose()
    lines = (folder / "finished").read_text().splitlines()
    for line in lines[checked:]:
        owner, conversation_id, position, text = line.split(" ")
        entries = store.load(owner, conversation_id).entries
        assert entries[int(position)].message["content"] == text, line
        for entry in entries:
            for sha256 in entry.attachments():
                assert store.attachment(owner, sha256).stat().st_size > 0, line
        assert store.list(owner, text), f"{line}: not found by search"
    store.close()
    return len(lines)


def write_forever(folder: Path, url: str) -> None:
    """Write as 20 users do at once; each finished turn is noted after it has been saved."""
    store = HistoryStore.open(folder / "history", url)
    descriptor = os.open(folder / "finished", os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def one_user(owner: str) -> None:
        while True:
            entries: list[Entry] = []
            conversation_id, version = "", 0
            for _ in range(random.randint(1, 4)):
                picture = store.keep(owner, random.randbytes(random.randint(10, 50_000)), ".png")
                url_part = {"type": "image_url", "image_url": {"url": SCHEME + picture}}
                entries.append(Entry({"role": "user", "content": [url_part]}))
                answer = f"answer{random.randrange(10**9)}"
                for done in range(1, PARTIAL_SAVES + 1):
                    text = answer[: len(answer) * done // PARTIAL_SAVES]
                    current = [*entries, Entry({"role": "assistant", "content": text})]
                    if version:
                        version = store.save(owner, conversation_id, current, version)
                    else:
                        conversation_id, version = store.create(owner, current).id, 1
                entries = current
                line = f"{owner} {conversation_id} {len(entries) - 1} {answer}\n"
                os.write(descriptor, line.encode())

    def end(failure: threading.ExceptHookArgs) -> None:
        sys.__excepthook__(failure.exc_type, failure.exc_value, failure.exc_traceback)
        os._exit(1)

    threading.excepthook = end
    threads = [threading.Thread(target=one_user, args=(f"u{n}",)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()


if __name__ == "__main__":
    main()
