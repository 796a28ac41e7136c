"""The process that benchmarks/history_crash.py kills."""

import sys
from pathlib import Path

from benchmarks.history_crash import write_forever

if __name__ == "__main__":
    write_forever(Path(sys.argv[1]), sys.argv[2])
