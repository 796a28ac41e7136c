"""A history as it is kept on the server, and back.

OpenAI messages, and what these have no place for. Where files are is known to the two functions
that are passed in.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from qwen_demo.chat import Usage
from qwen_demo.history.attachments import SCHEME, to_sha256
from qwen_demo.history.entries import Entry
from qwen_demo.messages import AnswerStats, History, Picture, Source, Turn, Video
from qwen_demo.ui.branches import Branches

KeepFile = Callable[[str], str]
"""Keeps the file at a path and returns its hash."""
RestoreFile = Callable[[str], str | None]
"""The path of the kept file with a hash; None where there is none."""


def history_to_entries(history: History, system_prompt: str, keep: KeepFile) -> list[Entry]:
    """What is kept of a conversation: every picture, excluded ones too."""
    system = [Entry({"role": "system", "content": system_prompt})] if system_prompt.strip() else []
    return [*system, *(turn_to_entry(turn, keep) for turn in history)]


def turn_to_entry(turn: Turn, keep: KeepFile) -> Entry:
    """One turn. `about` has only what isn't usual."""
    hashes = [keep(picture.path) for picture in turn.pictures]
    content: Any = turn.text
    if hashes:
        urls = [{"url": SCHEME + sha256} for sha256 in hashes]
        content = [{"type": "image_url", "image_url": url} for url in urls]
        content += [{"type": "text", "text": turn.text}] if turn.text else []
    pictures = [_picture_to_json(picture, keep) for picture in turn.pictures]
    videos = [_video_to_json(video, keep) for video in turn.videos]
    sources = {picture["source"]["sha256"] for picture in pictures if "source" in picture}
    about = {
        "pictures": pictures,
        "videos": videos,
        "files": sorted(sources | {video["sha256"] for video in videos}),
        "reasoning": turn.reasoning,
        "stats": _stats_to_json(turn.stats) if turn.stats else None,
        "seen": None if turn.seen is None else [keep(picture.path) for picture in turn.seen],
    }
    kept = {name: value for name, value in about.items() if value or value == []}
    unused = {"pictures": not pictures, "videos": not videos, "files": not pictures and not videos}
    kept = {name: value for name, value in kept.items() if not unused.get(name)}
    return Entry({"role": turn.role, "content": content}, kept)


def _picture_to_json(picture: Picture, keep: KeepFile) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": picture.name,
        "image_wh": list(picture.image_wh),
        "visual_tokens": picture.visual_tokens,
        "is_excluded": picture.is_excluded,
    }
    if picture.source is not None:
        source = {"image_wh": list(picture.source.image_wh), "page": picture.source.page}
        with suppress(FileNotFoundError):  # the upload is gone; the picture as it was sent is not
            values["source"] = {"sha256": keep(picture.source.path), **source}
    return values


def _video_to_json(video: Video, keep: KeepFile) -> dict[str, Any]:
    return {
        "sha256": keep(video.path),
        "name": video.name,
        "frame_wh": list(video.frame_wh),
        "seconds": video.seconds,
        "visual_tokens": video.visual_tokens,
    }


def _stats_to_json(stats: AnswerStats) -> dict[str, Any]:
    usage = stats.usage
    return {
        "finish_reason": stats.finish_reason,
        "usage": [usage.prompt_tokens, usage.completion_tokens] if usage else None,
        "first_token_s": stats.first_token_s,
        "total_s": stats.total_s,
        "reasoning_s": stats.reasoning_s,
    }


def with_versions(entries: list[Entry], branches: Branches, keep: KeepFile) -> list[Entry]:
    """The entries with the conversation's other versions beside the first of them."""
    if branches.count == 1 or not entries:
        return entries
    others = [history_to_entries(v, "", keep) for v in (*branches.earlier, *branches.later)]
    named = {sha256 for version in others for entry in version for sha256 in entry.attachments()}
    first = entries[0]
    versions = {
        "shown": branches.shown,
        "others": [[{"message": e.message, "about": e.about} for e in v] for v in others],
    }
    files = sorted({*first.about.get("files", ()), *named})
    about = {**first.about, "versions": versions, **({"files": files} if files else {})}
    return [Entry(first.message, about), *entries[1:]]


