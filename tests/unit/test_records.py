"""A history comes back from what is kept of it, videos and excluded pictures included."""

import json
from dataclasses import asdict

from qwen_demo.chat import Usage
from qwen_demo.history.entries import Entry, body_to_entry, entry_to_body
from qwen_demo.messages import AnswerStats, Picture, Source, Turn, Video
from qwen_demo.ui.records import entries_to_history, history_to_entries

CLIP = Video("/x/clip.mp4", "clip.mp4", (640, 480), 12.5, 900)
CAT = Picture("/x/cat.jpg", "cat.jpg", (64, 48), 6, source=Source("/x/full.jpg", (640, 480)))
SIGN = Picture("/x/sign.png", "sign.png", (32, 32), 1, is_excluded=True)
STATS = AnswerStats("length", Usage(10, 5), 0.5, 2.0, 0.0)


def keep(path: str) -> str:
    return path.encode().hex().ljust(64, "0")


def restore(sha256: str) -> str:
    return bytes.fromhex(sha256).rstrip(b"\0").decode()


def test_what_is_kept_comes_back():
    history = (
        Turn("user", "What is this?", (CAT, SIGN), videos=(CLIP,)),
        Turn("assistant", "A cat.", (), "Hm.", STATS, (CAT,)),
        Turn("user", "", videos=(CLIP,)),
        Turn("assistant", "A film."),
    )
    entries = history_to_entries(history, "Be kind.", keep)
    entries = [body_to_entry(entry_to_body(entry)) for entry in entries]
    system_prompt, again = entries_to_history(tuple(entries), restore)
    assert system_prompt == "Be kind."
    assert [asdict(turn) for turn in again] == [asdict(turn) for turn in history]


def test_each_file_of_a_message_is_named_so_that_it_is_not_removed():
    (entry,) = history_to_entries((Turn("user", "", (CAT,), videos=(CLIP,)),), "", keep)
    assert {*entry.attachments()} == {keep(p) for p in ("/x/cat.jpg", "/x/full.jpg", CLIP.path)}


def test_a_video_whose_file_is_gone_or_whose_record_is_odd_is_left_out():
    (entry,) = history_to_entries((Turn("user", "Hi", videos=(CLIP,)),), "", keep)
    _, (turn,) = entries_to_history((entry,), lambda sha256: None)
    assert turn == Turn("user", "Hi")
    odd = Entry(entry.message, {"videos": ["x", {}, {"sha256": 7}, json.loads("null")]})
    assert entries_to_history((odd,), lambda sha256: sha256 or None)[1] == (Turn("user", "Hi"),)
