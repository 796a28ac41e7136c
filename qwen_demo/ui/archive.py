"""A conversation's detections for other programs: a zip with pictures, COCO and YOLO.

images/...        the pictures as they were uploaded, upright
annotations.json  COCO, file names as in images/
labels/...        YOLO, one file a picture; data.yaml names the classes
"""

import hashlib
import json
import re
import uuid
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from qwen_demo.chat import ImageBudget
from qwen_demo.grounding import (
    Detection,
    Size,
    detections_to_coco,
    detections_to_yolo,
    merge_duplicates,
)
from qwen_demo.media import encode_picture, flatten
from qwen_demo.messages import History, Picture
from qwen_demo.ui.drawn import pictures_before, read_answer
from qwen_demo.ui.uploads import open_in_full

NAME = "detections.zip"


@dataclass(frozen=True, slots=True)
class Located:
    """The pictures of a conversation, each once, and what its answers locate in them."""

    pictures: tuple[Picture, ...]
    detections: tuple[Detection, ...]


def located(history: History, pixel_budget: ImageBudget | None = None) -> Located:
    """All detections of a conversation; the same thing in the same place counts once."""
    pictures: dict[str, Picture] = {}
    found: list[Detection] = []
    for index, turn in enumerate(history):
        if turn.role != "assistant":
            continue
        seen = pictures_before(history, index)
        pictures |= {picture.path: picture for picture in seen if picture.path not in pictures}
        places = {path: place for place, path in enumerate(pictures)}
        for detection in read_answer(turn.text, seen, pixel_budget).detections:
            place = places[seen[detection.image_index].path]
            found.append(replace(detection, image_index=place))
    return Located(tuple(pictures.values()), merge_duplicates(found))


def save_archive(found: Located, folder: Path) -> Path:
    """The zip as a file in the folder, made once. Raises: InvalidImage where a picture is gone."""
    key = hashlib.sha256(repr(found).encode()).hexdigest()[:32]
    path = folder / f"archive-{key}" / NAME
    if path.exists():
        return path
    path.parent.mkdir(exist_ok=True)
    partial = path.with_name(uuid.uuid4().hex)  # of its own, should two pages save the same
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        write_archive(archive, found)
    return partial.replace(path)


def write_archive(archive: zipfile.ZipFile, found: Located) -> None:
    """Pictures one by one, then what is in them."""
    names: list[str] = []
    sizes: list[Size] = []
    for number, picture in enumerate(found.pictures, 1):
        image = open_in_full(picture)
        data, suffix = encode_picture(flatten(image), image.format)
        stem = re.sub(r"[^0-9A-Za-z]+", "-", Path(picture.name).stem)
        names.append(f"{number:03d}-{stem}{suffix}")
        sizes.append(image.size)
        archive.writestr(f"images/{names[-1]}", data, zipfile.ZIP_STORED)
    coco = detections_to_coco(found.detections, names, sizes)
    archive.writestr("annotations.json", json.dumps(coco, ensure_ascii=False, indent=1))
    yolo = detections_to_yolo(found.detections, len(names))
    for name, lines in zip(names, yolo.files, strict=True):
        archive.writestr(f"labels/{Path(name).stem}.txt", lines)
    classes = [f"  {n}: {json.dumps(c, ensure_ascii=False)}" for n, c in enumerate(yolo.names)]
    head = ["path: .", "train: images", "val: images", "names:" if classes else "names: {}"]
    archive.writestr("data.yaml", "\n".join([*head, *classes, ""]))