def entries_to_branches(entries: tuple[Entry, ...], restore: RestoreFile) -> Branches:
    """The other versions of a conversation; none where they are not of the form above."""
    try:
        versions = entries[0].about["versions"]
        others = [
            entries_to_history(tuple(Entry(e["message"], e["about"]) for e in version), restore)[1]
            for version in versions["others"]
        ]
        shown = range(len(others) + 1).index(versions["shown"])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return Branches()
    turns = [turn for version in others for turn in version]
    if not all(isinstance(t.text, str) and t.role in ("user", "assistant") for t in turns):
        return Branches()
    return Branches(tuple(others[:shown]), tuple(others[shown:]))


def entries_to_history(entries: tuple[Entry, ...], restore: RestoreFile) -> tuple[str, History]:
    """(system prompt, conversation). `about` may be another's writing: what is odd is left out."""
    system_prompt = ""
    turns: list[Turn] = []
    known: dict[str, Picture] = {}
    for entry in entries:
        if entry.message["role"] == "system":
            system_prompt = _text(entry)
            continue
        pictures = _pictures(entry, restore)
        known |= dict(pictures)
        seen = entry.about.get("seen")
        turns.append(
            Turn(
                entry.message["role"],
                _text(entry),
                tuple(picture for _, picture in pictures),
                _of(entry.about, "reasoning", str, ""),
                _stats(entry.about.get("stats")),
                tuple(known[sha256] for sha256 in seen if sha256 in known)
                if isinstance(seen, list)
                else None,
                _videos(entry, restore),
            )
        )
    return system_prompt, tuple(turns)


def _text(entry: Entry) -> str:
    content = entry.message["content"]
    if isinstance(content, str):
        return content
    return "\n".join(part["text"] for part in content if part["type"] == "text")


def _pictures(entry: Entry, restore: RestoreFile) -> list[tuple[str, Picture]]:
    """(hash, picture) of each picture of a message whose file is there."""
    content = entry.message["content"]
    parts = content if isinstance(content, list) else []
    urls = [part["image_url"]["url"] for part in parts if part["type"] == "image_url"]
    about = [*_of(entry.about, "pictures", list, []), *([{}] * len(urls))]
    found = []
    for url, values in zip(urls, about, strict=False):
        sha256 = to_sha256(url)
        path = restore(sha256) if sha256 else None
        if sha256 and path:
            known = values if isinstance(values, dict) else {}
            found.append((sha256, _picture(known, path, restore)))
    return found


def _videos(entry: Entry, restore: RestoreFile) -> tuple[Video, ...]:
    """The videos of a message whose files are there."""
    found = []
    for values in _of(entry.about, "videos", list, []):
        path = restore(_of(values, "sha256", str, "")) if isinstance(values, dict) else None
        if path:
            name, seconds = _of(values, "name", str, "video"), _of(values, "seconds", float, 0.0)
            tokens = _of(values, "visual_tokens", int, 0)
            found.append(Video(path, name, _size(values, "frame_wh"), seconds, tokens))
    return tuple(found)


def _picture(values: dict[str, Any], path: str, restore: RestoreFile) -> Picture:
    source = _of(values, "source", dict, {})
    source_path = restore(_of(source, "sha256", str, ""))
    page = _of(source, "page", int, None)
    return Picture(
        path,
        _of(values, "name", str, "picture"),
        _size(values),
        _of(values, "visual_tokens", int, 0),
        _of(values, "is_excluded", bool, False),
        Source(source_path, _size(source), page) if source_path else None,
    )


def _size(values: dict[str, Any], name: str = "image_wh") -> tuple[int, int]:
    match values.get(name):
        case [int(width), int(height)] if 0 < width < 10**6 and 0 < height < 10**6:
            return width, height
    return 1, 1


def _stats(values: Any) -> AnswerStats | None:
    if not isinstance(values, dict):
        return None
    usage: Usage | None = None
    match values.get("usage"):
        case [int(prompt), int(completion)]:
            usage = Usage(prompt, completion)
    return AnswerStats(
        _of(values, "finish_reason", str, None),
        usage,
        _of(values, "first_token_s", float, None),
        _of(values, "total_s", float, 0.0),
        _of(values, "reasoning_s", float, 0.0),
    )


def _of(values: dict[str, Any], name: str, kind: type, default: Any) -> Any:
    """A value where it is of its kind, else the default."""
    value = values.get(name)
    return value if isinstance(value, kind) else default
