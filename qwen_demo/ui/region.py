"""A region that a person marked on a picture: checked, cut out, and said to the model."""

import html
import math
import uuid
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from qwen_demo.chat import ImageBudget
from qwen_demo.grounding import Box, bbox_2d_to_px
from qwen_demo.grounding.detection import SCALE
from qwen_demo.media import encode_picture, resized_wh
from qwen_demo.messages import Picture
from qwen_demo.ui.texts import say
from qwen_demo.ui.uploads import PictureRules, open_in_full, uploads_to_pictures


def read_region(values: Sequence[float | None]) -> Box:
    """The region as a bbox_2d. Raises: ValueError where it is none, or has no area."""
    x1, y1, x2, y2 = (math.nan if value is None else float(value) for value in values)
    if not (0 <= x1 < x2 <= SCALE and 0 <= y1 < y2 <= SCALE):
        raise ValueError(values)
    return x1, y1, x2, y2


def crop_picture(picture: Picture, region: Box, rules: PictureRules) -> Picture:
    """The region as a picture of its own, cut from the picture's upload. Raises: InvalidImage."""
    image = open_in_full(picture)
    (left, right), (top, bottom) = (
        (math.floor(low * side / SCALE), math.ceil(high * side / SCALE))
        for low, high, side in zip(region[:2], region[2:], image.size, strict=True)
    )
    data, suffix = encode_picture(
        image.crop((left, top, right, bottom)).convert("RGB"), image.format
    )
    path = rules.folder / f"{uuid.uuid4().hex}{suffix}"
    path.write_bytes(data)
    corners = " ".join(f"{value:g}" for value in region)
    (crop,) = uploads_to_pictures([str(path)], rules)
    return replace(crop, name=f"{Path(picture.name).stem} [{corners}]")


def region_to_prompt(
    question: str,
    region: Box,
    number: int,
    language: str,
    *,
    is_enlarged: bool,
    pixels_of: tuple[Picture, ImageBudget] | None = None,
) -> str:
    """The question with the region in words: in 0..1000, or in pixels as the model sees them.

    `number` is the picture's place among those that are sent, from 1.
    """
    corners: Sequence[float] = region
    if pixels_of is not None:
        picture, budget = pixels_of
        corners = bbox_2d_to_px(region, resized_wh(picture.image_wh, budget))
    box = f"[{', '.join(f'{value:g}' for value in corners)}]"
    told = say(language, "region_prompt", number=number, box=box)
    enlarged = say(language, "region_enlarged") if is_enlarged else ""
    return f"{question}\n\n{told}{enlarged}"


def region_html(picture: Picture | None) -> str:
    """The picture to drag a box on; empty where there is none."""
    if picture is None:
        return ""
    url = f"gradio_api/file={quote(picture.path)}"
    alt = html.escape(picture.name, quote=True)
    return (
        f'<div class="region"><img src="{url}" alt="{alt}" draggable="false">'
        '<div class="region-box"></div></div>'
    )
