"""Finds the fonts that text pictures use: two disjoint sets, so that the evaluation reads letters
the training never saw.

Looks in Debian's font folder (packages fonts-dejavu, fonts-liberation, fonts-lato, fonts-open-sans
for training; fonts-freefont-ttf, fonts-roboto-unhinted for the evaluation) or in the folder named
by TRAINING_FONT_DIR. Pillow's built-in font stands in for whatever is missing.
"""

import os
from functools import cache
from pathlib import Path

from PIL import ImageFont

DEBIAN_FONT_DIR = "/usr/share/fonts/truetype"
TRAINING_FONTS = (
    "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSerif", "DejaVuSerif-Bold",
    "DejaVuSansMono", "DejaVuSansMono-Bold", "DejaVuSansCondensed", "DejaVuSansCondensed-Bold",
    "LiberationSans-Regular", "LiberationSans-Bold", "LiberationSerif-Regular",
    "LiberationSerif-Bold", "LiberationMono-Regular", "LiberationSansNarrow-Regular",
    "Lato-Regular", "Lato-Bold", "Lato-Black", "Lato-Italic", "OpenSans-Regular", "OpenSans-Bold",
    "OpenSans-CondBold", "OpenSans-Semibold",
)  # fmt: skip
HELD_OUT_FONTS = (
    "FreeSans", "FreeSansBold", "FreeSerif", "FreeSerifBold", "FreeMonoBold", "Roboto-Regular",
    "Roboto-Bold", "RobotoCondensed-Regular",
)  # fmt: skip


@cache
def font_files(names: tuple[str, ...]) -> tuple[str, ...]:
    """Paths of those fonts of `names` that this machine has."""
    folder = Path(os.environ.get("TRAINING_FONT_DIR", DEBIAN_FONT_DIR))
    found = (
        {path.stem: str(path) for path in sorted(folder.rglob("*.ttf"))} if folder.is_dir() else {}
    )
    return tuple(found[name] for name in names if name in found)


@cache
def _load(path: str | None, height_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if path is None:
        return ImageFont.load_default(height_px)
    return ImageFont.truetype(path, height_px)


def pick_font(rng, names: tuple[str, ...], height_px: int):
    """A random font of the set, or Pillow's own; heights are rounded to 4 px so that the cache
    stays small.
    """
    choices = (
        (*font_files(names), None) if names is TRAINING_FONTS else font_files(names) or (None,)
    )
    return _load(rng.choice(choices), max(10, height_px // 4 * 4))
