"""The boxes and points of an answer, drawn on the pictures that it is about.

Derived from the history each time it is shown, and never kept in it: the file is named by what is
drawn, so showing an answer again draws nothing again. While an answer streams, it is drawn on
small previews; the whole answer on the pictures as they were uploaded.
"""

import asyncio
import base64
import hashlib
import html
import io
import re
import time
import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from PIL import Image

from qwen_demo.chat import ImageBudget
from qwen_demo.drawing import describe, draw_detections, legend, prepare_canvas, text_color
from qwen_demo.errors import InvalidImage
from qwen_demo.grounding import Detection, Reading, Size, parse_detections
from qwen_demo.media import flatten, resized_wh
from qwen_demo.messages import History, Picture
from qwen_demo.ui.texts import NOTES, say
from qwen_demo.ui.uploads import open_in_full

MARKS = ("bbox_2d", "point_2d", "<box>", "<|box_start|>")
JPEG_QUALITY = 92
PREVIEW_SIDE_PX, PREVIEW_QUALITY = 800, 75
REDRAW_S = 0.4
"""A streaming answer is read and drawn again at most this often, and only once more is closed."""

_ONLY_JSON = re.compile(r"\s*(?:```(?:json)?\s*)?([\[{].*[\]}])\s*(?:```\s*)?", re.DOTALL)
_CLOSER = re.compile(r"[\])}>]")
_EMPTY_LIST = re.compile(r"\s*(?:```(?:json)?\s*)?\[\s*\]\s*(?:```\s*)?")


def pictures_before(history: History, index: int) -> tuple[Picture, ...]:
    """The pictures that the model saw when it wrote a turn, in order."""
    seen = history[index].seen if index < len(history) else None
    if seen is not None:
        return seen
    earlier = (picture for turn in history[:index] for picture in turn.pictures)
    return tuple(picture for picture in earlier if not picture.is_excluded)


def read_answer(
    text: str,
    pictures: Sequence[Picture],
    pixel_budget: ImageBudget | None = None,
    default_label: str = "",
) -> Reading:
    """What the text locates in the pictures; what names no picture is about the one sent last.

    With `pixel_budget` its numbers are pixels of the pictures as the model saw them (Qwen2.5-VL).
    """
    if not pictures or not any(mark in text for mark in MARKS):
        return Reading()
    sizes = tuple(resized_wh(p.image_wh, pixel_budget) for p in pictures) if pixel_budget else None
    return _read(text, len(pictures), sizes, default_label)


@lru_cache(maxsize=512)
def _read(text: str, count: int, pixel_whs: tuple[Size, ...] | None, label: str) -> Reading:
    return parse_detections(
        text, image_count=count, image_index=count - 1, pixel_whs=pixel_whs, default_label=label
    )


def full_wh(picture: Picture) -> Size:
    """The size of the picture as it was uploaded: what is drawn and exported has it."""
    return picture.source.image_wh if picture.source is not None else picture.image_wh


def answer_block(text: str, reading: Reading, language: str = "en") -> dict[str, Any]:
    """The answer's text; where it is nothing but JSON that can be drawn, folded, one click away.

    An empty list is how a search says that nothing is there.
    """
    if _EMPTY_LIST.fullmatch(text):
        return {"type": "text", "text": say(language, "nothing_found")}
    whole = _ONLY_JSON.fullmatch(text)
    if not reading.detections or whole is None:
        return {"type": "text", "text": text}
    lines = re.sub(r"\n\s*\n", "\n", html.escape(whole.group(1), quote=False))
    fold = f'<details class="raw"><summary>JSON</summary><pre><code>{lines}</code></pre></details>'
    return {"type": "text", "text": fold}


def drawn_blocks(
    reading: Reading, pictures: Sequence[Picture], language: str = "en"
) -> list[dict[str, Any]]:
    """Chatbot blocks: each picture in which something is located, in full size, and a legend."""
    blocks: list[dict[str, Any]] = []
    links: list[str] = []
    for index in _picture_indices(reading.detections):
        path = draw_file(pictures[index], reading.detections, index)
        if path is not None:
            found = [d for d in reading.detections if d.image_index == index]
            blocks.append({"path": str(path), "alt_text": describe(found)})
            links.append(_download_link(path, language))
    if blocks or reading.notes:
        blocks.append({"type": "text", "text": _legend_html(reading, links, language)})
    return blocks


