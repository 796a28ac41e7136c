"""The side list of conversations: what it shows, and what its buttons do.

Plain methods that return updates by component name, as in actions.py. The list is HTML of ours, in
which every text is escaped; assets/conversations.js sends what was clicked.
"""

import asyncio
import html
import shutil
import time
import uuid
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import gradio as gr

from qwen_demo.errors import DemoError
from qwen_demo.history.entries import Summary
from qwen_demo.history.transfer import read_import, write_export
from qwen_demo.ui.conversations import Conversations, conversation_update, leave
from qwen_demo.ui.error_texts import say_error
from qwen_demo.ui.owners import owner_folder
from qwen_demo.ui.session import Session
from qwen_demo.ui.texts import say
from qwen_demo.ui.views import Updates, chat_view, notice

PAGE_LENGTH = 100
EXPORTS = "exports"
EXPORT_AGE_S = 600.0


class SidebarActions:
    """The side list's actions for all open pages."""

    def __init__(self, conversations: Conversations) -> None:
        self.conversations = conversations
        self.store = conversations.store

    async def resume(
        self, session: Session, request: gr.Request, conversation_id: str, utc_offset_min: str
    ) -> Updates:
        """A page has opened: whose it is, and which conversation its address names."""
        session.owner = owner_of_event(request)
        minutes = int(utc_offset_min) if utc_offset_min.lstrip("-").isdigit() else 0
        session.utc_offset_min = max(-14 * 60, min(minutes, 14 * 60))
        updates: Updates = {}
        if session.owner is not None and conversation_id:
            updates = await self.conversations.open(session, conversation_id, "resume")
        return updates | await self.list(session)

    async def act(self, session: Session, event: gr.EventData) -> Updates:
        """What was clicked in the list."""
        data = event._data if isinstance(event._data, dict) else {}
        what, conversation_id = str(data.get("do")), str(data.get("id"))
        if session.owner is None:
            return {}
        try:
            updates = await self._act(session, session.owner, what, conversation_id, data)
        except DemoError as error:
            updates = notice(say_error(session.language, error))
        return updates | await self.list(session)

    async def _act(
        self, session: Session, owner: str, what: str, conversation_id: str, data: dict[str, Any]
    ) -> Updates:
        """Raises: DemoError."""
        if what == "open":
            session.deleted = None
            return await self.conversations.open(session, conversation_id, "open")
        if what == "rename":
            title = str(data.get("title"))[:1000]
            await asyncio.to_thread(self.store.rename, owner, conversation_id, title)
        elif what == "delete":
            return await self._delete(session, owner, conversation_id)
        elif what == "restore":
            session.deleted = None
            await asyncio.to_thread(self.store.restore, owner, conversation_id)
        elif what == "more":
            session.shown_list += PAGE_LENGTH
        return {}

    async def _delete(self, session: Session, owner: str, conversation_id: str) -> Updates:
        summary = await asyncio.to_thread(self.store.summary, owner, conversation_id)
        self.conversations.stop_running(conversation_id)
        await asyncio.to_thread(self.store.delete, owner, conversation_id)
        session.deleted = (summary.id, summary.title)
        if session.kept is None or session.kept.id != conversation_id:
            return {}
        leave(session)
        model = self.conversations.engine.status().model
        return chat_view(session, model) | notice("") | conversation_update(session)

    async def search(self, session: Session, query: str) -> Updates:
        """Show only what a query finds."""
        session.query, session.shown_list = query[:200], PAGE_LENGTH
        return await self.list(session)

    async def list(self, session: Session) -> Updates:
        """The list as it is now; nothing where that is what is shown."""
        shown = await self._list_to_html(session)
        if shown == session.list_html:
            return {}
        session.list_html = shown
        return {"conversations": shown}

    async def _list_to_html(self, session: Session) -> str:
        if session.owner is None:
            return f"<p>{html.escape(say(session.language, 'no_cookie'))}</p>"
        wanted = session.shown_list + 1
        try:
            found = await asyncio.to_thread(self.store.list, session.owner, session.query, wanted)
        except DemoError as error:
            return f"<p>{html.escape(say_error(session.language, error))}</p>"
        return list_to_html(found, session)

    # Files.

    async def export_open(self, session: Session) -> Updates:
        """The open conversation as a zip file for the browser to save."""
        return await self._export(session, [session.kept.id] if session.kept else [])

    async def export_all(self, session: Session) -> Updates:
        """All conversations as a zip file for the browser to save."""
        if session.owner is None:
            return notice(say(session.language, "no_cookie"))
        try:
            found = await asyncio.to_thread(self.store.list, session.owner, "", 10**6)
        except DemoError as error:
            return notice(say_error(session.language, error))
        return await self._export(session, [summary.id for summary in found])

    async def _export(self, session: Session, ids: Sequence[str]) -> Updates:
        if session.owner is None or not ids:
            return notice(say(session.language, "nothing_to_export"))
        folder = owner_folder(self.conversations.pictures, session.owner) / EXPORTS
        path = folder / uuid.uuid4().hex / "conversations.zip"
        try:
            await asyncio.to_thread(self._write_export, session.owner, ids, path)
        except DemoError as error:
            return notice(say_error(session.language, error))
        return {"exported": str(path)} | notice("")

    def _write_export(self, owner: str, ids: Sequence[str], path: Path) -> None:
        path.parent.mkdir(parents=True)
        for folder in path.parents[1].iterdir():
            if folder.stat().st_mtime < time.time() - EXPORT_AGE_S:  # the browser has saved it
                shutil.rmtree(folder, ignore_errors=True)
        write_export(self.store, owner, ids, path)

    async def import_file(self, session: Session, file: str) -> Updates:
        """Keep the conversations of an exported file as new ones."""
        if session.owner is None:
            return notice(say(session.language, "no_cookie"))
        try:
            found = await asyncio.to_thread(read_import, self.store, session.owner, Path(file))
        except DemoError as error:
            name, reason = Path(file).name, say_error(session.language, error)
            return notice(say(session.language, "bad_import", name=name, reason=reason))
        text = say(session.language, "imported", count=len(found))
        return notice(text) | await self.list(session)


