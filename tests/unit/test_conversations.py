"""What a page does is kept as it happens; where that can't be, nothing is lost and it is said."""

import asyncio
import os
import threading
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from qwen_demo.chat import ChatDelta
from qwen_demo.errors import EngineFailure, HistoryFailure
from qwen_demo.history.entries import Entry
from qwen_demo.history.store import ORPHAN_S, HistoryStore, Quota
from qwen_demo.ui.actions import ChatActions
from qwen_demo.ui.answers import Pace, Readers
from qwen_demo.ui.controls import NEUTRAL, sampling_to_controls
from qwen_demo.ui.conversations import Conversations
from qwen_demo.ui.session import Session
from qwen_demo.ui.sidebar import SidebarActions, list_to_html
from tests.fake_engine import FakeEngine, words

CAT = Path("assets/examples/chelsea.jpg")
REQUEST = SimpleNamespace(session_hash="tab")
FOREVER = 60.0


class Pages:
    """Pages on one store: what wiring.py does around each action."""

    def __init__(
        self, folder: Path, quota: Quota | None = None, away_timeout_s: float = 300
    ) -> None:
        self.engine = FakeEngine(default_answer=words("An answer."))
        pictures = folder / "pictures"
        pictures.mkdir()
        self.store = HistoryStore.open(folder / "history", quota=quota)
        self.kept = Conversations(self.store, self.engine, pictures, away_timeout_s)
        self.sidebar = SidebarActions(self.kept)
        self.chat = ChatActions(self.engine, pictures, Readers(), Pace(), self.kept)

    def open(self, owner: str | None = "ann") -> Session:
        return Session(owner=owner)

    async def send(self, session: Session, question: str, *files: Path) -> dict[str, Any]:
        composer = {"text": question, "files": [str(file) for file in files]}
        updates = await self.chat.send(session, composer, 10_000, "")
        return updates | await self.kept.settle(session)

    def stream(self, session: Session) -> Any:
        controls = sampling_to_controls(NEUTRAL).values()
        start = session.run.start if session.run else "send"
        return self.chat.stream(session, start, REQUEST, "Be kind.", *controls)

    async def finish(self, session: Session) -> dict[str, Any]:
        start = session.run.start if session.run else "send"
        updates = self.chat.finish(session, start)
        return updates | await self.kept.settle(session)

    async def ask(self, session: Session, question: str, *files: Path) -> dict[str, Any]:
        sent = await self.send(session, question, *files)
        if session.run is None:
            return sent
        async for _ in self.stream(session):
            pass
        return await self.finish(session)

    def texts(self, owner: str = "ann") -> list[list[Any]]:
        """The contents of an owner's messages as they are in the database, newest first."""
        found = [self.store.load(owner, summary.id) for summary in self.store.list(owner)]
        return [[entry.message["content"] for entry in c.entries] for c in found]


@pytest.fixture
async def pages(tmp_path):
    opened = Pages(tmp_path)
    yield opened
    await opened.kept.close()


async def until(condition: Any) -> None:
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.02)


async def test_a_question_is_kept_before_the_engine_is_asked(pages):
    session = pages.open()
    await pages.send(session, "Hi")
    assert pages.texts() == [["Hi"]]
    assert pages.engine.requests == []


async def test_a_question_is_kept_once_whatever_else_is_clicked_meanwhile(pages):
    session = pages.open()
    await pages.chat.send(session, {"text": "Hi", "files": []}, 10_000, "")
    await asyncio.gather(pages.kept.settle(session), pages.kept.settle(session))
    assert pages.texts() == [["Hi"]]


async def test_a_question_stays_kept_when_its_page_turns_away_meanwhile(pages, monkeypatch):
    session, gate, create = pages.open(), threading.Event(), pages.store.create
    monkeypatch.setattr(pages.store, "create", lambda *args: gate.wait(5) and create(*args))
    await pages.chat.send(session, {"text": "Hi", "files": []}, 10_000, "")
    keeping = asyncio.create_task(pages.kept.settle(session))
    await until(session.settling.locked)
    pages.chat.new_chat(session)
    gate.set()
    await asyncio.gather(keeping, pages.kept.settle(session))
    assert pages.texts() == [["Hi"]]
    assert session.kept is None


async def test_an_exchange_and_the_system_prompt_are_kept(pages):
    session = pages.open()
    updates = await pages.ask(session, "Hi")
    assert pages.texts() == [["Be kind.", "Hi", "An answer."]]
    assert updates["conversation_id"] == pages.store.list("ann")[0].id


