"""Conversations as one zip file, and back again exactly.

`conversations.json` holds OpenAI messages whose pictures lie beside it under `pictures/`, and the
files that these were made from under `files/`; the same is there as Markdown. What comes back is
taken for hostile: nothing is unpacked by its name, and everything is bounded and checked before
anything is kept.
"""

import json
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from qwen_demo.errors import InvalidImage, InvalidRequest
from qwen_demo.history.attachments import SCHEME, SUFFIXES, sha256_of, to_sha256
from qwen_demo.history.entries import Conversation, Entry, Summary
from qwen_demo.history.store import HistoryStore
from qwen_demo.history.words import message_text
from qwen_demo.media import open_picture

FORMAT = "qwen-demo conversations, version 1"
JSON_NAME = "conversations.json"
PICTURE_NAME = re.compile(r"pictures/([0-9a-f]{64})(\.png|\.jpg)")
FILE_NAME = re.compile(r"(?:pictures|files)/([0-9a-f]{64})(\.[a-z]{3,4})")
PICTURE_FORMATS = {".png": "PNG", ".jpg": "JPEG"}
MAX_FILES = 20_000
MAX_JSON_BYTES = 64 * 2**20
MAX_FILE_BYTES = 32 * 2**20
MAX_UNPACKED_BYTES = 2**30
MAX_TIME_S = 4e9  # the year 2096
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError),
    *(RuntimeError, NotImplementedError),
)
"""What zipfile raises on hostile bytes (Python 3.11)."""
UTF_8 = ("utf-8", "surrogatepass")
ROLES = ("system", "user", "assistant")


@dataclass(frozen=True, slots=True)
class Imported:
    """A conversation of a file, its pictures named as here."""

    title: str
    times: tuple[float, float]
    entries: tuple[Entry, ...]


# Out.


def write_export(store: HistoryStore, owner: str, ids: Sequence[str], path: Path) -> None:
    """Write conversations of an owner into a zip file. Raises: ConversationNotFound."""
    exported: list[dict[str, Any]] = []
    files: dict[str, str] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for number, conversation_id in enumerate(ids, 1):
            conversation = store.load(owner, conversation_id)
            names = _names(store, owner, conversation)
            files |= names
            exported.append(_conversation_to_json(conversation, names))
            title = re.sub(r"[^\w -]+", "", conversation.summary.title)[:60].strip()
            file.writestr(f"markdown/{number:04} {title}.md", to_markdown(conversation, names))
        content = {"format": FORMAT, "conversations": exported}
        file.writestr(JSON_NAME, json.dumps(content, ensure_ascii=False, indent=1).encode(*UTF_8))
        for sha256, name in files.items():
            file.write(store.attachment(owner, sha256), name, zipfile.ZIP_STORED)


def _names(store: HistoryStore, owner: str, conversation: Conversation) -> dict[str, str]:
    """The name in the zip file of each attachment, by its hash."""
    pictures = {sha256 for entry in conversation.entries for sha256 in entry.pictures()}
    found = {sha256 for entry in conversation.entries for sha256 in entry.attachments()}
    folders = {sha256: "pictures" if sha256 in pictures else "files" for sha256 in sorted(found)}
    return {
        sha256: f"{folder}/{sha256}{store.attachment(owner, sha256).suffix}"
        for sha256, folder in folders.items()
    }


def _conversation_to_json(conversation: Conversation, names: dict[str, str]) -> dict[str, Any]:
    return {
        "title": conversation.summary.title,
        "created_at": conversation.summary.created_at,
        "updated_at": conversation.summary.updated_at,
        "messages": [
            {**entry.message, "content": _with_urls(entry.message["content"], names)}
            for entry in conversation.entries
        ],
        "about": [entry.about for entry in conversation.entries],
    }


def _with_urls(content: Any, names: dict[str, str]) -> Any:
    """The content of a message with each attachment's reference replaced by its name."""
    if isinstance(content, str):
        return content
    return [
        {**part, "image_url": {"url": names[to_sha256(part["image_url"]["url"]) or ""]}}
        if part["type"] == "image_url"
        else part
        for part in content
    ]


def to_markdown(conversation: Conversation, names: dict[str, str]) -> bytes:
    """A conversation to read; pictures lie one folder up."""
    blocks = [f"# {conversation.summary.title}"]
    for entry in conversation.entries:
        blocks.append(f"## {entry.message['role']}")
        blocks += [f"![picture](../{names[sha256]})" for sha256 in entry.pictures()]
        blocks.append(message_text(entry.message))
    return "\n\n".join([*blocks, ""]).encode("utf-8", "replace")


# In.


def read_import(store: HistoryStore, owner: str, path: Path) -> list[Summary]:
    """Keep the conversations of a zip file as new ones of this owner; all or none.

    Raises: InvalidRequest, InvalidImage, StorageFull.
    """
    try:
        with zipfile.ZipFile(path) as file:
            sizes = _checked_sizes(file)
            found = parse_conversations(_read(file, JSON_NAME, MAX_JSON_BYTES), [*sizes])
            named = {sha for item in found for entry in item.entries for sha in entry.attachments()}
            wanted = [name for name in sizes if name_to_sha256(name) in named]
            for name in wanted:
                _check_file(name, _read(file, name, MAX_FILE_BYTES))
            for name in wanted:
                store.keep(owner, _read(file, name, MAX_FILE_BYTES), Path(name).suffix)
    except DAMAGE as error:
        raise InvalidRequest("It is no zip file of conversations, or it is damaged.") from error
    return [store.create(owner, item.entries, item.title, item.times) for item in found]


