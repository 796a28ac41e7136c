"""From a model's answer to detections, and from detections to pixels and exports (stdlib only).

detection.py holds the data and the coordinate spaces, scanner.py finds objects in text, reading.py
reads them, notes.py says what it could not read, export.py writes them for other programs.
"""

from qwen_demo.grounding.detection import (
    Box,
    Detection,
    Point,
    Size,
    bbox_2d_to_px,
    bbox_iou,
    merge_duplicates,
    point_2d_to_px,
    px_to_bbox_2d,
    px_to_point_2d,
)
from qwen_demo.grounding.export import (
    YoloLabels,
    detections_to_coco,
    detections_to_yolo,
    to_openai,
)
from qwen_demo.grounding.notes import Note
from qwen_demo.grounding.reading import Reading, parse_detections

__all__ = [
    "Box",
    "Detection",
    "Note",
    "Point",
    "Reading",
    "Size",
    "YoloLabels",
    "bbox_2d_to_px",
    "bbox_iou",
    "detections_to_coco",
    "detections_to_yolo",
    "merge_duplicates",
    "parse_detections",
    "point_2d_to_px",
    "px_to_bbox_2d",
    "px_to_point_2d",
    "to_openai",
]
