"""What the vision tower is taught about each cell of a picture: the dense labels of a throw-away
head.

Labels are class numbers, IGNORE where the picture gives no answer.
"""

import numpy as np
from PIL import Image, ImageDraw

from training.grid import MAX_CELLS, core_cells
from training.placing import SIDE_MARGIN, SIZE_RATIO, along, region
from training.world import BACKGROUNDS, COLOURS, LETTERS, SHAPES, Scene

IGNORE = -1
KINDS = ("shapes", "text", "blank", "clutter")
FLAGS = ("right", "above", "below", "largest", "smallest")
HEADS = {  # name: number of classes
    "shape": 2 + len(SHAPES),
    "colour": 1 + len(COLOURS),
    "letter": 1 + len(LETTERS),
    "core": 2,
    "rank": 4,
    "count": 5,
    "region": 9,
    "background": len(BACKGROUNDS),
    "kind": len(KINDS),
    **dict.fromkeys(FLAGS, 2),
}
COLUMN = {name: i for i, name in enumerate(HEADS)}
MAP_PX = 8  # resolution of the ownership map, per cell
MIN_COVER = 0.1
NO_BOX = -1.0


def owner_map(scene: Scene, rows: int, columns: int) -> np.ndarray:
    """int [rows * columns]: 1 + the number of the thing or letter that covers most of each cell, 0
    for none.
    """
    width, height = columns * MAP_PX, rows * MAP_PX
    canvas = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(canvas)
    for i, (x1, y1, x2, y2) in enumerate(scene.letters):
        pen.rectangle((x1 * width, y1 * height, x2 * width, y2 * height), fill=i + 1)
    for i, thing in enumerate(scene.things):
        pen.polygon([(x * width, y * height) for x, y in thing.outline], fill=i + 1)
    cells = (
        np.asarray(canvas)
        .reshape(rows, MAP_PX, columns, MAP_PX)
        .transpose(0, 2, 1, 3)
        .reshape(rows * columns, -1)
    )
    cover = np.stack([(cells == i).mean(1) for i in range(1, 5)], 1)
    return np.where(cover.max(1) >= MIN_COVER, cover.argmax(1) + 1, 0)


def flags_of(scene: Scene) -> dict[str, int | None]:
    """For each extreme the thing that holds it, None in doubt."""
    if len(scene.things) < 2:
        return dict.fromkeys(FLAGS)
    found: dict[str, int | None] = {}
    for flag in FLAGS:
        if flag in ("largest", "smallest"):
            order = sorted(
                range(len(scene.things)),
                key=lambda i: scene.things[i].area,
                reverse=flag == "smallest",
            )
            a, b = scene.things[order[-1]].area, scene.things[order[-2]].area
            clear = max(a, b) >= SIZE_RATIO * min(a, b)
        else:
            order = sorted(range(len(scene.things)), key=lambda i: along(scene.things[i], flag))
            clear = (
                along(scene.things[order[-1]], flag) - along(scene.things[order[-2]], flag)
                >= SIDE_MARGIN
            )
        found[flag] = order[-1] if clear else None
    return found


def cell_labels(scene: Scene, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """int8 [MAX_CELLS, heads] and float16 boxes [MAX_CELLS, 4] (NO_BOX where there is none)."""
    labels = np.full((MAX_CELLS, len(HEADS)), IGNORE, np.int8)
    boxes = np.full((MAX_CELLS, 4), NO_BOX, np.float16)
    cells = rows * columns
    labels[:cells, COLUMN["kind"]] = KINDS.index(scene.kind)
    if scene.kind == "clutter":
        return labels, boxes
    for name in ("shape", "colour", "letter", "core"):
        labels[:cells, COLUMN[name]] = 0
    labels[:cells, COLUMN["background"]] = list(BACKGROUNDS).index(scene.background)
    labels[:cells, COLUMN["count"]] = len(scene.things) if scene.kind != "text" else IGNORE
    owners = owner_map(scene, rows, columns)
    _label_things(scene, rows, columns, owners, labels, boxes)
    _label_letters(scene, rows, columns, owners, labels)
    return labels, boxes


def _claim(
    owners: np.ndarray, index: int, box, rows: int, columns: int, labels: np.ndarray
) -> np.ndarray:
    core = core_cells(box, rows, columns)
    labels[: rows * columns][core, COLUMN["core"]] = 1
    return np.flatnonzero((owners == index + 1) | core)


def _label_things(
    scene: Scene, rows: int, columns: int, owners, labels: np.ndarray, boxes: np.ndarray
) -> None:
    flags = flags_of(scene)
    for i, thing in enumerate(scene.things):
        cells = _claim(owners, i, thing.box, rows, columns, labels)
        place = region(thing)
        labels[cells, COLUMN["shape"]] = 1 + SHAPES.index(thing.shape)
        labels[cells, COLUMN["colour"]] = 1 + list(COLOURS).index(thing.colour)
        labels[cells, COLUMN["rank"]] = i
        labels[cells, COLUMN["region"]] = IGNORE if place is None else place[0] * 3 + place[1]
        boxes[cells] = thing.box
        for flag, holder in flags.items():
            labels[cells, COLUMN[flag]] = IGNORE if holder is None else int(holder == i)


def _label_letters(scene: Scene, rows: int, columns: int, owners, labels: np.ndarray) -> None:
    for i, box in enumerate(scene.letters):
        cells = _claim(owners, i, box, rows, columns, labels)
        labels[cells, COLUMN["shape"]] = 1 + len(SHAPES)
        labels[cells, COLUMN["colour"]] = 1 + list(COLOURS).index(scene.text_colour)
        labels[cells, COLUMN["letter"]] = 1 + LETTERS.index(scene.text[i])
        labels[cells, COLUMN["rank"]] = i