async def test_a_running_answer_is_kept_as_cut_short_and_then_as_it_ended(pages):
    pages.engine.answers.append([ChatDelta(text="So far"), 1.5, *words(" so good.")])
    session = pages.open()
    await pages.send(session, "Hi")
    stream = pages.stream(session)
    await anext(stream)
    summary = pages.store.list("ann")[0]

    def last() -> Any:
        return pages.store.load("ann", summary.id).entries[-1]

    await until(lambda: last().message["content"] == "So far")
    assert last().about["stats"]["finish_reason"] == "interrupted"  # what a crash leaves
    async for _ in stream:
        pass
    assert last().message["content"] == "So far so good."
    assert last().about["stats"]["finish_reason"] == "stop"


async def test_a_failing_engine_leaves_what_came_as_cut_short(pages):
    pages.engine.answers.append([ChatDelta(text="Well"), EngineFailure("It died.")])
    session = pages.open()
    updates = await pages.ask(session, "Hi")
    assert updates["continue_button"]["visible"]
    assert pages.texts() == [["Be kind.", "Hi", "Well"]]
    other = pages.open()
    await pages.kept.open(other, session.kept.id, "open")
    assert other.history[-1].stats.finish_reason == "interrupted"


async def test_a_question_without_an_answer_comes_back_and_is_taken_out_again(pages):
    pages.engine.answers.append([EngineFailure("It died.")])
    session = pages.open()
    updates = await pages.ask(session, "Hi")
    assert updates["composer"]["value"]["text"] == "Hi"
    assert pages.texts() == []
    await pages.ask(session, "Hi")
    assert pages.texts() == [["Be kind.", "Hi", "An answer."]]


async def test_a_question_whose_page_has_gone_stays_and_can_be_continued(pages):
    session = pages.open()
    await pages.send(session, "Hi")
    later = pages.open()
    updates = await pages.kept.open(later, session.kept.id, "resume")
    assert [turn.text for turn in later.history] == ["Hi"]
    assert updates["continue_button"]["visible"]
    pages.chat.continue_answer(later)
    await pages.kept.settle(later)
    async for _ in pages.stream(later):
        pass
    await pages.finish(later)
    assert pages.texts() == [["Be kind.", "Hi", "An answer."]]


async def test_an_answer_asked_for_again_replaces_the_old_one_only_once_it_comes(pages):
    session = pages.open()
    await pages.ask(session, "Hi")
    pages.engine.answers.append([EngineFailure("It died.")])
    pages.chat.regenerate(session, SimpleNamespace(index=1))
    await pages.kept.settle(session)
    assert pages.texts() == [["Be kind.", "Hi", "An answer."]]
    async for _ in pages.stream(session):
        pass
    await pages.finish(session)
    assert pages.texts() == [["Be kind.", "Hi", "An answer."]]


async def test_two_pages_that_write_at_once_lose_nothing(pages):
    first, second = pages.open(), pages.open()
    await pages.ask(first, "One")
    await pages.kept.open(second, first.kept.id, "open")
    await pages.ask(second, "Two")
    updates = await pages.ask(first, "Three")
    assert "changed in another tab" in updates["notice"]["value"]
    assert updates["composer"]["value"]["text"] == "Three"
    assert [turn.text for turn in first.history] == ["One", "An answer.", "Two", "An answer."]
    await pages.ask(first, "Three")
    assert pages.texts()[0][1::2] == ["One", "Two", "Three"]


async def test_a_page_waits_for_the_answer_of_another(pages):
    pages.engine.answers.append([ChatDelta(text="Well"), FOREVER])
    first, second = pages.open(), pages.open()
    await pages.send(first, "One")
    await pages.kept.open(second, first.kept.id, "open")
    stream = pages.stream(first)
    await anext(stream)
    updates = await pages.send(second, "Two")
    assert "in another tab" in updates["notice"]["value"]
    assert updates["composer"]["value"]["text"] == "Two"
    pages.chat.stop(first)
    async for _ in stream:
        pass
    await pages.finish(first)
    assert pages.texts() == [["Be kind.", "One", "Well"]]


async def test_stop_from_any_page_ends_the_answer_for_all(pages):
    pages.engine.answers.append([ChatDelta(text="Well"), FOREVER])
    first, second = pages.open(), pages.open()
    await pages.send(first, "One")
    watching = pages.stream(first)
    await anext(watching)
    await pages.kept.open(second, first.kept.id, "resume")
    other = pages.stream(second)
    await anext(other)
    pages.chat.stop(second)
    for stream, session in ((watching, first), (other, second)):
        async for _ in stream:
            pass
        await pages.finish(session)
        assert session.history[-1].stats.finish_reason == "abort"
    assert pages.engine.requests[0].end == "aborted"
    assert len(pages.texts()) == 1


