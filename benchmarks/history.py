"""How quick the conversations are: 2,000 of one owner with 50 messages each, and as many of others.

Usage: `python -m benchmarks.history`. Whether anything is lost when the process is killed is
benchmarks/history_crash.py's to find.
"""

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from qwen_demo.history.entries import Entry
from qwen_demo.history.store import HistoryStore

CONVERSATIONS, MESSAGES, WORDS = 2000, 50, 60
REPEATS = 15


def vocabulary() -> list[str]:
    """Words as rare and as common as those of a language (Zipf's law, roughly)."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(random.choices(letters, k=random.randint(3, 10))) for _ in range(3000)]
    return [word for rank, word in enumerate(words, 1) for _ in range(3000 // rank // 4 + 1)]


def entries(words: list[str]) -> list[Entry]:
    roles = ("user", "assistant")
    return [
        Entry({"role": roles[n % 2], "content": " ".join(random.choices(words, k=WORDS))})
        for n in range(MESSAGES)
    ]


def report(name: str, action: Callable[[], object]) -> None:
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        action()
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    print(f"{name:45} median {times[REPEATS // 2]:6.1f} ms, slowest {times[-1]:6.1f} ms")


def main() -> None:
    random.seed(7)
    words = vocabulary()
    with tempfile.TemporaryDirectory() as folder:
        store = HistoryStore.open(Path(folder) / "history")
        started = time.perf_counter()
        for number in range(CONVERSATIONS):
            kept = entries(words)
            if number == 1234:
                kept[7] = Entry({"role": "user", "content": "a needle 红色的圆 in hay"})
            last = store.create("ann", kept)
            store.create(f"other {number % 40}", kept)
        print(f"{2 * CONVERSATIONS} conversations written in {time.perf_counter() - started:.0f} s")
        size = (Path(folder) / "history" / "history.db").stat().st_size
        print(f"database: {size / 2**20:.0f} MiB")
        report("list, newest 200", lambda: store.list("ann"))
        report("list, all 2,000", lambda: store.list("ann", limit=CONVERSATIONS))
        report("search, one hit", lambda: store.list("ann", "needle"))
        report("search, one hit in Chinese", lambda: store.list("ann", "红色"))
        report("search, a word in nearly all", lambda: store.list("ann", words[0]))
        report("search, one letter", lambda: store.list("ann", "a"))
        report("open", lambda: store.load("ann", last.id))
        kept = [*store.load("ann", last.id).entries]
        version = 1

        def save() -> None:
            nonlocal version
            kept[-1] = Entry({"role": "assistant", "content": f"{' '.join(words[:100])} {version}"})
            version = store.save("ann", last.id, kept, version)

        report("save a growing answer", save)
        store.close()


if __name__ == "__main__":
    main()
