"""The boxes and points of an answer, drawn on the pictures that it is about.

Derived from the history each time it is shown, and never kept in it: the file is named by what is
drawn, so showing an answer again draws nothing again.
"""

import hashlib
import html
import uuid
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image

from qwen_demo.drawing import describe, draw_detections, prepare_canvas
from qwen_demo.grounding import Detection, parse_detections
from qwen_demo.messages import History, Picture

MARKS = ("bbox_2d", "point_2d", "<box>", "<|box_start|>")
JPEG_QUALITY = 90


def pictures_before(history: History, index: int) -> tuple[Picture, ...]:
    """The pictures that the model saw when it wrote a turn, in order."""
    earlier = (picture for turn in history[:index] for picture in turn.pictures)
    return tuple(picture for picture in earlier if not picture.is_excluded)


def drawn_blocks(text: str, pictures: Sequence[Picture]) -> list[dict[str, Any]]:
    """Chatbot blocks: each picture in which the text locates something, and the same in words."""
    if not pictures or not any(mark in text for mark in MARKS):
        return []
    detections = _detections(text, len(pictures))
    blocks: list[dict[str, Any]] = []
    for index in sorted({detection.image_index for detection in detections}):
        path = _drawn_file(pictures[index], detections, index)
        if path is not None:
            found = [detection for detection in detections if detection.image_index == index]
            blocks.append({"path": str(path), "alt_text": describe(found)})
    if blocks:
        caption = html.escape(describe(detections))
        blocks.append({"type": "text", "text": f'<small class="stats">{caption}</small>'})
    return blocks


@lru_cache(maxsize=512)
def _detections(text: str, image_count: int) -> tuple[Detection, ...]:
    """What the text locates; items that name no picture are about the one sent last."""
    reading = parse_detections(text, image_count=image_count, image_index=image_count - 1)
    return tuple(reading.detections)


def _drawn_file(picture: Picture, detections: Sequence[Detection], index: int) -> Path | None:
    """The picture with its detections as a file beside it; None where the picture is gone."""
    source = Path(picture.path)
    key = hashlib.sha256(repr((source.name, index, detections)).encode()).hexdigest()
    path = source.with_name(f"drawn-{key}.jpg")
    if path.exists():
        return path
    try:
        with Image.open(source) as image:
            drawn = draw_detections(prepare_canvas(image), detections, index)
    except OSError:
        return None
    partial = source.with_name(f"{uuid.uuid4().hex}.jpg")
    drawn.save(partial, "JPEG", quality=JPEG_QUALITY)
    return partial.replace(path)