def _checked_sizes(file: zipfile.ZipFile) -> dict[str, int]:
    """The sizes of the files that count. Raises: InvalidRequest for a file that is too large."""
    infos = file.infolist()
    if len(infos) > MAX_FILES:
        raise InvalidRequest(
            "It holds {count} files; at most {limit} are read.", count=len(infos), limit=MAX_FILES
        )
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        raise InvalidRequest("It is packed in a way that isn't read here. Pack it as plain zip.")
    sizes = {
        info.filename: info.file_size
        for info in infos
        if info.filename == JSON_NAME or name_to_sha256(info.filename)
    }
    if JSON_NAME not in sizes:
        raise InvalidRequest("It holds no {name}.", name=JSON_NAME)
    if sum(sizes.values()) > MAX_UNPACKED_BYTES:
        raise InvalidRequest(
            "It holds more than {limit} MiB unpacked.", limit=MAX_UNPACKED_BYTES // 2**20
        )
    return sizes


def _read(file: zipfile.ZipFile, name: str, max_bytes: int) -> bytes:
    """A file's content, whatever size the zip file claims. Raises: InvalidRequest."""
    with file.open(name) as content:
        data = content.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise InvalidRequest(
            "{name} is larger than {limit} MiB.", name=name, limit=max_bytes // 2**20
        )
    return data


def name_to_sha256(name: str) -> str:
    """The hash in the name of an attachment; empty for any other name."""
    found = FILE_NAME.fullmatch(name)
    return found[1] if found and found[2] in SUFFIXES else ""


def _check_file(name: str, data: bytes) -> None:
    """Raises: InvalidImage where the file is not what its name says."""
    if sha256_of(data) != name_to_sha256(name):
        raise InvalidImage("{name} is not the file that belongs there.", name=name)
    if not PICTURE_NAME.fullmatch(name):
        return  # opened, and checked, only where it is needed
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        picture = open_picture(Path(file.name), name)
    if picture.format != PICTURE_FORMATS[Path(name).suffix]:
        raise InvalidImage(
            "{name} is a {kind} file with another name.", name=name, kind=picture.format
        )


def parse_conversations(data: bytes, names: Sequence[str]) -> list[Imported]:
    """The conversations of conversations.json, whose attachments are among the names.

    Raises: InvalidRequest that names the conversation and the message.
    """
    try:
        content = json.loads(data.decode(*UTF_8), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise InvalidRequest("{name} is not valid JSON.", name=JSON_NAME) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InvalidRequest(
            '{name} is not of the format "{format}".', name=JSON_NAME, format=FORMAT
        )
    items = content.get("conversations")
    if not isinstance(items, list):
        raise InvalidRequest("{name} holds no list of conversations.", name=JSON_NAME)
    known = {*names, *(name_to_sha256(name) for name in names)}
    return [
        _parse_conversation(item, f"conversation {n}", known) for n, item in enumerate(items, 1)
    ]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _parse_conversation(item: Any, where: str, known: set[str]) -> Imported:
    """Raises: InvalidRequest."""
    match item:
        case {
            "title": str(title),
            "created_at": int() | float() as created_at,
            "updated_at": int() | float() as updated_at,
            "messages": list(messages),
            "about": list(about),
        } if len(messages) == len(about):
            times = (created_at, updated_at)
        case _:
            raise InvalidRequest(
                "In {where}, title, times, messages or about are missing or of the wrong kind.",
                where=where,
            )
    if not all(0 <= time <= MAX_TIME_S for time in times):
        raise InvalidRequest("In {where}, a time is none.", where=where)
    entries = tuple(
        Entry(
            _parse_message(message, f"{where}, message {n}", known),
            _parse_about(note, where, known),
        )
        for n, (message, note) in enumerate(zip(messages, about, strict=True), 1)
    )
    return Imported(title, (float(created_at), float(updated_at)), entries)


def _parse_about(about: Any, where: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(about, dict):
        raise InvalidRequest("In {where}, about holds something that is no object.", where=where)
    files = about.get("files", [])
    if not isinstance(files, list) or not all(isinstance(f, str) and f in known for f in files):
        raise InvalidRequest("In {where}, about names files that are not there.", where=where)
    return about


def _parse_message(message: Any, where: str, known: set[str]) -> dict[str, Any]:
    """An OpenAI message with references to attachments. Raises: InvalidRequest."""
    match message:
        case {"role": str(role), "content": str(content), **rest} if role in ROLES and not rest:
            return {"role": role, "content": content}
        case {"role": str(role), "content": list(parts), **rest} if role in ROLES and not rest:
            return {"role": role, "content": [*_parse_parts(parts, where, known)]}
    raise InvalidRequest(
        "In {where}, role or content are not of a user, assistant or system.", where=where
    )


def _parse_parts(parts: list[Any], where: str, known: set[str]) -> Iterator[dict[str, Any]]:
    for part in parts:
        match part:
            case {"type": "text", "text": str(text), **rest} if not rest:
                yield {"type": "text", "text": text}
            case {"type": "image_url", "image_url": {"url": str(url)}, **rest} if (
                not rest and url in known and PICTURE_NAME.fullmatch(url)
            ):
                reference = SCHEME + name_to_sha256(url)
                yield {"type": "image_url", "image_url": {"url": reference}}
            case _:
                raise InvalidRequest(
                    "In {where}, a part is neither text nor a picture of the file.", where=where
                )
