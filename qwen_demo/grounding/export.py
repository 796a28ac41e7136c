"""Detections for other programs: the API's JSON, COCO and YOLO.

It must not know files or pictures, only names and sizes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qwen_demo.grounding.detection import (
    SCALE,
    Box,
    Detection,
    Size,
    bbox_2d_to_px,
    point_2d_to_px,
)


@dataclass(frozen=True, slots=True)
class YoloLabels:
    """The class names in order of their number, and the text of one label file per picture."""

    names: tuple[str, ...]
    files: tuple[str, ...]


def to_openai(detections: Iterable[Detection], image_whs: Sequence[Size]) -> list[dict[str, Any]]:
    """The API's JSON: *_2d in 0..1000, *_px in pixels of the original picture of image_whs."""
    return [_to_json(detection, image_whs[detection.image_index]) for detection in detections]


def _to_json(detection: Detection, image_wh: Size) -> dict[str, Any]:
    box, point = detection.bbox_2d, detection.point_2d
    return {
        "label": detection.label,
        "bbox_2d": box and [_plain(value) for value in box],
        "bbox_px": box and list(bbox_2d_to_px(box, image_wh)),
        "point_2d": point and [_plain(value) for value in point],
        "point_px": point and list(point_2d_to_px(point, image_wh)),
        "image_index": detection.image_index,
    }


def _plain(value: float) -> float:
    """12.0 as 12, as models write it; other values to a thousandth of a thousandth."""
    return int(value) if value == int(value) else round(value, 3)


def detections_to_coco(
    detections: Iterable[Detection], file_names: Sequence[str], image_whs: Sequence[Size]
) -> dict[str, Any]:
    """The COCO object detection format (cocodataset.org, "Data format"); ids count from 1.

    bbox is [x, y, width, height] in pixels. A point is an annotation with one visible keypoint.
    """
    detections = list(detections)
    names = _names(detections)
    return {
        "images": [
            {"id": number, "file_name": name, "width": wh[0], "height": wh[1]}
            for number, (name, wh) in enumerate(zip(file_names, image_whs, strict=True), 1)
        ],
        "categories": [
            {"id": number, "name": name, "keypoints": ["point"], "skeleton": []}
            for number, name in enumerate(names, 1)
        ],
        "annotations": [
            {
                "id": number,
                "image_id": detection.image_index + 1,
                "category_id": names.index(detection.label) + 1,
                **_to_coco(detection, image_whs[detection.image_index]),
            }
            for number, detection in enumerate(detections, 1)
        ],
    }


def _to_coco(detection: Detection, image_wh: Size) -> dict[str, Any]:
    """One annotation without its ids; a point's box is empty."""
    px = (image_wh[0] / SCALE, image_wh[1] / SCALE)
    x1, y1, x2, y2 = detection.bbox_2d or (*(detection.point_2d or (0, 0)),) * 2
    box = [x1 * px[0], y1 * px[1], (x2 - x1) * px[0], (y2 - y1) * px[1]]
    annotation = {"bbox": box, "area": box[2] * box[3], "iscrowd": 0, "segmentation": []}
    if point := detection.point_2d:
        keypoints = [point[0] * px[0], point[1] * px[1], 2]
        annotation |= {"keypoints": keypoints, "num_keypoints": 1}
    return annotation


def detections_to_yolo(detections: Iterable[Detection], image_count: int) -> YoloLabels:
    """The YOLO detection format: a line "class x_center y_center width height" a box, in 0..1.

    Points are left out: the format has none.
    """
    boxes = [(d, d.bbox_2d) for d in detections if d.bbox_2d]
    names = _names(detection for detection, _ in boxes)
    lines: list[list[str]] = [[] for _ in range(image_count)]
    for detection, box in boxes:
        lines[detection.image_index].append(f"{names.index(detection.label)} {_to_yolo(box)}\n")
    return YoloLabels(tuple(names), tuple("".join(file) for file in lines))


def _to_yolo(box: Box) -> str:
    x1, y1, x2, y2 = (value / SCALE for value in box)
    return f"{(x1 + x2) / 2:.6f} {(y1 + y2) / 2:.6f} {x2 - x1:.6f} {y2 - y1:.6f}"


def _names(detections: Iterable[Detection]) -> list[str]:
    """The labels in order of first appearance."""
    return list(dict.fromkeys(detection.label for detection in detections))
