"""Draws what the model must decline: pictures as busy as photographs, made from noise, leaves,
polygons, blobs and lines of text.
"""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from training.fonts import TRAINING_FONTS, pick_font

WORK_PX = 320  # drawn at this size, then stretched to what was asked for


def _random_rgb(rng, palette) -> tuple[int, int, int]:
    base = rng.choice(palette)
    return tuple(max(0, min(255, value + rng.randint(-40, 40))) for value in base)


def _palette(rng, size: int) -> list[tuple[int, int, int]]:
    return [tuple(rng.randint(0, 255) for _ in range(3)) for _ in range(size)]


def _natural_noise(rng, falloff: float | None = None) -> np.ndarray:
    """Noise whose spectrum falls with frequency as that of photographs does."""
    np_rng = np.random.default_rng(rng.randrange(1 << 30))
    falloff = falloff or rng.uniform(0.9, 1.7)
    size = WORK_PX // 2
    frequency = np.hypot(*np.meshgrid(np.fft.rfftfreq(size), np.fft.fftfreq(size)))
    frequency[0, 0] = 1
    spectrum = np.fft.rfft2(np_rng.normal(size=(3, size, size))) / frequency**falloff
    channels = np.fft.irfft2(spectrum, s=(size, size))
    shared = channels.mean(0, keepdims=True) * 2
    channels = channels + shared * rng.uniform(0, 2)
    return channels / channels.std()


def noise_clouds(rng) -> Image.Image:
    base = np.array(_palette(rng, 1)[0]) * 0.5 + 64
    values = _natural_noise(rng).transpose(1, 2, 0) * rng.uniform(25, 60) + base
    return Image.fromarray(values.clip(0, 255).astype(np.uint8)).resize(
        (WORK_PX, WORK_PX), Image.Resampling.BICUBIC
    )


def _blob(rng, x: float, y: float, radius: float) -> list[tuple[float, float]]:
    corners, phase, wobble = rng.randint(5, 12), rng.uniform(0, 7), rng.uniform(0.1, 0.45)
    points = []
    for k in range(corners):
        angle = phase + 2 * math.pi * k / corners
        r = radius * (1 + wobble * rng.uniform(-1, 1))
        points.append((x + r * math.cos(angle), y + r * math.sin(angle) * rng.uniform(0.6, 1.0)))
    return points


def dead_leaves(rng) -> Image.Image:
    """Overlapping patches of every size: the classic model of natural scenes."""
    palette = _palette(rng, rng.randint(3, 8))
    picture = Image.new("RGB", (WORK_PX, WORK_PX), _random_rgb(rng, palette))
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(40, 160)):
        radius = min(120, 6 / max(0.03, rng.random() ** 0.7))
        x, y = rng.uniform(0, WORK_PX), rng.uniform(0, WORK_PX)
        if rng.random() < 0.3:
            pen.ellipse(
                (x - radius, y - radius * 0.7, x + radius, y + radius * 0.7),
                fill=_random_rgb(rng, palette),
            )
        else:
            pen.polygon(_blob(rng, x, y, radius), fill=_random_rgb(rng, palette))
    return picture


def polygons_and_lines(rng) -> Image.Image:
    palette = _palette(rng, rng.randint(3, 12))
    picture = Image.new("RGB", (WORK_PX, WORK_PX), _random_rgb(rng, palette))
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(14, 60)):
        points = [
            (rng.uniform(-30, WORK_PX + 30), rng.uniform(-30, WORK_PX + 30))
            for _ in range(rng.randint(3, 5))
        ]
        if rng.random() < 0.6:
            pen.polygon(points, fill=_random_rgb(rng, palette))
        else:
            pen.line(points, fill=_random_rgb(rng, palette), width=rng.randint(1, 9))
    return picture


def _shade(picture: Image.Image, field: np.ndarray, strength: float) -> Image.Image:
    light = Image.fromarray((field * strength + 128).clip(0, 255).astype(np.uint8)).resize(
        picture.size
    )
    factor = np.asarray(light, np.float32)[..., None] / 128
    return Image.fromarray((np.asarray(picture, np.float32) * factor).clip(0, 255).astype(np.uint8))


