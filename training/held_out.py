"""Draws the evaluation's pictures: numpy and signed distances instead of Pillow's polygons, other
fonts, sizes and colours.

Training never imports this module. The truth is measured on the drawn pixels: a box is where a
shape's mask is.
"""

import colorsys
import io
import math

import numpy as np
from PIL import Image, ImageDraw

from training.fonts import HELD_OUT_FONTS, pick_font
from training.world import BACKGROUNDS, SHAPES, Box, Rgb, Scene, Thing

SIZES_WH = (
    (64, 64), (96, 72), (128, 128), (160, 240), (256, 256), (320, 200), (333, 517), (400, 300),
    (480, 640), (512, 512), (640, 360), (800, 600), (768, 1024), (1280, 720), (1600, 1200),
    (2048, 2048),
)  # fmt: skip
INKS: dict[str, Rgb] = {
    "red": (235, 20, 25), "green": (20, 150, 45), "blue": (25, 60, 235), "yellow": (250, 230, 20),
    "orange": (250, 145, 10), "purple": (130, 30, 155), "pink": (255, 130, 190),
    "brown": (125, 70, 30), "black": (12, 12, 12), "white": (252, 252, 252),
    "gray": (135, 135, 135), "cyan": (10, 225, 235),
}  # fmt: skip
PAPERS: dict[str, Rgb] = {
    "white": (253, 253, 253), "black": (10, 10, 10), "gray": (140, 140, 140),
    "light blue": (185, 215, 240), "light green": (195, 235, 195), "light yellow": (252, 246, 198),
    "dark blue": (15, 20, 95), "brown": (130, 82, 48),
}  # fmt: skip
MIN_COLOUR_DISTANCE = 100.0
CHARACTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def _distance(shape: str, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """How far outside the unit shape each point is, negative inside; v points down."""
    if shape == "circle":
        return np.hypot(u, v) - 0.95
    if shape == "square":
        return np.maximum(abs(u), abs(v)) - 0.75
    if shape == "diamond":
        return (abs(u) * 1.25 + abs(v)) / 1.6 - 0.6
    if shape == "cross":
        tall = np.maximum(abs(u) - 0.3, abs(v) - 0.95)
        wide = np.maximum(abs(u) - 0.95, abs(v) - 0.3)
        return np.minimum(tall, wide)
    if shape == "triangle":
        return np.maximum(0.866 * abs(u) - 0.5 * v, v) - 0.46
    return _star_distance(u, v)


def _star_distance(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """A five-pointed star by folding the plane onto one tenth of it."""
    sector = 2 * math.pi / 5
    angle = np.mod(np.arctan2(u, -v) + sector / 2, sector) - sector / 2
    radius = np.hypot(u, v)
    px, py = radius * np.cos(angle), abs(radius * np.sin(angle))
    tip, notch = np.array([1.0, 0.0]), 0.42 * np.array([math.cos(sector / 2), math.sin(sector / 2)])
    edge = notch - tip
    normal = np.array([-edge[1], edge[0]]) / np.hypot(*edge)
    inside = (px - tip[0]) * normal[0] + (py - tip[1]) * normal[1]
    return -inside


def _shifted(rng, rgb: Rgb) -> Rgb:
    """The colour a little lighter or darker, its hue a little turned."""
    h, lightness, s = colorsys.rgb_to_hls(*(value / 255 for value in rgb))
    h += rng.uniform(-0.012, 0.012)
    lightness = min(1, max(0, lightness + rng.uniform(-0.03, 0.03)))
    return tuple(round(value * 255) for value in colorsys.hls_to_rgb(h % 1, lightness, s))


def _blank_canvas(rng, width: int, height: int, rgb: Rgb) -> np.ndarray:
    """float32 [height, width, 3] in one colour, now and then with a glow."""
    canvas = np.empty((height, width, 3), np.float32)
    canvas[:] = rgb
    if rng.random() < 0.15:
        x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)[:, None]
        glow = np.hypot(x - width * rng.random(), y - height * rng.random()) / max(width, height)
        canvas += (glow[..., None] - 0.5) * rng.uniform(-30, 30)
    return canvas


def _paint(canvas: np.ndarray, cover: np.ndarray, rgb: Rgb) -> None:
    canvas += cover[..., None] * (np.array(rgb, np.float32) - canvas)


def _draw_shape(
    rng, canvas: np.ndarray, shape: str, centre, radius: float, rgb: Rgb, smooth: bool
) -> Box:
    """Paints the shape and returns its box as seen in the pixels."""
    height, width = canvas.shape[:2]
    x1, y1 = (max(0, int(value - radius * 1.2)) for value in centre)
    x2, y2 = (
        min(width, int(centre[0] + radius * 1.2) + 1),
        min(height, int(centre[1] + radius * 1.2) + 1),
    )
    turn = math.radians(rng.uniform(-8, 8)) if rng.random() < 0.5 else 0.0
    dx = (np.arange(x1, x2) + 0.5 - centre[0])[None] / radius
    dy = (np.arange(y1, y2) + 0.5 - centre[1])[:, None] / radius
    u, v = dx * math.cos(turn) + dy * math.sin(turn), dy * math.cos(turn) - dx * math.sin(turn)
    distance_px = _distance(shape, u, v) * radius
    cover = np.clip(0.5 - distance_px, 0, 1) if smooth else (distance_px < 0).astype(np.float32)
    _paint(canvas[y1:y2, x1:x2], cover.astype(np.float32), rgb)
    rows, columns = np.flatnonzero((cover > 0.5).any(1)), np.flatnonzero((cover > 0.5).any(0))
    return (
        (x1 + columns[0]) / width,
        (y1 + rows[0]) / height,
        (x1 + columns[-1] + 1) / width,
        (y1 + rows[-1] + 1) / height,
    )


def _contrasting(rng, paper: Rgb) -> tuple[str, Rgb]:
    while True:
        name = rng.choice(list(INKS))
        ink = _shifted(rng, INKS[name])
        if math.dist(ink, paper) >= MIN_COLOUR_DISTANCE:
            return name, ink


def _places(rng, count: int, width: int, height: int) -> list[tuple[float, float, float]]:
    """Centres and radii in pixels, clear of each other, their centres well apart from left to
    right.
    """
    side = min(width, height)
    largest = {1: 0.42, 2: 0.30, 3: 0.25, 4: 0.21}[count]
    while True:
        chosen: list[tuple[float, float, float]] = []
        for _ in range(80):
            r = side * rng.uniform(0.1, largest)
            x, y = rng.uniform(r, width - r), rng.uniform(r, height - r)
            if all(
                math.hypot(x - a, y - b) > (r + c) * 1.08 and abs(x - a) > 0.07 * width
                for a, b, c in chosen
            ):
                chosen.append((x, y, r))
            if len(chosen) == count:
                return chosen


def _finish(rng, canvas: np.ndarray) -> Image.Image:
    rgb = canvas
    if rng.random() < 0.15:
        generator = np.random.default_rng(rng.randrange(1 << 30))
        rgb = rgb + generator.uniform(-1, 1, rgb.shape[:2])[..., None] * rng.uniform(4, 18)
    picture = Image.fromarray(rgb.clip(0, 255).astype(np.uint8))
    if rng.random() < 0.2:
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=rng.randint(55, 95), subsampling=rng.choice((0, 2)))
        picture = Image.open(buffer).convert("RGB")
    return picture


