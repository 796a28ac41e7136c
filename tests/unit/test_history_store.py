"""Conversations are kept whole, found, and nobody else's to see; on SQLite and on PostgreSQL."""

import contextlib
import hashlib
import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from qwen_demo.errors import (
    ConversationChanged,
    ConversationNotFound,
    HistoryFailure,
    StorageFull,
    UsageError,
)
from qwen_demo.history import schema
from qwen_demo.history.attachments import SCHEME
from qwen_demo.history.entries import Entry
from qwen_demo.history.store import ORPHAN_S, UNDO_S, HistoryStore, Quota

PICTURE = b"\x89PNG, say"
SHA256 = hashlib.sha256(PICTURE).hexdigest()


def said(text: str, role: str = "user", *pictures: str) -> Entry:
    parts = [{"type": "image_url", "image_url": {"url": SCHEME + sha}} for sha in pictures]
    content = [*parts, {"type": "text", "text": text}] if parts else text
    return Entry({"role": role, "content": content}, {"n": 1} if pictures else {})


def titles(store: HistoryStore, owner: str = "ann", query: str = "") -> list[str]:
    return [summary.title for summary in store.list(owner, query)]


def age(store: HistoryStore, **columns: float) -> None:
    """Set times of all attachments, as if they were old."""
    with store._writing() as connection:
        for name, value in columns.items():
            connection.execute(text(f"UPDATE attachments SET {name} = {value}"))


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "history" / "attachments").iterdir())


def test_many_writers_take_turns(tmp_path, monkeypatch):
    monkeypatch.setattr(schema, "BUSY_TIMEOUT_S", 0.0)
    with contextlib.closing(HistoryStore.open(tmp_path / "history")) as store:
        with ThreadPoolExecutor(10) as threads:
            made = threads.map(lambda n: store.create("ann", [said(f"Chat {n}")]), range(100))
            assert len({summary.id for summary in made}) == 100
        assert len(store.list("ann")) == 100


def test_a_conversation_is_kept_as_it_was(store):
    sha256 = store.keep("ann", PICTURE, ".png")
    entries = [said("What is this?", "user", sha256), said("A cat.", "assistant")]
    summary = store.create("ann", entries[:1])
    version = store.save("ann", summary.id, entries, 1)
    kept = store.load("ann", summary.id)
    assert kept.entries == tuple(entries)
    assert (kept.version, kept.summary.title) == (version, "What is this?")
    assert kept.summary.updated_at > summary.updated_at
    assert store.attachment("ann", sha256).read_bytes() == PICTURE


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.text(st.characters(categories=None)), min_size=1, max_size=4))
def test_any_text_comes_back_exactly_even_no_text_at_all(store, texts):
    """Zero bytes and lone surrogates too, which PostgreSQL and UTF-8 have no place for."""
    entries = tuple(said(text) for text in texts)
    summary = store.create("ann", entries)
    assert store.load("ann", summary.id).entries == entries
    assert summary in store.list("ann", limit=10_000)


def test_the_list_is_newest_first_and_bounded(store):
    first, second = (store.create("ann", [said(f"Number {n}")]) for n in range(2))
    assert titles(store) == ["Number 1", "Number 0"]
    store.save("ann", first.id, [said("Number 0"), said("More")], 1)
    assert [summary.id for summary in store.list("ann")] == [first.id, second.id]
    assert titles(store) == ["Number 0", "Number 1"]
    assert [s.id for s in store.list("ann", limit=1, offset=1)] == [second.id]


@pytest.mark.parametrize(
    "query",
    ["straße", "STRASSE", "grüne", "红色", "色的圆", "bbox_2d", "Red circ", 'a "quote" NEAR', "ﬁn"],
)
def test_search_finds_titles_and_texts_in_any_script(store, query):
    texts = ["Die grüne Straße", "一个红色的圆形", 'a "quote" near bbox_2d', "Red circle", "fine"]
    for text_ in texts:
        store.create("ann", [said("Hello"), said(text_, "assistant")])
    store.create("ann", [said("Nothing of the kind")])
    assert len(store.list("ann", query)) == 1
    assert store.list("bob", query) == []


