"""The conversations of all owners: lists of OpenAI messages, found, changed and removed.

Every method takes the owner, and sees nothing of anyone else's. A picture in a message is a
reference to an attachment; see attachments.py.
"""

import contextlib
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from qwen_demo.errors import (
    ConversationChanged,
    ConversationNotFound,
    HistoryFailure,
    StorageFull,
    UsageError,
)
from qwen_demo.history.attachments import AttachmentFiles, sha256_of
from qwen_demo.history.entries import Conversation, Entry, Summary, clean_title, title_of
from qwen_demo.history.rows import (
    change,
    entry_words,
    find,
    live,
    matching,
    read_messages,
    write_messages,
)
from qwen_demo.history.schema import attachments, conversations, open_database, uses

UNDO_S = 24 * 3600.0
"""How long a deleted conversation can be had back."""
ORPHAN_S = 3600.0
"""A file that nothing names yet may belong to a message that is just being sent."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many bytes of attachments one owner, and all together, may keep."""

    owner_bytes: int = 2**30
    total_bytes: int = 20 * 2**30


class HistoryStore:
    """The conversations in one database and its folder of attachments; used from many threads."""

    def __init__(self, database: Engine, files: AttachmentFiles, quota: Quota) -> None:
        self._database = database
        self._files = files
        self._quota = quota
        # SQLite lets one write at a time and does not queue the others: some would wait too long.
        is_sqlite = database.dialect.name == "sqlite"
        self._write_turn = threading.Lock() if is_sqlite else contextlib.nullcontext()

    @classmethod
    def open(cls, folder: Path, url: str = "", quota: Quota | None = None) -> "HistoryStore":
        """The store in a folder of its own; its database there too, or at a SQLAlchemy URL.

        Raises: UsageError.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            files = AttachmentFiles(folder / "attachments")
        except OSError as error:
            raise UsageError(
                f"--data-dir {folder.parent}: {error.strerror}; choose a folder that can be "
                "written, or --history off"
            ) from error
        database = open_database(url or f"sqlite:///{folder / 'history.db'}")
        return cls(database, files, quota or Quota())

    def close(self) -> None:
        """Close the connections to the database."""
        self._database.dispose()

    # Finding.

    def list(self, owner: str, query: str = "", limit: int = 200, offset: int = 0) -> list[Summary]:
        """An owner's conversations, the last changed first; with a query, those that match."""
        with self._reading() as connection:
            rows = connection.execute(
                select(
                    conversations.c.id,
                    conversations.c.title,
                    conversations.c.created_at,
                    conversations.c.updated_at,
                )
                .where(*live(owner), *matching(query, connection.dialect.name))
                .order_by(conversations.c.updated_at.desc(), conversations.c.number.desc())
                .limit(limit)
                .offset(offset)
            )
            return [Summary(*row) for row in rows]

    def load(self, owner: str, conversation_id: str) -> Conversation:
        """A whole conversation. Raises: ConversationNotFound, also for another owner's."""
        with self._reading() as connection:
            row = find(connection, owner, conversation_id)
            entries = read_messages(connection, row.number)
        summary = Summary(row.id, row.title, row.created_at, row.updated_at)
        return Conversation(summary, row.version, entries)

    def summary(self, owner: str, conversation_id: str) -> Summary:
        """A conversation's line in the list. Raises: ConversationNotFound."""
        with self._reading() as connection:
            row = find(connection, owner, conversation_id)
        return Summary(row.id, row.title, row.created_at, row.updated_at)

    def version(self, owner: str, conversation_id: str) -> int:
        """A conversation's version. Raises: ConversationNotFound."""
        with self._reading() as connection:
            return int(find(connection, owner, conversation_id).version)

    # Changing.

    def create(
        self,
        owner: str,
        entries: Sequence[Entry],
        title: str = "",
        times: tuple[float, float] | None = None,
    ) -> Summary:
        """Keep a new conversation, at version 1.

        Without a title its first question is the title; `times` are when it was created and last
        changed, now if not given. Raises: InvalidRequest for an attachment that isn't kept.
        """
        created_at, updated_at = times or (time.time(),) * 2
        title = clean_title(title) or title_of(entries)
        summary = Summary(secrets.token_hex(16), title, created_at, updated_at)
        with self._writing() as connection:
            number = connection.execute(
                insert(conversations)
                .values(
                    id=summary.id,
                    owner=owner,
                    title=title,
                    created_at=created_at,
                    updated_at=updated_at,
                    version=1,
                    words=entry_words(title, entries),
                )
                .returning(conversations.c.number)
            ).scalar_one()
            write_messages(connection, number, entries)
        return summary

    def save(self, owner: str, conversation_id: str, entries: Sequence[Entry], version: int) -> int:
        """Make these the messages of a conversation that is at `version`; returns the next one.

        Raises: ConversationNotFound; ConversationChanged where it has moved on from `version`.
        """
        with self._writing() as connection:
            row = find(connection, owner, conversation_id, for_update=True)
            if row.version != version:
                raise ConversationChanged("This conversation was changed in another place.")
            change(
                connection,
                row.number,
                updated_at=time.time(),
                version=version + 1,
                words=entry_words(row.title, entries),
            )
            write_messages(connection, row.number, entries)
        return version + 1

    def rename(self, owner: str, conversation_id: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing.

        Raises: ConversationNotFound.
        """
        title = clean_title(title)
        if not title:
            return
        with self._writing() as connection:
            row = find(connection, owner, conversation_id, for_update=True)
            entries = read_messages(connection, row.number)
            change(connection, row.number, title=title, words=entry_words(title, entries))

    def delete(self, owner: str, conversation_id: str) -> None:
        """Take a conversation away; `restore` brings it back. Raises: ConversationNotFound."""
        with self._writing() as connection:
            row = find(connection, owner, conversation_id, for_update=True)
            change(connection, row.number, deleted_at=time.time())

    def restore(self, owner: str, conversation_id: str) -> None:
        """Bring back a deleted conversation. Raises: ConversationNotFound once it is purged."""
        with self._writing() as connection:
            found = connection.execute(
                update(conversations)
                .where(conversations.c.id == conversation_id, conversations.c.owner == owner)
                .values(deleted_at=None)
            )
            if found.rowcount == 0:
                raise ConversationNotFound("This conversation can't be brought back any more.")

    # Attachments.

    def keep(self, owner: str, data: bytes, suffix: str) -> str:
        """Keep a file that a message of this owner will name; returns its hash.

        Raises: StorageFull.
        """
        sha256 = sha256_of(data)
        with self._writing() as connection:
            self._check_quota(connection, owner, {sha256: len(data)})
            values = {"suffix": suffix, "size_bytes": len(data), "kept_at": time.time()}
            updated = connection.execute(
                update(attachments)
                .where(attachments.c.sha256 == sha256)
                .values(kept_at=values["kept_at"])
                .returning(attachments.c.suffix)
            ).scalar_one_or_none()
            if updated is None:
                connection.execute(insert(attachments).values(sha256=sha256, **values))
            # Inside the transaction: `sweep` removes a file while it holds the same row.
            self._files.write(data, sha256, updated or suffix)
        return sha256

    def attachment(self, owner: str, sha256: str) -> Path:
        """The file of an attachment that a conversation of this owner names.

        Raises: ConversationNotFound.
        """
        with self._reading() as connection:
            suffix = connection.execute(
                select(attachments.c.suffix)
                .join(uses, uses.c.sha256 == attachments.c.sha256)
                .join(conversations, conversations.c.number == uses.c.conversation)
                .where(attachments.c.sha256 == sha256, conversations.c.owner == owner)
                .limit(1)
            ).scalar_one_or_none()
        if suffix is None:
            raise ConversationNotFound("There is no such picture among your conversations.")
        return self._files.path(sha256, suffix)

    def sweep(self, now_s: float | None = None) -> None:
        """Remove for good what was deleted a day ago, and files that no conversation names."""
        now_s = time.time() if now_s is None else now_s
        with self._writing() as connection:
            connection.execute(
                delete(conversations).where(conversations.c.deleted_at < now_s - UNDO_S)
            )
            orphans = connection.execute(
                delete(attachments)
                .where(
                    attachments.c.kept_at < now_s - ORPHAN_S,
                    attachments.c.sha256.not_in(select(uses.c.sha256)),
                )
                .returning(attachments.c.sha256, attachments.c.suffix)
            ).all()
            for sha256, suffix in orphans:
                self._files.remove(sha256, suffix)
        self._files.remove_partial(now_s - ORPHAN_S)

    def _check_quota(self, connection: Connection, owner: str, added: dict[str, int]) -> None:
        """Raises: StorageFull where these new files, hash to bytes, would take too much."""
        kept = select(attachments.c.sha256, attachments.c.size_bytes).distinct()
        rows = connection.execute(
            kept.join(uses, uses.c.sha256 == attachments.c.sha256)
            .join(conversations, conversations.c.number == uses.c.conversation)
            .where(*live(owner))
        )
        owned = {row.sha256: row.size_bytes for row in rows}
        used, allowed = sum(owned.values()), self._quota.owner_bytes
        size_bytes = sum(size for sha256, size in added.items() if sha256 not in owned)
        if size_bytes and used + size_bytes > allowed:
            raise StorageFull(
                "Your pictures take {used} of {allowed} MiB here, and this would add {size} MiB. "
                "Delete conversations with pictures first.",
                used=_mib(used),
                allowed=_mib(allowed),
                size=_mib(size_bytes),
            )
        shared = select(attachments.c.sha256).where(attachments.c.sha256.in_([*added]))
        new = added.keys() - set(connection.execute(shared).scalars())
        total = connection.execute(select(func.sum(attachments.c.size_bytes))).scalar_one() or 0
        if new and int(total) + sum(added[sha256] for sha256 in new) > self._quota.total_bytes:
            raise StorageFull(
                "This server's space for pictures is full. Ask who runs it for a larger "
                "--history-total-mb."
            )

    # Transactions.

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _failures(), self._database.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            self._write_turn,
            _failures(),
            self._database.connect() as connection,
            connection.execution_options(writes=True).begin(),
        ):
            yield connection


@contextmanager
def _failures() -> Iterator[None]:
    """Raises: HistoryFailure for what the database or the disk can't do."""
    try:
        yield
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise HistoryFailure(
            "The conversation could not be read or kept: {reason}", reason=reason
        ) from error


def _mib(size_bytes: int) -> str:
    return f"{size_bytes / 2**20:.1f}".removesuffix(".0")
