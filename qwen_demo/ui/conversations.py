"""The conversations of the page, kept on the server: written as they grow, opened again.

Between the page's sessions and stored.py, which is called in threads. An answer that is kept
goes on without its page for a while, and every page that opens its conversation shows it.
"""

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from qwen_demo.chat import ChatEngine
from qwen_demo.errors import (
    ConversationChanged,
    ConversationNotFound,
    DemoError,
)
from qwen_demo.history.store import HistoryStore
from qwen_demo.messages import History
from qwen_demo.ui.drawn import draw_history
from qwen_demo.ui.error_texts import say_error
from qwen_demo.ui.session import BRANCHING, Draft, Kept, Run, Session, answered
from qwen_demo.ui.stored import StoredConversations
from qwen_demo.ui.texts import say
from qwen_demo.ui.views import Updates, busy_view, chat_view, notice

logger = logging.getLogger(__name__)

SAVE_EVERY_S = 1.0
CLOSE_S = 5.0
SWEEP_EVERY_S = 3600.0


class Conversations:
    """What is kept for all pages, and the kept answers that are being written."""

    def __init__(
        self, store: HistoryStore, engine: ChatEngine, pictures: Path, away_timeout_s: float
    ) -> None:
        self.store = store
        self.engine = engine
        self.pictures = pictures
        self.away_timeout_s = away_timeout_s
        self._stored = StoredConversations(store, pictures)
        self._running: dict[str, Run] = {}

    # After each action of a page.

    async def settle(self, session: Session) -> Updates:
        """Keep what an action has changed. Where that can't be, say so and lose nothing."""
        if session.owner is None:
            return {}
        async with session.settling:
            run = session.run
            try:
                if run is None:
                    await self._save(session, session.history)
                elif run.kept is None:
                    await self._begin(session, run)
            except DemoError as error:
                return await self._recover(session, run, error)
            return conversation_update(session)

    async def _save(self, session: Session, history: History) -> Kept | None:
        """Returns what the history is kept in. Raises: DemoError."""
        owner, kept, system_prompt = session.owner, session.kept, session.system_prompt
        assert owner is not None
        if kept is None:
            if history:
                kept = Kept("", 0, (), system_prompt, session.branches)
                run, shown = session.run, session.history
                await asyncio.to_thread(self._stored.write, owner, kept, history)
                if session.run is run and session.history is shown:  # else it has turned away
                    session.kept = kept
        elif not history:
            session.kept = None
            await asyncio.to_thread(self.store.delete, owner, kept.id)
        elif (history, system_prompt, session.branches) != (
            kept.saved,
            kept.system_prompt,
            kept.branches,
        ):
            kept.system_prompt, kept.branches = system_prompt, session.branches
            await asyncio.to_thread(self._stored.write, owner, kept, history)
        return kept

    async def _begin(self, session: Session, run: Run) -> None:
        """Keep a question before the engine is asked.

        What an edit or another answer replaces is kept until there is something in its place.
        Raises: DemoError.
        """
        kept, owner = session.kept, session.owner
        if kept is not None and owner is not None:
            if kept.id in self._running:
                raise ConversationChanged(say(session.language, "busy_elsewhere"))
            version = await asyncio.to_thread(self.store.version, owner, kept.id)
            if version != kept.version:
                raise ConversationChanged(say(session.language, "changed_elsewhere"))
        if kept is None or run.history[: len(run.before)] == run.before:
            kept = await self._save(session, run.history)
        run.kept = kept

    async def _recover(self, session: Session, run: Run | None, error: DemoError) -> Updates:
        """What a person is shown where something could not be kept."""
        session.run = None
        if isinstance(error, ConversationNotFound):
            session.kept = None
        if isinstance(error, ConversationChanged) and session.kept is not None:
            with contextlib.suppress(DemoError):
                await self._load(session, session.kept.id)
        updates = chat_view(session, self.engine.status().model)
        reason = say_error(session.language, error)
        updates |= notice(say(session.language, "not_kept", reason=reason))
        if run is not None and run.draft != Draft():
            value = {"text": run.draft.text, "files": list(run.draft.files)}
            updates["composer"] = gr.update(value=value, submit_btn=True, stop_btn=False)
        return updates | conversation_update(session)

    # Opening.

    async def open(self, session: Session, conversation_id: str, start: str) -> Updates:
        """Show a conversation; where its answer is being written, that too."""
        try:
            await self._load(session, conversation_id)
        except DemoError as error:
            leave(session)
            text = say(session.language, "not_opened", reason=say_error(session.language, error))
            updates = chat_view(session, self.engine.status().model) | notice(text)
            return updates | conversation_update(session)
        updates = {"system_prompt": session.system_prompt, **conversation_update(session)}
        running = self._running.get(conversation_id)
        if running is None:
            return chat_view(session, self.engine.status().model) | notice("") | updates
        session.kept, session.history = running.kept, running.history
        if running.kept is not None:
            session.branches = running.kept.branches
        session.run = replace(
            running, start=start, draft=Draft(), before=running.history, is_shown=False
        )
        return busy_view(session, running.history, self.engine.status().model) | updates

    async def _load(self, session: Session, conversation_id: str) -> None:
        """Raises: DemoError."""
        assert session.owner is not None
        kept = await asyncio.to_thread(self._stored.read, session.owner, conversation_id)
        budget = session.pixel_budget(self.engine.status().model)
        await asyncio.to_thread(draw_history, kept.saved, budget)
        session.run = None
        session.begin(kept.saved)
        session.kept, session.branches = kept, kept.branches
        session.system_prompt = kept.system_prompt

    # Writing.

    def keep(self, run: Run, session: Session) -> None:
        """Write a run's answer as it grows. It goes on while a page shows it, and a while more."""
        assert run.kept is not None and session.owner is not None
        run.kept.system_prompt = session.system_prompt
        if run.start in BRANCHING:
            run.kept.branches = session.branches.leaving(run.before)
        self._running[run.kept.id] = run
        run.keeper = asyncio.create_task(self._keep(run, session.owner))

    async def _keep(self, run: Run, owner: str) -> None:
        task, kept = run.task, run.kept
        assert task is not None and kept is not None
        left_s = 0.0
        try:
            while not task.done():
                await asyncio.wait({task}, timeout=SAVE_EVERY_S)
                left_s = 0.0 if kept.readers else left_s + SAVE_EVERY_S
                if left_s > self.away_timeout_s:
                    task.cancel()
                if not task.done() and run.answer.has_content:
                    await self._try_to_write(owner, kept, answered(run, is_running=True))
            if not task.cancelled() and (failure := task.exception()) is not None:
                run.failure = run.failure or str(failure)
            if run.answer.has_content:
                await self._try_to_write(owner, kept, answered(run))
        finally:
            self._running.pop(kept.id, None)

    async def _try_to_write(self, owner: str, kept: Kept, history: History) -> None:
        """The last write's failure is told by `settle`, which tries again."""
        try:
            await asyncio.to_thread(self._stored.write, owner, kept, history)
        except DemoError as error:
            logger.warning("An answer could not be kept: %s", error.message)

    def stop_running(self, conversation_id: str) -> None:
        """End the answer of a conversation that goes away."""
        if (run := self._running.get(conversation_id)) is not None:
            run.stop()

    # The server's life.

    async def sweep_for_ever(self) -> None:
        """Remove what is no longer needed, now and then."""
        while True:
            try:
                await asyncio.to_thread(self.store.sweep)
            except DemoError as error:
                logger.warning("%s", error.message)
            await asyncio.sleep(SWEEP_EVERY_S)

    async def close(self) -> None:
        """End the running answers; what has come of them is kept, as cut short."""
        runs = [*self._running.values()]
        for run in runs:
            run.failure = run.failure or "The server was stopped."
            run.stop()
        keepers = [run.keeper for run in runs if run.keeper is not None]
        if keepers:
            await asyncio.wait(keepers, timeout=CLOSE_S)
        await asyncio.to_thread(self.store.close)


@contextmanager
def reading_kept(run: Run) -> Iterator[None]:
    """While this is open, a page shows the kept run's answer."""
    assert run.kept is not None
    run.kept.readers += 1
    try:
        yield
    finally:
        run.kept.readers -= 1


def leave(session: Session) -> None:
    """Turn to a new conversation."""
    session.run = None
    session.begin()


def conversation_update(session: Session) -> dict[str, Any]:
    """Which conversation is open, for the page's address."""
    return {"conversation_id": session.kept.id if session.kept else ""}