def draw_history(history: History, pixel_budget: ImageBudget | None = None) -> None:
    """Draw what the answers locate, so that showing them takes no time; CPU work, in a thread."""
    for index, turn in enumerate(history):
        if turn.role == "assistant":
            pictures = pictures_before(history, index)
            drawn_blocks(read_answer(turn.text, pictures, pixel_budget), pictures)


def _picture_indices(detections: Iterable[Detection]) -> list[int]:
    return sorted({detection.image_index for detection in detections})


def draw_file(picture: Picture, detections: Sequence[Detection], index: int = 0) -> Path | None:
    """The picture with its detections as a file; None where the picture or the disk is."""
    source = Path(picture.path)
    key = repr((source.name, picture.source, index, detections))
    folder = source.with_name(f"drawn-{hashlib.sha256(key.encode()).hexdigest()[:32]}")
    path = folder / f"{re.sub(r'[^0-9A-Za-z]+', '-', Path(picture.name).stem)}-boxes.jpg"
    if path.exists():
        return path
    try:
        drawn = draw_detections(flatten(open_in_full(picture)), detections, index)
        folder.mkdir(exist_ok=True)
        partial = folder / f"{uuid.uuid4().hex}.jpg"
        drawn.save(partial, "JPEG", quality=JPEG_QUALITY, subsampling=0)
        return partial.replace(path)
    except (InvalidImage, OSError):
        return None


def _download_link(path: Path, language: str) -> str:
    url = f"gradio_api/file={quote(str(path))}"
    return f'<a href="{url}" download="{path.name}">{say(language, "full_size")}</a>'


def _legend_html(reading: Reading, links: Sequence[str], language: str) -> str:
    """Each label with its colour, its count and its numbers in the picture; what was not read."""
    items = []
    for entry in legend(reading.detections):
        color, ink = (_css(value) for value in (entry.color, text_color(entry.color)))
        marks = "".join(
            f'<span class="mark" style="background:{color};color:{ink}">{number}</span>'
            for number in entry.numbers
        )
        name = html.escape(entry.label or say(language, "no_label"))
        name = name.replace("$", "<span>$</span>")  # else LaTeX
        count = f" × {len(entry.numbers)}" if len(entry.numbers) > 1 else ""
        items.append(f"<span>{marks} {name}{count}</span>")
    sentences = NOTES[language]
    notes = [f"<em>{html.escape(note.to_text(sentences))}</em>" for note in reading.notes]
    total = [f"<strong>{say(language, 'found', count=len(reading.detections))}</strong>"]
    return f'<div class="legend">{" ".join([*total, *items, *links, *notes])}</div>'


def _css(color: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


class LiveDrawing:
    """The detections of one answer while it is written, drawn in a thread as they come."""

    def __init__(self, pictures: Sequence[Picture], pixel_budget: ImageBudget | None) -> None:
        self._pictures = pictures
        self._pixel_budget = pixel_budget
        self._canvases: dict[int, Image.Image] = {}
        self._previews: list[dict[str, str]] = []
        self._count = 0
        self._length = 0
        self._started_s = 0.0
        self._task: asyncio.Task[None] | None = None

    def previews(self, text: str) -> list[dict[str, str]]:
        """What is drawn by now, as data URLs; begins to draw again where there may be more."""
        if self._is_due(text):
            self._started_s, self._length = time.monotonic(), len(text)
            self._task = asyncio.create_task(asyncio.to_thread(self._draw, text))
        return self._previews

    async def close(self) -> None:
        """Wait for the drawing that is being made."""
        if self._task is not None:
            await self._task

    def _is_due(self, text: str) -> bool:
        return (
            _CLOSER.search(text, self._length) is not None
            and (self._task is None or self._task.done())
            and time.monotonic() - self._started_s >= REDRAW_S
            and bool(self._pictures)
        )

    def _draw(self, text: str) -> None:
        detections = read_answer(text, self._pictures, self._pixel_budget).detections
        if len(detections) == self._count:
            return
        with suppress(InvalidImage, OSError):  # the picture is gone: then only its words are shown
            self._previews = [self._preview(i, detections) for i in _picture_indices(detections)]
        self._count = len(detections)

    def _preview(self, index: int, detections: Sequence[Detection]) -> dict[str, str]:
        if index not in self._canvases:
            image = open_in_full(self._pictures[index])
            self._canvases[index] = prepare_canvas(image, PREVIEW_SIDE_PX)
        buffer = io.BytesIO()
        drawn = draw_detections(self._canvases[index], detections, index)
        drawn.save(buffer, "JPEG", quality=PREVIEW_QUALITY)
        url = f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"
        found = [detection for detection in detections if detection.image_index == index]
        return {"url": url, "alt_text": describe(found)}
