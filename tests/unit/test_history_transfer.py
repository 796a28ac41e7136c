"""Conversations go out as one file and come back exactly; a hostile file brings nothing."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from qwen_demo.errors import DemoError, InvalidRequest, StorageFull
from qwen_demo.history import transfer
from qwen_demo.history.attachments import SCHEME
from qwen_demo.history.entries import Entry
from qwen_demo.history.store import HistoryStore, Quota
from qwen_demo.history.transfer import FORMAT, JSON_NAME, read_import, write_export


@pytest.fixture
def store(tmp_path):
    opened = HistoryStore.open(tmp_path / "history")
    yield opened
    opened.close()


def png(colour: str = "red") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "PNG")
    return buffer.getvalue()


def picture_message(sha256: str, text: str) -> dict:
    url = {"url": SCHEME + sha256}
    parts = [{"type": "image_url", "image_url": url}, {"type": "text", "text": text}]
    return {"role": "user", "content": parts}


def contents(store: HistoryStore, owner: str) -> list:
    """All that matters of an owner's conversations, oldest first."""
    kept = [store.load(owner, summary.id) for summary in reversed(store.list(owner))]
    return [(c.summary.title, c.summary.created_at, c.summary.updated_at, c.entries) for c in kept]


def export(store: HistoryStore, owner: str, path: Path) -> Path:
    write_export(store, owner, [summary.id for summary in store.list(owner)], path)
    return path


def test_the_round_trip_is_exact_pictures_included(store, tmp_path):
    sha256 = store.keep("ann", png(), ".png")
    source = store.keep("ann", b"%PDF, say", ".pdf")
    about = {"pictures": [{"name": "a.png"}], "stats": {"total_s": 0.1}, "files": [source]}
    store.create(
        "ann",
        [
            Entry({"role": "system", "content": "Be kind."}),
            Entry(picture_message(sha256, "这是什么？"), about),
            Entry({"role": "assistant", "content": "  A *red* picture.\n"}),
        ],
    )
    store.create("ann", [Entry({"role": "user", "content": "Hi"})], "Another")
    first = export(store, "ann", tmp_path / "first.zip")
    read_import(store, "bob", first)
    assert sorted(contents(store, "bob"), key=str) == sorted(contents(store, "ann"), key=str)
    assert store.attachment("bob", sha256).read_bytes() == png()
    assert store.attachment("bob", source).read_bytes() == b"%PDF, say"
    with (
        zipfile.ZipFile(first) as one,
        zipfile.ZipFile(export(store, "bob", tmp_path / "b")) as two,
    ):
        conversations = [json.loads(z.read(JSON_NAME))["conversations"] for z in (one, two)]
    assert sorted(conversations[0], key=str) == sorted(conversations[1], key=str)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(categories=None)))
def test_any_text_survives_the_round_trip(store, tmp_path, text):
    summary = store.create("ann", [Entry({"role": "user", "content": text}, {"reasoning": text})])
    write_export(store, "ann", [summary.id], tmp_path / "x.zip")
    (imported,) = read_import(store, "bob", tmp_path / "x.zip")
    assert store.load("bob", imported.id).entries == store.load("ann", summary.id).entries


def test_the_markdown_shows_text_and_pictures(store, tmp_path):
    sha256 = store.keep("ann", png(), ".png")
    store.create("ann", [Entry(picture_message(sha256, "What is this?"))], "../../A/B: C")
    with zipfile.ZipFile(export(store, "ann", tmp_path / "x.zip")) as file:
        (name,) = [n for n in file.namelist() if n.startswith("markdown/")]
        assert name == "markdown/0001 AB C.md"
        text = file.read(name).decode()
        assert f"![picture](../pictures/{sha256}.png)\n\nWhat is this?" in text
        assert f"pictures/{sha256}.png" in file.namelist()


GOOD = {
    "title": "T",
    "created_at": 1.0,
    "updated_at": 2.0,
    "messages": [{"role": "user", "content": "Hi"}],
    "about": [{}],
}


def packed(path: Path, content: object, **files: bytes) -> Path:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(JSON_NAME, data)
        for name, content_ in files.items():
            file.writestr(name, content_)
    return path


def of(*items: object) -> dict:
    return {"format": FORMAT, "conversations": [*items]}


def url_part(url: str) -> dict:
    part = {"type": "image_url", "image_url": {"url": url}}
    return {**GOOD, "messages": [{"role": "user", "content": [part]}]}


