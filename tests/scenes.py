"""Pictures of a red circle and a blue square, with the circle's place; whole and in pixels."""

import base64
import io
from dataclasses import dataclass

from PIL import Image, ImageDraw

Box = tuple[float, float, float, float]
SIZES = [(320, 256), (200, 600), (1600, 900), (96, 96)]
ROTATED = (300, 500)


@dataclass(frozen=True)
class Scene:
    """A picture file, and the circle's pixels in the upright picture."""

    data: bytes
    suffix: str
    circle: Box

    @property
    def url(self) -> str:
        return f"data:image/*;base64,{base64.b64encode(self.data).decode()}"


def draw_scene(size: tuple[int, int], rotated: bool = False) -> Scene:
    """A red circle on white at the left, and a blue square at the right.

    Rotated: stored lying as a JPEG, to be shown upright (EXIF orientation 6).
    """
    width, height = size
    side = min(size) // 3
    left, top = width // 10, height // 5
    circle = (left, top, left + side, top + side)
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse(circle, fill="red")
    right, bottom = width - width // 10, height - height // 6
    draw.rectangle((right - side, bottom - side, right, bottom), fill="blue")
    buffer = io.BytesIO()
    if rotated:
        exif = Image.Exif()
        exif[0x0112] = 6
        image.transpose(Image.Transpose.ROTATE_90).save(buffer, "JPEG", exif=exif, quality=95)
    else:
        image.save(buffer, "PNG")
    return Scene(buffer.getvalue(), ".jpg" if rotated else ".png", circle)


SCENES = [(size, False) for size in SIZES] + [(ROTATED, True)]
