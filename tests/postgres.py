"""A real PostgreSQL of the tests' own: a cluster in a folder, on a Unix socket."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import wait_until

INSTALL = "PostgreSQL is not installed; on Debian: apt-get install postgresql"


def program(name: str) -> str:
    """The path of a PostgreSQL program, which Debian keeps out of PATH."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None
    )
    assert found, INSTALL
    return found


def as_postgres(*command: str) -> list[str]:
    """The command for a user that PostgreSQL accepts; it refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else [*command]


@contextmanager
def cluster() -> Iterator[str]:
    """The SQLAlchemy URL of an empty database."""
    initdb, postgres = program("initdb"), program("postgres")
    folder = tempfile.mkdtemp(prefix="qwen-demo-pg-", dir="/tmp")  # a socket's path must be short
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = f"{folder}/data"
    options = ("--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync")
    subprocess.run(as_postgres(initdb, "-D", data, *options), check=True, capture_output=True)
    settings = ("-c", "listen_addresses=", "-c", "fsync=off")
    with open(f"{folder}/log", "wb") as log:
        process = subprocess.Popen(
            as_postgres(postgres, "-D", data, "-k", folder, *settings), stdout=log, stderr=log
        )
    try:
        ready = as_postgres(program("pg_isready"), "-h", folder, "-q")
        wait_until(
            lambda: subprocess.run(ready, check=False).returncode == 0, 30, "PostgreSQL's start"
        )
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        stop = as_postgres(program("pg_ctl"), "-D", data, "-m", "immediate", "stop")
        subprocess.run(stop, check=False, capture_output=True)
        process.wait(timeout=20)
        shutil.rmtree(folder, ignore_errors=True)
