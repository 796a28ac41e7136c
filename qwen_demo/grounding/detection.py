"""What a model saw and where: the Detection, its coordinate spaces, and the merging of duplicates.

Qwen3-VL gives coordinates in 0..1000 of the original picture, whatever its shape: x / 1000 * width
(QwenLM/Qwen3-VL, cookbooks/spatial_understanding.ipynb). Pixels here are always those of the
original picture. It must not know how models write their answers, nor how boxes are drawn.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

SCALE = 1000
"""The side of every picture in the space of bbox_2d and point_2d."""

DUPLICATE_IOU = 0.9
"""Two boxes with one label that overlap this much are one: different things hardly ever do."""

Box = tuple[float, float, float, float]
"""x1, y1, x2, y2 with x1 <= x2 and y1 <= y2."""

Point = tuple[float, float]
"""x, y."""

Size = tuple[int, int]
"""Width and height of a picture in pixels."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A named box, a named point, or both; in 0..1000 of picture number image_index (from 0)."""

    label: str
    bbox_2d: Box | None = None
    point_2d: Point | None = None
    image_index: int = 0


def bbox_2d_to_px(bbox_2d: Box, image_wh: Size) -> tuple[int, int, int, int]:
    """A box in 0..1000 as whole pixels, each edge at most half a pixel off."""
    return (*point_2d_to_px(bbox_2d[:2], image_wh), *point_2d_to_px(bbox_2d[2:], image_wh))


def px_to_bbox_2d(box_px: Box, image_wh: Size) -> Box:
    """A box in pixels as 0..1000."""
    return (*px_to_point_2d(box_px[:2], image_wh), *px_to_point_2d(box_px[2:], image_wh))


def point_2d_to_px(point_2d: Point, image_wh: Size) -> tuple[int, int]:
    """A point in 0..1000 as whole pixels, at most half a pixel off."""
    return round(point_2d[0] * image_wh[0] / SCALE), round(point_2d[1] * image_wh[1] / SCALE)


def px_to_point_2d(point_px: Point, image_wh: Size) -> Point:
    """A point in pixels as 0..1000."""
    return point_px[0] * SCALE / image_wh[0], point_px[1] * SCALE / image_wh[1]


def bbox_iou(a: Box, b: Box) -> float:
    """Area of the intersection over area of the union; 0 for boxes that only touch."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)


def merge_duplicates(detections: Iterable[Detection]) -> tuple[Detection, ...]:
    """Keep the first of those that name the same thing in the same place, in order.

    The same place: boxes whose IoU is at least DUPLICATE_IOU, points at most one thousandth apart.
    As the first is kept, what is merged from a prefix is a prefix of what is merged from the whole.
    """
    kept: list[Detection] = []
    cells: dict[tuple[str, int, int, int], list[Detection]] = {}
    for detection in detections:
        column, row = _cell(detection)
        near = (
            other
            for key in product((column - 1, column, column + 1), (row - 1, row, row + 1))
            for other in cells.get((detection.label, detection.image_index, *key), ())
        )
        if not any(_same_place(detection, other) for other in near):
            kept.append(detection)
            own = (detection.label, detection.image_index, column, row)
            cells.setdefault(own, []).append(detection)
    return tuple(kept)


def _cell(detection: Detection) -> tuple[int, int]:
    """Where the first corner lies; of boxes with such an IoU, in the same cell or the next one.

    With an IoU of t, two left edges differ by at most (1 - t) of the greater width.
    """
    side = SCALE * (1 - DUPLICATE_IOU)
    x, y = (detection.bbox_2d or detection.point_2d or (0, 0))[:2]
    return int(x // side), int(y // side)


def _same_place(a: Detection, b: Detection) -> bool:
    if a.bbox_2d and b.bbox_2d:
        return bbox_iou(a.bbox_2d, b.bbox_2d) >= DUPLICATE_IOU
    if a.bbox_2d or b.bbox_2d or a.point_2d is None or b.point_2d is None:
        return False
    return all(abs(p - q) <= 1 for p, q in zip(a.point_2d, b.point_2d, strict=True))