def test_search_finds_new_titles_and_forgets_what_was_changed(store):
    summary = store.create("ann", [said("an apple")])
    store.rename("ann", summary.id, "Fruit 水果")
    assert titles(store, query="水果") == ["Fruit 水果"]
    assert titles(store, query="apple") == ["Fruit 水果"]
    store.save("ann", summary.id, [said("a pear")], 1)
    assert titles(store, query="apple") == []
    assert titles(store, query="fruit a pear") == []  # a title and a message are two texts
    assert titles(store, query="%") == ["Fruit 水果"]  # no words: everything
    store.delete("ann", summary.id)
    assert titles(store, query="pear") == []


def test_a_title_is_one_short_line(store):
    assert store.create("ann", [said("a\n\n b\x00\ud800c " + "x" * 200)]).title.startswith(
        "a b c x"
    )
    picture = Entry({"role": "user", "content": []}, {"pictures": [{"name": "cat.jpg"}]})
    summary = store.create("ann", [picture])
    assert summary.title == "cat.jpg"
    store.rename("ann", summary.id, " \n ")
    assert store.load("ann", summary.id).summary.title == "cat.jpg"


def test_a_deleted_conversation_comes_back_until_a_day_later(store):
    summary = store.create("ann", [said("Hi")])
    store.delete("ann", summary.id)
    assert titles(store) == []
    with pytest.raises(ConversationNotFound):
        store.load("ann", summary.id)
    store.restore("ann", summary.id)
    assert titles(store) == ["Hi"]
    store.delete("ann", summary.id)
    store.sweep(time.time() + UNDO_S - 60)
    store.restore("ann", summary.id)
    store.delete("ann", summary.id)
    store.sweep(time.time() + UNDO_S + 60)
    with pytest.raises(ConversationNotFound):
        store.restore("ann", summary.id)


def test_nobody_reaches_anothers_conversation_or_picture(store):
    sha256 = store.keep("ann", PICTURE, ".png")
    summary = store.create("ann", [said("Mine", "user", sha256)])
    attempts = [
        lambda: store.load("bob", summary.id),
        lambda: store.version("bob", summary.id),
        lambda: store.save("bob", summary.id, [said("Taken")], 1),
        lambda: store.rename("bob", summary.id, "Taken"),
        lambda: store.delete("bob", summary.id),
        lambda: store.restore("bob", summary.id),
        lambda: store.attachment("bob", sha256),
    ]
    for attempt in attempts:
        with pytest.raises(ConversationNotFound):
            attempt()
    assert store.list("bob") == []
    assert store.load("ann", summary.id).summary == summary


def test_a_change_to_what_has_changed_meanwhile_is_refused(store):
    summary = store.create("ann", [said("Hi")])
    store.save("ann", summary.id, [said("Hi"), said("From this tab")], 1)
    with pytest.raises(ConversationChanged):
        store.save("ann", summary.id, [said("Hi"), said("From that tab")], 1)
    assert store.load("ann", summary.id).entries[1].message["content"] == "From this tab"


def test_of_many_writers_at_once_one_wins_each_version(store):
    summary = store.create("ann", [said("0")])

    def write(number: int) -> bool:
        try:
            store.save("ann", summary.id, [said(str(number))], 1)
        except ConversationChanged:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(16))) == 1
    assert store.version("ann", summary.id) == 2


def test_two_conversations_share_one_file_and_the_last_one_takes_it_along(store, tmp_path):
    sha256 = store.keep("ann", PICTURE, ".png")
    assert store.keep("bob", PICTURE, ".png") == sha256
    owners = {name: store.create(name, [said("x", "user", sha256)]).id for name in ("ann", "bob")}
    assert files(tmp_path) == [f"{sha256}.png"]
    for name, conversation in owners.items():
        store.delete(name, conversation)
        age(store, kept_at=0)
        store.sweep(time.time() + UNDO_S + 1)
        assert files(tmp_path) == ([f"{sha256}.png"] if name == "ann" else [])


def test_a_picture_taken_out_of_its_message_is_removed_but_not_while_it_is_new(store, tmp_path):
    sha256 = store.keep("ann", PICTURE, ".png")
    store.sweep()
    assert files(tmp_path)  # a message that is being sent will name it
    summary = store.create("ann", [said("x", "user", sha256)])
    age(store, kept_at=0)
    store.sweep()
    assert files(tmp_path)
    store.save("ann", summary.id, [said("x")], 1)
    store.sweep()
    assert files(tmp_path) == []
    with pytest.raises(ConversationNotFound, match="not on the server"):
        store.save("ann", summary.id, [said("x", "user", sha256)], 2)
    assert store.keep("ann", PICTURE, ".png") == sha256
    assert files(tmp_path) == [f"{sha256}.png"]


