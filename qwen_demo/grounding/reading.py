"""Reads the boxes and points in a model's answer, and says what it could not read.

Nothing is guessed: a place is read only where a key or a tag says that it is one (or where an
answer or a fenced block begins with lists of four numbers), in the coordinate space that the caller
names. It must not know pictures, only their sizes.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from qwen_demo.grounding.detection import (
    SCALE,
    Box,
    Detection,
    Point,
    Size,
    merge_duplicates,
    px_to_point_2d,
)
from qwen_demo.grounding.notes import Note
from qwen_demo.grounding.scanner import (
    BOX_KEYS,
    NUMBER,
    OTHER_PLACE_KEYS,
    POINT_KEYS,
    Fields,
    scan,
)

MAX_CHARS = 200_000
MAX_DETECTIONS = 200
MAX_ITEMS = 1000
MAX_NOTES = 10
MAX_LABEL_CHARS = 200
MAX_OVERSHOOT = 50
"""How far outside 0..1000 a coordinate may lie and still mean the edge of the picture."""

LABEL_KEYS = (
    *("label", "labels", "name", "category", "class", "object", "ref", "text_content", "text"),
    *("description", "name_en", "name_zh", "names", "type"),
)
INDEX_KEYS = ("image_index", "img_idx", "image_idx", "img_index")
"""Count from 0, as in cookbooks/think_with_images.ipynb."""
ORDINAL_KEYS = ("image", "picture")
"""Count from 1, as the chat template does ("Picture 1: ")."""

_ORDINAL = re.compile(r"(?:image|picture|图片?|图像)?\s*#?([0-9]{1,4})", re.IGNORECASE)
_NUMBERS_ONLY = re.compile(r"[-+0-9.eE,;\s()\[\]]*")
_CORNER_NAMES = (
    ("x1", "y1", "x2", "y2"),
    ("xmin", "ymin", "xmax", "ymax"),
    ("x_min", "y_min", "x_max", "y_max"),
    ("left", "top", "right", "bottom"),
)
_LIMITS = {"characters": MAX_CHARS, "items": MAX_ITEMS, "different": MAX_DETECTIONS}

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, in the order of the text, and notes on what was not."""

    detections: tuple[Detection, ...] = ()
    notes: tuple[Note, ...] = ()


class _Unreadable(Exception):
    """An item that can't be read: the reason, as in notes.py, and what its sentence tells."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def parse_detections(
    text: str,
    *,
    image_count: int = 1,
    image_index: int = 0,
    pixel_whs: Sequence[Size] | None = None,
    default_label: str = "",
) -> Reading:
    """Read an answer, whole or as far as it has been streamed; never raises.

    Any prefix of an answer gives a prefix of its detections. `image_index` is the picture of items
    that name none, `default_label` the label of items that have none. Numbers are in 0..1000 unless
    `pixel_whs` is given: then they are pixels of pictures of these sizes (with Qwen2.5-VL, of the
    resized picture that it saw); the detections are in 0..1000 all the same.
    """
    scanned = scan(text[:MAX_CHARS])
    items = _Items(image_count, image_index, pixel_whs, default_label)
    found: list[Detection] = []
    problems: list[Note] = []
    for number, fields in enumerate(scanned.items, 1):
        try:
            found += items.read(fields)
        except _Unreadable as error:
            problems.append(Note(error.reason, error.values, number, _label(fields)))
    merged = merge_duplicates(found[:MAX_ITEMS])
    notes = _shorten(problems)
    if scanned.breaks_off:
        notes.append(Note("breaks_off"))
    if len(text) > MAX_CHARS or len(found) > MAX_ITEMS or len(merged) > MAX_DETECTIONS:
        notes.append(Note("too_long", _LIMITS))
    elif repeats := len(found) - len(merged):
        notes.append(Note("repeats", {"count": repeats}))
    return Reading(merged[:MAX_DETECTIONS], tuple(notes))


def _shorten(problems: list[Note]) -> list[Note]:
    more = len(problems) - MAX_NOTES
    return problems[:MAX_NOTES] + ([Note("more", {"count": more})] if more > 0 else [])


@dataclass(frozen=True, slots=True)
class _Items:
    """Turns the scanner's objects into detections, in the coordinate space of one answer."""

    image_count: int
    image_index: int
    pixel_whs: Sequence[Size] | None
    default_label: str

    def read(self, fields: Fields) -> list[Detection]:
        """The detections of one object; several if it has a list of places."""
        for key in OTHER_PLACE_KEYS:
            if key in fields and not any(name in fields for name in (*BOX_KEYS, *POINT_KEYS)):
                raise _Unreadable(key)
        label = _label(fields) or self.default_label
        index = self._index(fields)
        boxes = [self._bbox_2d(box, index) for box in _places(fields, BOX_KEYS, _boxes)]
        points = [self._point_2d(point, index) for point in _places(fields, POINT_KEYS, _points)]
        if len(boxes) == len(points) == 1:
            return [Detection(label, boxes[0], points[0], index)]
        return [Detection(label, box, None, index) for box in boxes] + [
            Detection(label, None, point, index) for point in points
        ]

    def _index(self, fields: Fields) -> int:
        if self.image_count == 1:
            return self.image_index
        for keys, first in ((INDEX_KEYS, 0), (ORDINAL_KEYS, 1)):
            for key in keys:
                index = _ordinal(fields.get(key))
                if index is None:
                    continue
                if not 0 <= index - first < self.image_count:
                    raise _Unreadable(
                        "no_such_picture", key=key, index=index, count=self.image_count
                    )
                return index - first
        return self.image_index

    def _bbox_2d(self, box: Box, index: int) -> Box:
        (x1, y1), (x2, y2) = self._point_2d(box[:2], index), self._point_2d(box[2:], index)
        if x1 == x2 or y1 == y2:
            raise _Unreadable("no_area")
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def _point_2d(self, point: Point, index: int) -> Point:
        if self.pixel_whs is not None:
            point = px_to_point_2d(point, self.pixel_whs[index])
        x, y = point
        least, most = -MAX_OVERSHOOT, SCALE + MAX_OVERSHOOT
        if not (least <= x <= most and least <= y <= most):
            raise _Unreadable("outside")
        return min(max(x, 0.0), float(SCALE)), min(max(y, 0.0), float(SCALE))


