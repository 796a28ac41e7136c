"""How many visual tokens a picture should cost, by transformers' own processor: the reference."""

from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image


@cache
def _processor(model: Path) -> Any:
    from transformers import AutoImageProcessor

    return AutoImageProcessor.from_pretrained(model)


def expected_visual_tokens(model: Path, size: tuple[int, int]) -> int:
    """The patches that the model's processor cuts a picture of this size into, merged."""
    processor = _processor(model)
    batch = processor(images=[Image.new("RGB", size)], return_tensors="pt")
    frames, rows, columns = batch["image_grid_thw"][0].tolist()
    return int(frames * rows * columns) // processor.merge_size**2
