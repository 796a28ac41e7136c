"""From a picture to the patches the vision tower reads, exactly as Qwen3-VL's image processor does
it, padded to one static shape.
"""

import math

import numpy as np
from PIL import Image

PATCH_PX = 16
CELL_PX = 32  # one language-model token: 2 x 2 patches
MIN_CELLS = 49
MAX_CELLS = 100
MAX_PATCHES = MAX_CELLS * 4
PATCH_VALUES = PATCH_PX * PATCH_PX * 3


def grid_of(width: int, height: int) -> tuple[int, int]:
    """Rows and columns of 32-pixel cells for a picture of this size (transformers' smart_resize for
    Qwen2-VL).
    """
    rows, columns = round(height / CELL_PX), round(width / CELL_PX)
    if rows * columns > MAX_CELLS:
        shrink = math.sqrt(height * width / (MAX_CELLS * CELL_PX**2))
        rows = max(1, math.floor(height / shrink / CELL_PX))
        columns = max(1, math.floor(width / shrink / CELL_PX))
    elif rows * columns < MIN_CELLS:
        grow = math.sqrt(MIN_CELLS * CELL_PX**2 / (height * width))
        rows, columns = math.ceil(height * grow / CELL_PX), math.ceil(width * grow / CELL_PX)
    return rows, columns


def picture_to_patches(picture: Image.Image, rows: int, columns: int) -> np.ndarray:
    """uint8 [MAX_PATCHES, 768]: patches in the processor's order (cell by cell, 2 x 2 inside), each
    as y, x, channel.
    """
    resized = picture.resize((columns * CELL_PX, rows * CELL_PX), Image.Resampling.BICUBIC)
    pixels = np.asarray(resized, np.uint8).reshape(rows, 2, PATCH_PX, columns, 2, PATCH_PX, 3)
    patches = pixels.transpose(0, 3, 1, 4, 2, 5, 6).reshape(rows * columns * 4, PATCH_VALUES)
    padded = np.zeros((MAX_PATCHES, PATCH_VALUES), np.uint8)
    padded[: len(patches)] = patches
    return padded


def cell_centres(rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """x and y of each cell's centre as shares of the picture, in reading order."""
    y, x = np.divmod(np.arange(rows * columns), columns)
    return (x + 0.5) / columns, (y + 0.5) / rows


def core_cells(box, rows: int, columns: int) -> np.ndarray:
    """bool [rows * columns]: the cells in the middle of the box, at least the one nearest its
    centre.
    """
    x, y = cell_centres(rows, columns)
    dx, dy = x - (box[0] + box[2]) / 2, y - (box[1] + box[3]) / 2
    core = (abs(dx) < (box[2] - box[0]) * 0.32) & (abs(dy) < (box[3] - box[1]) * 0.32)
    core[int(((dx * columns) ** 2 + (dy * rows) ** 2).argmin())] = True
    return core
