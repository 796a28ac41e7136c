"""The world the demo model knows: names of shapes, colours and backgrounds, and the truth about one
picture.

Must not know how anything is drawn, asked or trained.
"""

from dataclasses import dataclass

Rgb = tuple[int, int, int]
Box = tuple[float, float, float, float]  # x1, y1, x2, y2 as shares (0..1) of the picture

SHAPES = ("circle", "square", "triangle", "star", "diamond", "cross")

COLOURS: dict[str, tuple[Rgb, ...]] = {
    "red": ((255, 0, 0), (220, 38, 38), (230, 57, 53), (200, 16, 30)),
    "green": ((0, 128, 0), (0, 190, 0), (40, 160, 60), (67, 160, 71)),
    "blue": ((0, 0, 255), (37, 80, 225), (30, 110, 229), (20, 50, 190)),
    "yellow": ((255, 255, 0), (248, 222, 30), (253, 216, 53)),
    "orange": ((255, 165, 0), (245, 130, 20), (255, 140, 0)),
    "purple": ((128, 0, 128), (140, 50, 180), (150, 60, 200), (106, 27, 154)),
    "pink": ((255, 192, 203), (250, 130, 180), (255, 105, 180)),
    "brown": ((139, 69, 19), (121, 72, 42), (101, 60, 25)),
    "black": ((0, 0, 0), (22, 22, 22), (32, 32, 34)),
    "white": ((255, 255, 255), (248, 248, 248)),
    "gray": ((128, 128, 128), (150, 150, 150), (108, 108, 110)),
    "cyan": ((0, 255, 255), (0, 220, 230), (30, 200, 215)),
}

BACKGROUNDS: dict[str, tuple[Rgb, ...]] = {
    "white": ((255, 255, 255), (250, 250, 250), (242, 242, 242)),
    "black": ((0, 0, 0), (28, 28, 28)),
    "gray": ((128, 128, 128), (165, 165, 165), (95, 95, 95)),
    "light blue": ((200, 225, 250), (173, 216, 230)),
    "light green": ((210, 240, 210), (180, 230, 180)),
    "light yellow": ((255, 250, 200), (250, 240, 190)),
    "dark blue": ((20, 30, 90), (0, 0, 105)),
    "brown": ((120, 75, 40), (139, 90, 60)),
}

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ROWS = ("top", "middle", "bottom")
COLUMNS = ("left", "centre", "right")


@dataclass(frozen=True, slots=True)
class Thing:
    """One drawn shape. `outline` is a polygon in shares of the picture; renderers without labels
    leave it empty.
    """

    shape: str
    colour: str
    box: Box
    outline: tuple[tuple[float, float], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.colour} {self.shape}"

    @property
    def centre(self) -> tuple[float, float]:
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2

    @property
    def area(self) -> float:
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])

    def has(self, shape: str | None, colour: str | None) -> bool:
        return (shape is None or self.shape == shape) and (colour is None or self.colour == colour)


@dataclass(frozen=True, slots=True)
class Scene:
    """The truth about one picture. `things` go from left to right; `letters` are the boxes of
    `text`, in order.
    """

    kind: str  # "shapes", "text", "blank" or "clutter"
    background: str = "white"
    things: tuple[Thing, ...] = ()
    text: str = ""
    text_colour: str = ""
    letters: tuple[Box, ...] = ()

    def matching(self, shape: str | None, colour: str | None) -> list[int]:
        return [i for i, thing in enumerate(self.things) if thing.has(shape, colour)]
