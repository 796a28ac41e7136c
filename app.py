"""The entry: `python app.py [flags]`; see `python app.py --help` and README.md."""

import os
import sys

from qwen_demo.cli import main

if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a model may still be loading in its thread, and has nothing left to save