def shaded_objects(rng) -> Image.Image:
    """A few large soft bodies with light, shadow and texture in front of a blurred backdrop:
    nearest to a portrait or a landscape.
    """
    palette = _palette(rng, rng.randint(2, 5))
    picture = noise_clouds(rng) if rng.random() < 0.5 else dead_leaves(rng)
    picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(3, 16)))
    for _ in range(rng.randint(1, 6)):
        x, y = rng.uniform(40, WORK_PX - 40), rng.uniform(40, WORK_PX)
        body = Image.new("L", picture.size, 0)
        ImageDraw.Draw(body).polygon(_blob(rng, x, y, rng.uniform(25, 140)), fill=255)
        body = body.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 5)))
        fill = Image.new("RGB", picture.size, _random_rgb(rng, palette))
        picture.paste(_shade(fill, _natural_noise(rng)[0], rng.uniform(15, 60)), mask=body)
    return _shade(picture, _natural_noise(rng, 1.7)[0], rng.uniform(5, 35))


def landscape(rng) -> Image.Image:
    """Bands from sky to ground with ragged borders and texture."""
    palette = _palette(rng, 5)
    picture = Image.new("RGB", (WORK_PX, WORK_PX), _random_rgb(rng, palette))
    pen = ImageDraw.Draw(picture)
    level = rng.uniform(60, 180)
    while level < WORK_PX:
        slope, rough = rng.uniform(-0.2, 0.2), rng.uniform(1, 18)
        ridge = [
            (x, level + slope * (x - 160) + rng.uniform(-rough, rough))
            for x in range(-8, WORK_PX + 16, 8)
        ]
        pen.polygon(
            [*ridge, (WORK_PX + 16, WORK_PX), (-8, WORK_PX)], fill=_random_rgb(rng, palette)
        )
        level += rng.uniform(15, 90)
    return _shade(picture, _natural_noise(rng, 1.1)[0], rng.uniform(10, 40))


def text_page(rng) -> Image.Image:
    """Many lines of writing: a document, a screenshot, a chart's legend."""
    paper = rng.choice(((255, 255, 255), (245, 240, 225), (30, 30, 36)))
    ink = (20, 20, 20) if sum(paper) > 380 else (230, 230, 230)
    picture = Image.new("RGB", (WORK_PX, WORK_PX), paper)
    pen = ImageDraw.Draw(picture)
    line_px = rng.randint(10, 26)
    font = pick_font(rng, TRAINING_FONTS, line_px)
    for y in range(rng.randint(4, 30), WORK_PX - 12, round(line_px * rng.uniform(1.1, 1.6))):
        words = (
            "".join(rng.choice("aeiorstnlmdcuphgbf") for _ in range(rng.randint(2, 9)))
            for _ in range(12)
        )
        pen.text(
            (rng.randint(5, 16), y), " ".join(words)[: rng.randint(14, 60)], font=font, fill=ink
        )
    return picture


def crowd(rng) -> Image.Image:
    """Far more simple shapes than the model can list, overlapping."""
    palette = _palette(rng, rng.randint(3, 9))
    picture = Image.new("RGB", (WORK_PX, WORK_PX), _random_rgb(rng, palette))
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(25, 70)):
        x, y, r = rng.uniform(0, WORK_PX), rng.uniform(0, WORK_PX), rng.uniform(8, 45)
        draw = pen.ellipse if rng.random() < 0.5 else pen.rectangle
        draw((x - r, y - r * 0.8, x + r, y + r), fill=_random_rgb(rng, palette))
    return picture


MAKERS = (
    noise_clouds,
    dead_leaves,
    dead_leaves,
    polygons_and_lines,
    shaded_objects,
    shaded_objects,
    landscape,
    text_page,
    crowd,
)


def draw_clutter(rng, width: int, height: int) -> Image.Image:
    """A picture that has nothing the model could name."""
    picture = rng.choice(MAKERS)(rng)
    if rng.random() < 0.3:
        picture = picture.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 2)))
    return picture.resize((width, height), Image.Resampling.BILINEAR)
