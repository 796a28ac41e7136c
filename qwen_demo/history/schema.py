"""The tables, and bringing a database of any earlier version up to them.

The database is told from its URL; SQLite and PostgreSQL are tested.
"""

import os
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import SQLAlchemyError

from qwen_demo.errors import UsageError

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 7_236_451
"""Of PostgreSQL's advisory locks: of several replicas that start, one upgrades."""
BUSY_TIMEOUT_S = 30

metadata = MetaData()
conversations = Table(
    "conversations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("owner", String(100), nullable=False),
    Column("title", Text, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("deleted_at", Float),
    Column("version", Integer, nullable=False),
    Column("words", Text, nullable=False),  # see words.py; last, since it is long
    Index("conversations_of_owner", "owner", "updated_at"),
)
messages = Table(
    "messages",
    metadata,
    Column(
        "conversation",
        Integer,
        ForeignKey("conversations.number", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("position", Integer, primary_key=True),
    Column("body", Text, nullable=False),  # JSON of a store.Entry
)
attachments = Table(
    "attachments",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("suffix", String(8), nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("kept_at", Float, nullable=False),
)
uses = Table(
    "attachment_uses",
    metadata,
    Column(
        "conversation",
        Integer,
        ForeignKey("conversations.number", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("sha256", String(64), ForeignKey("attachments.sha256"), primary_key=True),
    Index("uses_of_attachment", "sha256"),
)


def open_database(url: str) -> Engine:
    """An engine on an up-to-date database. Raises: UsageError where that can't be had."""
    try:
        parsed = make_url(url)
        engine = create_engine(parsed, **_pool_options(parsed))
        try:
            if parsed.get_backend_name() == "sqlite":
                _prepare_sqlite(engine, parsed)
            _upgrade(engine)
        except BaseException:
            engine.dispose()
            raise
    except (SQLAlchemyError, ImportError, OSError) as error:
        shown = url if "@" not in url else f"…@{url.rpartition('@')[2]}"
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise UsageError(f"--history-url {shown}: {reason}") from error
    return engine


def _pool_options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"timeout": BUSY_TIMEOUT_S}}
    return {"pool_pre_ping": True}  # a database that was restarted is found again


def _prepare_sqlite(engine: Engine, url: URL) -> None:
    """WAL, and transactions that say at their beginning whether they write."""
    if url.database:
        os.close(os.open(url.database, os.O_CREAT | os.O_RDWR, 0o600))

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # else Python's sqlite3 begins transactions of its own
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # what was committed outlives a power cut
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(engine: Engine) -> None:
    """Run the migrations that the database lacks. Raises: UsageError for a newer database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in known:
            raise UsageError(
                f"The conversations in {engine.url.render_as_string()} were written by a newer "
                f"version of this app (schema {current}). Update the app, or choose another "
                "--data-dir or --history-url."
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