def owner_of_event(request: gr.Request) -> str | None:
    """Whose page an event comes from; guards.py has told it."""
    return getattr(request, "owner", None)


def list_to_html(found: Sequence[Summary], session: Session) -> str:
    """The conversations, newest first and grouped by day; and how to have a deleted one back."""
    language = session.language
    blocks = [deleted_to_html(*session.deleted, language)] if session.deleted else []
    if not found:
        text = say(language, "no_match" if session.query.strip() else "no_conversations")
        blocks.append(f"<p>{html.escape(text)}</p>")
    now = datetime.now(UTC).timestamp()
    today = local_day(now, session)
    names = {today: "today", today - timedelta(days=1): "yesterday"}
    shown = found[: session.shown_list]
    for day, items in groupby(shown, lambda summary: local_day(summary.updated_at, session)):
        name = say(language, names[day]) if day in names else day.isoformat()
        rows = "".join(summary_to_html(summary, session) for summary in items)
        blocks.append(f"<h3>{name}</h3><ul>{rows}</ul>")
    if len(found) > len(shown):
        blocks.append(f'<button data-do="more">{say(language, "more")}</button>')
    return "".join(blocks)


def local_day(time_s: float, session: Session) -> date:
    """The day of a time, where the browser is."""
    return (datetime.fromtimestamp(time_s, UTC) - timedelta(minutes=session.utc_offset_min)).date()


def deleted_to_html(conversation_id: str, title: str, language: str) -> str:
    """The line that offers to undo a deletion."""
    text = html.escape(say(language, "deleted", title=title))
    undo = say(language, "undo_delete")
    button = f'<button data-do="restore" data-id="{conversation_id}">{undo}</button>'
    return f'<p class="deleted">{text} {button}</p>'


def summary_to_html(summary: Summary, session: Session) -> str:
    """One conversation: its title opens it, two small buttons change it."""
    title, language = html.escape(summary.title), session.language
    is_open = session.kept is not None and session.kept.id == summary.id
    current = ' class="current" aria-current="page"' if is_open else ""
    rename, delete = (
        html.escape(say(language, key, title=summary.title)) for key in ("rename", "delete_one")
    )
    return (
        f'<li data-id="{summary.id}"{current}>'
        f'<button data-do="open" title="{title}">{title}</button>'
        f'<button data-do="rename" aria-label="{rename}" title="{rename}">✎</button>'
        f'<button data-do="delete" aria-label="{delete}" title="{delete}">✕</button></li>'
    )