def shapes_picture(rng, count: int, size_wh: tuple[int, int]) -> tuple[Image.Image, Scene]:
    """A picture of `count` shapes; none makes it blank."""
    background = rng.choice(list(BACKGROUNDS))
    paper = _shifted(rng, PAPERS[background])
    canvas = _blank_canvas(rng, *size_wh, paper)
    smooth = rng.random() < 0.75
    things = []
    for x, y, radius in _places(rng, count, *size_wh) if count else []:
        shape = rng.choice(SHAPES)
        colour, ink = _contrasting(rng, paper)
        things.append(
            Thing(shape, colour, _draw_shape(rng, canvas, shape, (x, y), radius, ink, smooth))
        )
    things.sort(key=lambda thing: thing.centre[0])
    return _finish(rng, canvas), Scene("shapes" if things else "blank", background, tuple(things))


def text_picture(
    rng, size_wh: tuple[int, int], text: str | None = None
) -> tuple[Image.Image, Scene]:
    """A picture of one to four characters, a little turned, in a font that training lacks."""
    width, height = size_wh
    background = rng.choice(list(BACKGROUNDS))
    paper = _shifted(rng, PAPERS[background])
    canvas = _blank_canvas(rng, width, height, paper)
    text = text or "".join(rng.choice(CHARACTERS) for _ in range(rng.randint(1, 4)))
    colour, ink = _contrasting(rng, paper)
    font = pick_font(
        rng, HELD_OUT_FONTS, round(min(height * rng.uniform(0.4, 0.8), 1.3 * width / len(text)))
    )
    while font.getlength(text) > width * 0.88:
        font = font.font_variant(size=int(font.size * 0.9))
    mask = Image.new("L", size_wh, 0)
    spare_x, spare_y = (width - font.getlength(text)) / 2, height * 0.1
    anchor = (
        width / 2 + rng.uniform(-0.8, 0.8) * spare_x,
        height / 2 + rng.uniform(-0.8, 0.8) * spare_y,
    )
    ImageDraw.Draw(mask).text(anchor, text, font=font, fill=255, anchor="mm")
    mask = mask.rotate(rng.uniform(-4, 4), Image.Resampling.BICUBIC, center=anchor)
    _paint(canvas, np.asarray(mask, np.float32) / 255, ink)
    return _finish(rng, canvas), Scene("text", background, (), text, colour)