async def test_an_answer_ends_when_no_page_has_shown_it_for_a_while(tmp_path):
    pages = Pages(tmp_path, away_timeout_s=0)
    pages.engine.answers.append([ChatDelta(text="Well"), FOREVER])
    session = pages.open()
    await pages.send(session, "One")
    stream = pages.stream(session)
    await anext(stream)
    await asyncio.sleep(1.5)
    assert pages.engine.requests[0].end is None  # a page shows it
    await stream.aclose()
    await until(lambda: pages.engine.requests[0].end == "aborted")
    await until(lambda: pages.texts() == [["Be kind.", "One", "Well"]])
    await pages.kept.close()


async def test_a_server_that_stops_keeps_what_has_come(tmp_path):
    pages = Pages(tmp_path)
    pages.engine.answers.append([ChatDelta(text="Well"), FOREVER])
    session = pages.open()
    await pages.send(session, "One")
    await anext(pages.stream(session))
    await until(lambda: session.run.answer.has_content)
    await pages.kept.close()
    reopened = HistoryStore.open(tmp_path / "history")
    (summary,) = reopened.list("ann")
    answer = reopened.load("ann", summary.id).entries[-1]
    assert answer.message["content"] == "Well"
    assert answer.about["stats"]["finish_reason"] == "interrupted"
    reopened.close()


async def test_an_answer_that_the_engine_aborts_is_cut_short(pages):
    pages.engine.answers.append([ChatDelta(text="Well"), ChatDelta(finish_reason="abort")])
    session = pages.open()
    await pages.ask(session, "One")
    assert session.history[-1].stats.finish_reason == "interrupted"


async def test_a_picture_is_kept_once_and_comes_back(pages, tmp_path):
    session = pages.open()
    await pages.ask(session, "What is this?", CAT)
    kept = {path.name for path in (tmp_path / "history" / "attachments").iterdir()}
    for path in (tmp_path / "pictures").rglob("*.*"):
        path.unlink()
    later = pages.open()
    await pages.kept.open(later, session.kept.id, "resume")
    assert later.history[1:] == session.history[1:]
    (picture,) = later.history[0].pictures
    assert replace(picture, source=None) == replace(session.history[0].pictures[0], source=None)
    assert Path(picture.path).read_bytes()[:2] == b"\xff\xd8"
    assert Path(picture.source.path).read_bytes() == CAT.read_bytes()
    await pages.ask(later, "What colour?")
    assert {path.name for path in (tmp_path / "history" / "attachments").iterdir()} == kept
    assert pages.engine.requests[1].messages[1] == pages.engine.requests[0].messages[1]


async def test_a_full_quota_is_said_and_the_message_given_back(tmp_path):
    pages = Pages(tmp_path, Quota(owner_bytes=10))
    session = pages.open()
    updates = await pages.ask(session, "What is this?", CAT)
    assert "Delete conversations" in updates["notice"]["value"]
    assert updates["composer"]["value"] == {"text": "What is this?", "files": [str(CAT)]}
    assert (session.history, pages.engine.requests) == ((), [])
    await pages.ask(session, "Without a picture")
    assert len(pages.texts()) == 1
    await pages.kept.close()


async def test_a_database_that_fails_is_said_and_the_message_given_back(pages):
    with pages.store._writing() as connection:
        connection.execute(text("ALTER TABLE messages RENAME TO gone"))
    session = pages.open()
    updates = await pages.ask(session, "Hi")
    assert "could not be read or kept" in updates["notice"]["value"]
    assert updates["composer"]["value"]["text"] == "Hi"
    with pages.store._writing() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO messages"))
    await pages.ask(session, "Hi")
    assert pages.texts() == [["Be kind.", "Hi", "An answer."]]


async def test_a_conversation_deleted_elsewhere_is_kept_as_a_new_one_when_it_goes_on(pages):
    session = pages.open()
    await pages.ask(session, "One")
    pages.store.delete("ann", session.kept.id)
    updates = await pages.ask(session, "Two")
    assert "no such conversation" in updates["notice"]["value"]
    await pages.ask(session, "Two")
    assert pages.texts() == [["Be kind.", "One", "An answer.", "Two", "An answer."]]


async def test_undo_and_deletion_of_messages_are_kept(pages):
    session = pages.open()
    await pages.ask(session, "One")
    await pages.ask(session, "Two")
    await pages.chat.undo(session, SimpleNamespace(index=3))
    await pages.kept.settle(session)
    assert pages.texts() == [["Be kind.", "One", "An answer."]]
    await pages.chat.undo(session, SimpleNamespace(index=1))
    await pages.kept.settle(session)
    assert pages.texts() == []