SHA = "a" * 64
BAD = {
    "no JSON": (b"{", "not valid JSON"),
    "no UTF-8": (b"\xff\xfe", "not valid JSON"),
    "too deep": (b"[" * 200_000, "not valid JSON"),
    "NaN": (json.dumps(of({**GOOD, "created_at": float("nan")})).encode(), "not valid JSON"),
    "another format": ({"messages": []}, "not of the format"),
    "no list": ({"format": FORMAT, "conversations": {}}, "no list"),
    "no object": (of(GOOD, 3), "conversation 2"),
    "a title of numbers": (of({**GOOD, "title": 3}), "conversation 1"),
    "a time before time": (of({**GOOD, "created_at": -1}), "a time"),
    "a time of 400 digits": (of({**GOOD, "created_at": 10**400}), "a time"),
    "about is short": (of({**GOOD, "about": []}), "about"),
    "about holds text": (of({**GOOD, "about": ["x"]}), "about"),
    "a file that is not there": (of({**GOOD, "about": [{"files": ["a" * 64]}]}), "names files"),
    "files in another form": (of({**GOOD, "about": [{"files": [{}]}]}), "names files"),
    "a message of text": (of({**GOOD, "messages": ["x"]}), "conversation 1, message 1"),
    "another role": (of({**GOOD, "messages": [{"role": "tool", "content": ""}]}), "message 1"),
    "no content": (of({**GOOD, "messages": [{"role": "user", "content": None}]}), "message 1"),
    "a reference": (of(url_part(SCHEME + SHA)), "neither text nor a picture"),
    "a path": (of(url_part("pictures/../../etc/passwd")), "neither text nor a picture"),
    "a URL": (of(url_part("http://127.0.0.1/a.png")), "neither text nor a picture"),
    "a missing picture": (of(url_part(f"pictures/{SHA}.png")), "neither text nor a picture"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_whole_with_the_reason(store, tmp_path, content, reason):
    with pytest.raises(InvalidRequest, match=reason):
        read_import(store, "ann", packed(tmp_path / "x.zip", content))
    assert store.list("ann") == []


def test_a_picture_that_is_none_is_refused(store, tmp_path):
    for data in (b"no picture", png()[:60]):
        name = f"pictures/{transfer.sha256_of(data)}.png"
        file = packed(tmp_path / "x.zip", of(url_part(name)), **{name: data})
        with pytest.raises(DemoError, match=name):
            read_import(store, "ann", file)
    name = f"pictures/{transfer.sha256_of(png())}.jpg"
    file = packed(tmp_path / "x.zip", of(url_part(name)), **{name: png()})
    with pytest.raises(DemoError, match="PNG file with another name"):
        read_import(store, "ann", file)
    assert [*(tmp_path / "history" / "attachments").iterdir()] == []


def test_a_picture_under_anothers_hash_is_refused(store, tmp_path):
    sha256 = store.keep("bob", png(), ".png")
    store.create("bob", [Entry(picture_message(sha256, "Mine"))])
    name = f"pictures/{sha256}.png"
    file = packed(tmp_path / "x.zip", of(url_part(name)), **{name: png("blue")})
    with pytest.raises(DemoError, match="not the file that belongs there"):
        read_import(store, "ann", file)


def test_a_small_file_cannot_unpack_to_a_large_one(store, tmp_path, monkeypatch):
    bomb = packed(tmp_path / "x.zip", b" " * (transfer.MAX_JSON_BYTES + 1))
    assert bomb.stat().st_size < 200_000
    with pytest.raises(InvalidRequest, match=r"conversations\.json is larger than 64 MiB"):
        read_import(store, "ann", bomb)
    monkeypatch.setattr(transfer, "MAX_FILES", 3)
    many = packed(tmp_path / "y.zip", of(), **{f"{n}": b"" for n in range(3)})
    with pytest.raises(InvalidRequest, match="4 files"):
        read_import(store, "ann", many)
    monkeypatch.setattr(transfer, "MAX_UNPACKED_BYTES", 2**20)
    name = f"pictures/{SHA}.png"
    large = packed(tmp_path / "z.zip", of(), **{name: b" " * 2**20})
    with pytest.raises(InvalidRequest, match="more than 1 MiB unpacked"):
        read_import(store, "ann", large)


def test_what_is_no_zip_file_or_lacks_the_list_is_said(store, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(InvalidRequest, match="no zip file"):
        read_import(store, "ann", tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as file:
        file.writestr("../conversations.json", "{}")
    with pytest.raises(InvalidRequest, match=r"no conversations\.json"):
        read_import(store, "ann", tmp_path / "y.zip")
    whole = packed(tmp_path / "z.zip", of(GOOD)).read_bytes()
    for position in range(len(whole)):
        damaged = whole[:position] + bytes([whole[position] ^ 0x55]) + whole[position + 1 :]
        (tmp_path / "z.zip").write_bytes(damaged)
        try:
            read_import(store, "ann", tmp_path / "z.zip")
        except DemoError:
            continue


def test_over_quota_nothing_is_imported(store, tmp_path):
    sha256 = store.keep("ann", png(), ".png")
    store.create("ann", [Entry(picture_message(sha256, "x"))])
    file = export(store, "ann", tmp_path / "x.zip")
    small = HistoryStore.open(tmp_path / "other", quota=Quota(owner_bytes=10))
    with pytest.raises(StorageFull):
        read_import(small, "ann", file)
    assert small.list("ann") == []
    small.close()


def test_only_ones_own_conversations_are_exported(store, tmp_path):
    summary = store.create("ann", [Entry({"role": "user", "content": "Mine"})])
    with pytest.raises(DemoError, match="no such conversation"):
        write_export(store, "bob", [summary.id], tmp_path / "x.zip")
