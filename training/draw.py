"""Draws the training pictures with Pillow and returns each with its truth. The evaluation's
renderer is held_out.py.
"""

import io
import math
from functools import cache
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw

from training.clutter import draw_clutter
from training.fonts import TRAINING_FONTS, pick_font
from training.layout import pick_background, pick_colour, place_things
from training.world import LETTERS, Scene, Thing

KINDS = {"shapes": 0.72, "text": 0.17, "blank": 0.03, "clutter": 0.08}
# A lone O, or one among mixed digits and letters, looks like a 0 in most fonts; so do I and 1.
CLEAR_LETTERS = "".join(c for c in LETTERS if c not in "0O1I")
WORDS = [
    "STOP",
    "OPEN",
    "EXIT",
    "SALE",
    "HOME",
    "CAFE",
    "TAXI",
    "HELP",
    "PLAY",
    "GO",
    "NO",
    "YES",
    "UP",
    "DOWN",
    "ON",
    "OFF",
    "IN",
    "OUT",
    "HI",
    "OK",
    "BUS",
    "CAR",
    "CAT",
    "DOG",
    "SUN",
    "TOP",
    "BOX",
    "RED",
    "ONE",
    "TWO",
    "SIX",
    "TEN",
    "NEW",
    "OLD",
    "HOT",
    "ICE",
    "ART",
    "MAP",
    "KEY",
    "PIZZA",
]
NOISE_TILE_PX = 1024


def pick_size(rng) -> tuple[int, int]:
    """Width and height in pixels, from thumbnails to screens; mostly mild aspect ratios."""
    area_side = math.exp(rng.uniform(math.log(64), math.log(640)))
    stretch = math.exp(rng.uniform(-0.55, 0.55) if rng.random() < 0.9 else rng.uniform(-1.0, 1.0))
    root = math.sqrt(stretch)
    return max(48, round(area_side * root)), max(48, round(area_side / root))


def pick_text(rng) -> str:
    length = rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 4))
    style = rng.random()
    if length == 1:
        return rng.choice(CLEAR_LETTERS + "01")
    if style < 0.3:
        return "".join(rng.choice("0123456789") for _ in range(length))
    if style < 0.6:
        return "".join(rng.choice(LETTERS[10:]) for _ in range(length))
    if style < 0.7:
        return rng.choice([word for word in WORDS if len(word) <= 4])
    return "".join(rng.choice(CLEAR_LETTERS) for _ in range(length))


@cache
def _noise_tile() -> np.ndarray:
    rng = np.random.default_rng(7)
    return rng.normal(0, 1, (NOISE_TILE_PX, NOISE_TILE_PX, 3)).astype(np.float32)


def add_noise(rng, picture: Image.Image, sigma: float) -> Image.Image:
    width, height = picture.size
    if max(width, height) > NOISE_TILE_PX:
        return picture
    x, y = rng.randint(0, NOISE_TILE_PX - width), rng.randint(0, NOISE_TILE_PX - height)
    noisy = np.asarray(picture, np.float32) + _noise_tile()[y : y + height, x : x + width] * sigma
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


def canvas(rng, width: int, height: int, rgb, gradient: bool) -> Image.Image:
    if not gradient:
        return Image.new("RGB", (width, height), rgb)
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    angle = rng.uniform(0, 2 * math.pi)
    ramp = (x * math.cos(angle) + y * math.sin(angle)) * rng.uniform(5, 20)
    return Image.fromarray((np.array(rgb) + ramp[..., None]).clip(0, 255).astype(np.uint8))


def recompress(rng, picture: Image.Image) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=rng.randint(40, 95))
    return Image.open(buffer).convert("RGB")


def _draw_placements(rng, picture: Image.Image, placements, background, scale: int) -> None:
    pen = ImageDraw.Draw(picture)
    edged = rng.random() < 0.1 and sum(background) > 450
    edge_px = max(1, round(min(picture.size) * 0.008)) * scale
    for placement in placements:
        points = [(x * scale, y * scale) for x, y in placement.outline_px]
        outline = (0, 0, 0) if edged and placement.colour != "black" else None
        if placement.shape == "circle":
            box = [v * scale for v in placement.box_px]
            pen.ellipse(box, fill=placement.rgb, outline=outline, width=edge_px if outline else 1)
        else:
            pen.polygon(
                points, fill=placement.rgb, outline=outline, width=edge_px if outline else 1
            )


def draw_shapes(rng, width: int, height: int, blank: bool = False) -> tuple[Image.Image, Scene]:
    name, rgb = pick_background(rng)
    scale = 2 if width * height < 160_000 and rng.random() < 0.6 else 1
    placements = [] if blank else place_things(rng, width, height, rgb)
    picture = canvas(rng, width * scale, height * scale, rgb, rng.random() < 0.15)
    _draw_placements(rng, picture, placements, rgb, scale)
    things = []
    for p in placements:
        x1, y1, x2, y2 = p.box_px
        outline = tuple((x / width, y / height) for x, y in p.outline_px)
        things.append(
            Thing(p.shape, p.colour, (x1 / width, y1 / height, x2 / width, y2 / height), outline)
        )
    kind = "shapes" if things else "blank"
    return picture.resize((width, height), Image.Resampling.BOX), Scene(kind, name, tuple(things))


def _fit_font(rng, text: str, width: int, height: int):
    font = pick_font(rng, TRAINING_FONTS, round(height * rng.uniform(0.3, 0.95)))
    too_wide = font.getlength(text) / (width * 0.92)
    if too_wide <= 1:
        return font
    return font.font_variant(size=max(10, int(font.size / too_wide)))


def _letter_boxes(font, text: str, x: float, bounds, width: int, height: int):
    edges = [x + font.getlength(text[:i]) for i in range(len(text) + 1)]
    top, bottom = bounds[1] / height, bounds[3] / height
    return tuple((a / width, top, b / width, bottom) for a, b in pairwise(edges))


def draw_text(rng, width: int, height: int) -> tuple[Image.Image, Scene]:
    name, rgb = pick_background(rng)
    colour, ink = pick_colour(rng, rgb)
    text = pick_text(rng)
    picture = canvas(rng, width, height, rgb, rng.random() < 0.15)
    font = _fit_font(rng, text, width, height)
    left, top, right, bottom = font.getbbox(text)
    x = rng.uniform(0, max(0, width - (right - left))) - left
    y = rng.uniform(0, max(0, height - (bottom - top))) - top
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).text((x, y), text, font=font, fill=255)
    if rng.random() < 0.4:
        middle = (x + (left + right) / 2, y + (top + bottom) / 2)
        mask = mask.rotate(rng.uniform(-5, 5), Image.Resampling.BILINEAR, center=middle)
    picture.paste(ink, mask=mask)
    boxes = _letter_boxes(font, text, x, (0, y + top, 0, y + bottom), width, height)
    return picture, Scene("text", name, (), text, colour, boxes)


def draw_picture(rng, kind: str | None = None) -> tuple[Image.Image, Scene]:
    """A random picture of the training world and its truth."""
    kind = kind or rng.choices(list(KINDS), list(KINDS.values()))[0]
    width, height = pick_size(rng)
    if kind == "clutter":
        picture, scene = draw_clutter(rng, width, height), Scene("clutter")
    elif kind == "text":
        picture, scene = draw_text(rng, width, max(height, width // 4))
    else:
        picture, scene = draw_shapes(rng, width, height, blank=kind == "blank")
    if rng.random() < 0.15:
        picture = add_noise(rng, picture, rng.uniform(2, 14))
    if rng.random() < 0.3:
        picture = recompress(rng, picture)
    return picture, scene