def _places(
    fields: Fields, keys: tuple[str, ...], read: Callable[[Any], list[_T] | None]
) -> list[_T]:
    for key in keys:
        if key in fields:
            places = read(fields[key])
            if not places:
                raise _Unreadable("no_coordinates", key=key)
            return places
    return []


def _boxes(value: Any) -> list[Box] | None:
    """The boxes of a value: four numbers, two corners, named sides, or a list of any of these."""
    if isinstance(value, dict):
        value = _sides(value)
    numbers = _numbers(value)
    if numbers is None and isinstance(value, list):
        corners = [_numbers(item) for item in value]
        if [len(corner or ()) for corner in corners] == [2, 2]:
            numbers = [number for corner in corners for number in corner or ()]
        else:
            return _each(value, _boxes)
    if not numbers or len(numbers) % 4 or (len(numbers) > 4 and not isinstance(value, str)):
        return None
    boxes = [(a, b, c, d) for a, b, c, d in zip(*[iter(numbers)] * 4, strict=True)]
    return None if any(_is_fraction(box) for box in boxes) else boxes


def _points(value: Any) -> list[Point] | None:
    """The points of a value: two numbers, x and y by name, or a list of these."""
    if isinstance(value, dict):
        value = [value.get("x"), value.get("y")]
    numbers = _numbers(value)
    if numbers is None and isinstance(value, list):
        return _each(value, _points)
    if numbers is None or len(numbers) != 2 or _is_fraction(numbers):
        return None
    return [(numbers[0], numbers[1])]


def _each(value: list[Any], read: Callable[[Any], list[_T] | None]) -> list[_T] | None:
    """Read every item; None if one can't be read."""
    places: list[_T] = []
    for item in value:
        found = read(item)
        if not found:
            return None
        places += found
    return places


def _is_fraction(numbers: Sequence[float]) -> bool:
    """True for parts of 1 (0.25, 0.5): another coordinate space, which nobody has named."""
    return max(numbers) <= 1 and any(number % 1 for number in numbers)


def _sides(value: Fields) -> list[Any]:
    for names in _CORNER_NAMES:
        if all(name in value for name in names):
            return [value[name] for name in names]
    x, y, width, height = (_numbers([value.get(n)]) for n in ("x", "y", "width", "height"))
    if x and y and width and height:
        return [*x, *y, x[0] + width[0], y[0] + height[0]]
    return []


def _numbers(value: Any) -> list[float] | None:
    """The numbers of a flat list, or of a string that holds nothing else."""
    if isinstance(value, str):
        value = NUMBER.findall(value) if _NUMBERS_ONLY.fullmatch(value) else None
    if not isinstance(value, list):
        return None
    numbers = [_number(item) for item in value]
    return None if None in numbers else [number for number in numbers if number is not None]


def _number(value: Any) -> float | None:
    if isinstance(value, str) and NUMBER.fullmatch(value):
        value = float(value)
    return value if isinstance(value, float) else None


def _label(fields: Fields) -> str:
    """The first label in one line; "" if there is none."""
    for key in LABEL_KEYS:
        value = fields.get(key)
        if isinstance(value, dict):
            value = [*value.values()]
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, float):
            value = f"{value:g}"
        if isinstance(value, str) and value.strip():
            line = " ".join(value.split())[:MAX_LABEL_CHARS]
            return line.encode(errors="replace").decode()
    return ""


def _ordinal(value: Any) -> int | None:
    text = f"{value:g}" if isinstance(value, float) else value
    match = _ORDINAL.fullmatch(text.strip()) if isinstance(text, str) else None
    return int(match.group(1)) if match else None
