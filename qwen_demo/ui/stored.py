"""A conversation between the store and a page: its entries as a history, its files as the page's.

Everything here blocks: it is called in threads. It must not know when.
"""

import os
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

from qwen_demo.errors import ConversationNotFound, HistoryFailure
from qwen_demo.history.attachments import known_suffix
from qwen_demo.history.entries import Entry
from qwen_demo.history.store import HistoryStore
from qwen_demo.messages import History
from qwen_demo.ui.owners import owner_folder
from qwen_demo.ui.records import (
    entries_to_branches,
    entries_to_history,
    history_to_entries,
    with_versions,
)
from qwen_demo.ui.session import Kept


class StoredConversations:
    """Reads and writes conversations; `pictures` is where those files lie that pages show."""

    def __init__(self, store: HistoryStore, pictures: Path) -> None:
        self._store = store
        self._pictures = pictures

    def read(self, owner: str, conversation_id: str) -> Kept:
        """A conversation as it is now. Raises: DemoError."""
        conversation = self._store.load(owner, conversation_id)
        hashes: dict[str, str] = {}

        def restore(sha256: str) -> str | None:
            try:
                path = self._restore(owner, sha256) if sha256 else None
            except (ConversationNotFound, OSError):
                return None
            if path is not None:
                hashes[path] = sha256
            return path

        system_prompt, history = entries_to_history(conversation.entries, restore)
        branches = entries_to_branches(conversation.entries, restore)
        version = conversation.version
        return Kept(conversation_id, version, history, system_prompt, branches, hashes)

    def _restore(self, owner: str, sha256: str) -> str:
        """A file among those that this owner's pages show."""
        source = self._store.attachment(owner, sha256)
        path = owner_folder(self._pictures, owner) / source.name
        if not path.exists():
            partial = path.with_name(uuid.uuid4().hex)
            try:
                os.link(source, partial)
            except OSError:  # another disk
                shutil.copyfile(source, partial)
            partial.replace(path)
        return str(path)

    def write(self, owner: str, kept: Kept, history: History) -> None:
        """Keep a history, and the files that it names. Raises: DemoError."""

        hashes: dict[str, str] = {}

        def keep(path: str) -> str:
            if path not in hashes:
                known = kept.hashes.get(path)
                data = b"" if known else Path(path).read_bytes()
                hashes[path] = known or self._store.keep(owner, data, known_suffix(Path(path)))
            return hashes[path]

        try:
            entries = history_to_entries(history, kept.system_prompt, keep)
            entries = with_versions(entries, kept.branches, keep)
        except FileNotFoundError as error:
            raise HistoryFailure("A picture of it is no longer on the server.") from error
        kept.version = self._write_entries(owner, kept, entries)
        kept.saved = history
        named = {sha256 for entry in entries for sha256 in entry.attachments()}
        kept.hashes = {path: sha256 for path, sha256 in hashes.items() if sha256 in named}

    def _write_entries(self, owner: str, kept: Kept, entries: Sequence[Entry]) -> int:
        if kept.id:
            return self._store.save(owner, kept.id, entries, kept.version)
        kept.id = self._store.create(owner, entries).id
        return 1