async def test_for_whom_no_cookie_is_kept_nothing_is(pages):
    session = pages.open(owner=None)
    await pages.ask(session, "Hi")
    assert [turn.text for turn in session.history] == ["Hi", "An answer."]
    assert pages.texts() == []
    assert "keeps no cookie" in (await pages.sidebar.list(session))["conversations"]


async def test_what_is_clicked_of_someone_elses_does_nothing(pages):
    await pages.ask(pages.open(), "Mine")
    other = pages.open("bob")
    mine = pages.store.list("ann")[0].id
    for what in ("open", "rename", "delete", "restore", "nonsense"):
        data = {"do": what, "id": mine, "title": "Taken"}
        updates = await pages.sidebar.act(other, SimpleNamespace(_data=data))
        assert "Mine" not in updates.get("conversations", "")
        assert other.history == ()
    await pages.sidebar.act(other, SimpleNamespace(_data="nonsense"))
    assert pages.store.list("ann")[0].title == "Mine"


async def test_the_list_shows_text_as_text(pages):
    session = pages.open()
    await pages.ask(session, "<img src=x onerror=alert(1)> \"'")
    shown = list_to_html(pages.store.list("ann"), session)
    assert "<img" not in shown
    assert "&lt;img src=x" in shown


async def test_the_versions_of_a_conversation_are_kept_pictures_included(pages):
    session = pages.open()
    await pages.ask(session, "What is this?", CAT)
    pages.engine.answers.append(words("Another answer."))
    pages.chat.regenerate(session, SimpleNamespace(index=1))
    await pages.kept.settle(session)
    async for _ in pages.stream(session):
        pass
    await pages.finish(session)
    assert pages.texts()[0][-1] == "Another answer."
    later = pages.open()
    await pages.kept.open(later, session.kept.id, "open")
    assert (later.branches.count, later.branches.shown) == (2, 1)
    later.history, later.branches = later.branches.at(0, later.history)
    await pages.kept.settle(later)
    assert pages.texts()[0][-1] == "An answer."
    last = pages.open()
    await pages.kept.open(last, session.kept.id, "open")
    assert (last.branches.count, last.branches.shown) == (2, 0)
    assert last.branches.later[0][-1].text == "Another answer."
    assert last.branches.later[0][0].pictures == last.history[0].pictures


@pytest.mark.parametrize(
    "versions",
    [
        *(3, [], {"shown": 0}, {"shown": 9, "others": []}, {"shown": "0", "others": [[]]}),
        *({"shown": 0, "others": [[{}]]}, {"shown": 0, "others": 3}),
        {"shown": 0, "others": [[{"message": {"role": "tool", "content": ""}, "about": {}}]]},
        {"shown": 0, "others": [[{"message": {"role": "user", "content": 3}, "about": {}}]]},
    ],
)
async def test_odd_versions_of_an_imported_conversation_are_left_out(pages, versions):
    entry = Entry({"role": "user", "content": "Hi"}, {"versions": versions})
    summary = pages.store.create("ann", [entry])
    session = pages.open()
    await pages.kept.open(session, summary.id, "open")
    assert [turn.text for turn in session.history] == ["Hi"]
    assert session.branches.count == 1


async def test_a_picture_that_was_taken_out_and_swept_can_be_sent_again(pages):
    session = pages.open()
    await pages.ask(session, "Hi")
    await pages.ask(session, "What is this?", CAT)
    await pages.chat.undo(session, SimpleNamespace(index=3))
    await pages.kept.settle(session)
    pages.store.sweep(time.time() + ORPHAN_S + 60)
    await pages.ask(session, "What is this?", CAT)
    assert len(pages.engine.requests) == 3
    assert len(pages.texts()[0]) == 5


async def test_an_export_leaves_one_that_is_being_saved_and_clears_old_ones_away(pages):
    session = pages.open()
    await pages.ask(session, "Hi")
    first, second = [Path((await pages.sidebar.export_all(session))["exported"]) for _ in range(2)]
    assert first.is_file()
    os.utime(first.parent, (0, 0))
    assert Path((await pages.sidebar.export_open(session))["exported"]).is_file()
    assert (first.is_file(), second.is_file()) == (False, True)


async def test_an_export_that_fails_says_why(pages, monkeypatch):
    def fail(*args):
        raise HistoryFailure("The disk is gone.")

    session = pages.open()
    await pages.ask(session, "Hi")
    monkeypatch.setattr(pages.store, "list", fail)
    assert (await pages.sidebar.export_all(session))["notice"]["value"] == "The disk is gone."