def test_what_a_killed_process_left_half_written_is_removed(store, tmp_path):
    partial = tmp_path / "history" / "attachments" / "abc.partial"
    partial.write_bytes(b"half")
    store.sweep()
    assert partial.exists()
    os.utime(partial, (0, 0))
    store.sweep(time.time() + ORPHAN_S)
    assert not partial.exists()


def test_quotas_of_an_owner_and_of_all_say_what_to_do(database_url, tmp_path):
    store = HistoryStore.open(tmp_path / "history", database_url, Quota(100, 150))

    def send(owner: str, picture: bytes) -> str:
        return store.create(owner, [said("x", "user", store.keep(owner, picture, ".png"))]).id

    first = send("ann", b"a" * 80)
    send("ann", b"a" * 80)  # the same picture takes no more
    with pytest.raises(StorageFull, match="Delete conversations"):
        send("ann", b"b" * 30)
    with pytest.raises(StorageFull, match="--history-total-mb"):
        send("bob", b"c" * 80)
    send("bob", b"a" * 80)  # is there already
    for summary in store.list("ann"):
        store.delete("ann", summary.id)
    assert first
    send("ann", b"b" * 30)
    store.close()


def test_only_this_user_may_read_the_folder(store, tmp_path):
    store.keep("ann", PICTURE, ".png")
    folder = tmp_path / "history"
    for path in (folder, *folder.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_a_database_that_fails_is_said(store):
    with store._writing() as connection:
        connection.execute(text("DROP TABLE messages"))
    with pytest.raises(HistoryFailure, match=r"could not be read or kept.*messages"):
        store.create("ann", [said("Hi")])
    assert store.list("ann") == []  # nothing half-written


def migrate(url: str, revision: str) -> None:
    """A database as an earlier version of the app has left it."""
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.execute(
            text(
                "INSERT INTO conversations (id, owner, title, created_at, updated_at, version) "
                "VALUES ('old', 'ann', 'Old', 1, 2, 5)"
            )
        )
        body = '{"message":{"role":"user","content":"from long ago"},"about":{}}'
        insert = text("INSERT INTO messages VALUES (1, 0, :body)")
        connection.execute(insert, {"body": body})
    engine.dispose()


def test_an_older_database_is_upgraded(database_url, tmp_path):
    migrate(database_url, "0001")
    store = HistoryStore.open(tmp_path / "history", database_url)
    assert titles(store, query="long ago") == ["Old"]
    store.save("ann", "old", [said("now")], 5)
    assert titles(store, query="now") == ["Old"]
    assert titles(store, query="long ago") == []
    store.close()


def test_a_newer_database_is_refused_and_left_alone(store, database_url, tmp_path):
    with store._writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UsageError, match="newer version of this app"):
        HistoryStore.open(tmp_path / "history", database_url)


def test_several_apps_may_start_on_one_empty_database(database_url, tmp_path):
    with ThreadPoolExecutor(4) as pool:
        opened = list(
            pool.map(lambda _: HistoryStore.open(tmp_path / "history", database_url), range(4))
        )
    opened[0].create("ann", [said("Hi")])
    assert titles(opened[3]) == ["Hi"]
    for store in opened:
        store.close()


def test_the_tables_of_the_migrations_are_those_of_the_code(store):
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    with store._reading() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, schema.metadata)
    own = [d for d in differences if "conversation_words" not in str(d)]  # SQLite's index
    assert own == []


@pytest.mark.parametrize(
    "url",
    ["nonsense", "postgresql+psycopg://ann:secret@/x?host=/nowhere", "oracle://x", "sqlite:////"],
)
def test_a_url_that_cannot_be_used_is_said_without_its_password(tmp_path, url):
    with pytest.raises(UsageError, match="--history-url") as error:
        HistoryStore.open(tmp_path / "history", url)
    assert "secret" not in str(error.value)


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match=r"--data-dir .*file: .*--history off"):
        HistoryStore.open(tmp_path / "file" / "history")
