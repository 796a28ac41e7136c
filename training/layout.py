"""Places things without overlap and with clear margins, so that every question about them has one
right answer.
"""

import math
from dataclasses import dataclass

from training.world import BACKGROUNDS, COLOURS, SHAPES, Rgb

MIN_CENTRE_GAP = 0.06  # of the width: the left-to-right order is never in doubt
MIN_COLOUR_DISTANCE = 95.0
LARGEST_RADIUS = {1: 0.44, 2: 0.34, 3: 0.28, 4: 0.24}  # of the shorter side, by number of things


@dataclass(frozen=True, slots=True)
class Placement:
    """A shape on the canvas, in pixels."""

    shape: str
    colour: str
    rgb: Rgb
    outline_px: tuple[tuple[float, float], ...]

    @property
    def box_px(self) -> tuple[float, float, float, float]:
        xs, ys = zip(*self.outline_px, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def colour_distance(a: Rgb, b: Rgb) -> float:
    return math.dist(a, b)


def jittered(rng, rgb: Rgb, spread: int) -> Rgb:
    return tuple(max(0, min(255, value + rng.randint(-spread, spread))) for value in rgb)


def pick_background(rng) -> tuple[str, Rgb]:
    name = rng.choice(list(BACKGROUNDS)) if rng.random() < 0.65 else "white"
    return name, jittered(rng, rng.choice(BACKGROUNDS[name]), 5)


def pick_colour(rng, background: Rgb, colour: str | None = None) -> tuple[str, Rgb]:
    """A named colour that stands out from the background."""
    for _ in range(60):
        name = colour or rng.choice(list(COLOURS))
        rgb = jittered(rng, rng.choice(COLOURS[name]), 12)
        if colour_distance(rgb, background) >= MIN_COLOUR_DISTANCE:
            return name, rgb
        colour = None
    raise ValueError(f"no colour stands out from {background}")


def _ring(angles_deg, radii) -> list[tuple[float, float]]:
    return [
        (r * math.cos(math.radians(a)), r * math.sin(math.radians(a)))
        for a, r in zip(angles_deg, radii, strict=True)
    ]


def _cross(arm: float) -> list[tuple[float, float]]:
    quarter = [(arm, -1.0), (arm, -arm), (1.0, -arm)]
    points = []
    for _ in range(4):
        points += quarter
        quarter = [(-y, x) for x, y in quarter]
    return points


def unit_outline(rng, shape: str) -> list[tuple[float, float]]:
    """The shape's corners around the origin, at most about 1 away from it."""
    if shape == "circle":
        return _ring(range(0, 360, 6), [0.92] * 60)
    if shape == "square":
        return _ring((45, 135, 225, 315), [1.0] * 4)
    if shape == "triangle":
        width = rng.uniform(0.85, 1.1)
        return [(x * width, y) for x, y in _ring((-90, 30, 150), [1.0] * 3)]
    if shape == "star":
        inner = rng.uniform(0.38, 0.48)
        return _ring(range(-90, 270, 36), [1.0, inner] * 5)
    if shape == "diamond":
        width = rng.uniform(0.62, 1.0)
        return [(x * width, y) for x, y in _ring((0, 90, 180, 270), [1.0] * 4)]
    return _cross(rng.uniform(0.24, 0.38))


def place_outline(
    points, centre_px, radius_px: float, turn_rad: float
) -> tuple[tuple[float, float], ...]:
    cos, sin = math.cos(turn_rad) * radius_px, math.sin(turn_rad) * radius_px
    return tuple(
        (centre_px[0] + x * cos - y * sin, centre_px[1] + x * sin + y * cos) for x, y in points
    )


def _is_clear(box, others, width: int, height: int) -> bool:
    gap = 0.02 * min(width, height)
    if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height:
        return False
    for other in others:
        apart_x = box[2] + gap < other[0] or box[0] - gap > other[2]
        apart_y = box[3] + gap < other[1] or box[1] - gap > other[3]
        ordered = abs(box[0] + box[2] - other[0] - other[2]) / 2 >= MIN_CENTRE_GAP * width
        if not (ordered and (apart_x or apart_y)):
            return False
    return True


def _proposal(
    rng, width: int, height: int, background: Rgb, placed: list[Placement], largest: float
) -> Placement:
    side = min(width, height)
    shape = rng.choice(placed).shape if placed and rng.random() < 0.15 else rng.choice(SHAPES)
    wanted = rng.choice(placed).colour if placed and rng.random() < 0.12 else None
    colour, rgb = pick_colour(rng, background, wanted)
    radius_px = side * rng.uniform(0.085, largest)
    turn_rad = math.radians(rng.uniform(-9, 9)) if rng.random() < 0.5 else 0.0
    centre_px = (
        rng.uniform(radius_px * 0.8, max(radius_px, width - radius_px * 0.8)),
        rng.uniform(radius_px * 0.8, max(radius_px, height - radius_px * 0.8)),
    )
    return Placement(
        shape, colour, rgb, place_outline(unit_outline(rng, shape), centre_px, radius_px, turn_rad)
    )


def place_things(rng, width: int, height: int, background: Rgb) -> list[Placement]:
    """One to four shapes from left to right; crowded canvases may end up with fewer than drawn by
    lot.
    """
    wanted = rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 4))
    placed: list[Placement] = []
    for _ in range(60):
        if len(placed) == wanted:
            break
        thing = _proposal(rng, width, height, background, placed, LARGEST_RADIUS[wanted])
        if _is_clear(thing.box_px, [other.box_px for other in placed], width, height):
            placed.append(thing)
    return sorted(placed, key=lambda thing: thing.box_px[0] + thing.box_px[2])
