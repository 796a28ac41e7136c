"""Where things are in a picture, and when that is beyond doubt."""

from training.world import Thing

SIDE_MARGIN = 0.07
SIZE_RATIO = 1.35
REGION_EDGES = (0.36, 0.64)
REGION_MARGIN = 0.03
OPPOSITE = {"left": "right", "right": "left", "above": "below", "below": "above"}


def region(thing: Thing) -> tuple[int, int] | None:
    """Row and column of the thing's centre in a 3 x 3 grid, None near a border."""
    x, y = thing.centre
    if min(abs(v - edge) for v in (x, y) for edge in REGION_EDGES) < REGION_MARGIN:
        return None
    return sum(y > edge for edge in REGION_EDGES), sum(x > edge for edge in REGION_EDGES)


def along(thing: Thing, side: str) -> float:
    """How far the thing lies towards the side."""
    x, y = thing.centre
    return {"left": -x, "right": x, "above": -y, "below": y}[side]
