"""Draws detections on a picture and describes them in words.

The picture given is never changed; what is drawn never leaves it. Colours and numbers follow the
whole list of detections, so that they agree between the pictures of one answer and stay the same
while the answer streams. It must not know how detections are read, or where pictures are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from qwen_demo.grounding import Detection, bbox_2d_to_px, point_2d_to_px

Color = tuple[int, int, int]
BoxPx = tuple[int, int, int, int]
Place = tuple[int, int]
Font = tuple[str, int]
"""The path of a font file and the number of the face in it."""

BLACK: Color = (0, 0, 0)
WHITE: Color = (255, 255, 255)
PALETTE: tuple[Color, ...] = (
    *((230, 25, 75), (0, 130, 200), (60, 180, 75), (255, 165, 0), (145, 30, 180), (0, 200, 200)),
    *((240, 50, 230), (170, 110, 40), (128, 128, 0), (255, 225, 25), (0, 0, 160), (250, 150, 140)),
)

PILLOW_FONT: Font = ("", 0)
"""The font inside Pillow 12 (a part of Aileron), which has no file: ASCII only."""

WIDE_FONTS: tuple[Font, ...] = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/System/Library/Fonts/PingFang.ttc", 0),
    ("C:/Windows/Fonts/msyh.ttc", 0),
)
"""Where fonts with Chinese characters are installed, each with its face for simplified Chinese.

Debian and Ubuntu (fonts-noto-cjk, fonts-wqy-microhei or -zenhei), Arch, Fedora, macOS, Windows.
"""

_ASCII = range(0x20, 0x7F)
_WIDE = (
    *(_ASCII, range(0xA1, 0x100), range(0x391, 0x3CA), range(0x410, 0x450)),
    *(range(0x2018, 0x201E), range(0x3001, 0x3100), range(0x4E00, 0x9FA6), range(0xFF01, 0xFF5F)),
)
"""What all of these can write: Latin-1, Greek, Cyrillic, punctuation, kana, Chinese characters."""

MAX_TAG_CHARS = 32


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One label of a legend: its colour, and the numbers of its detections (from 1)."""

    label: str
    color: Color
    numbers: tuple[int, ...]


def prepare_canvas(image: Image.Image, max_side: int = 1280) -> Image.Image:
    """An RGB copy to draw on, at most max_side pixels a side; transparency becomes white.

    Made once for a picture: drawing on it again and again is cheaper than on a large original.
    """
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, WHITE)
        canvas = Image.alpha_composite(paper, image).convert("RGB")
    else:
        canvas = image.convert("RGB")
    canvas.thumbnail((max_side, max_side), reducing_gap=2.0)
    return canvas


def draw_detections(
    image: Image.Image, detections: Sequence[Detection], image_index: int = 0
) -> Image.Image:
    """A copy of the upright RGB picture, with the detections of image_index in its own pixels.

    The numbers drawn are places in the whole list, from 1. A label that no installed font can write
    is drawn as its number only; the legend has it in full.
    """
    picture = image.convert("RGB")
    style = _Style.of(picture.size)
    draw = ImageDraw.Draw(picture)
    colors = label_colors(detections)
    tagged: list[tuple[BoxPx, Iterator[Image.Image]]] = []
    for number, detection in enumerate(detections, 1):
        if detection.image_index == image_index:
            color = colors[detection.label]
            anchor = _draw_shape(draw, picture.size, detection, style, color)
            tagged.append((anchor, _tags(number, detection.label, style, color)))
    taken: set[Place] = set()
    for anchor, tags in tagged:
        _paste_tag(picture, taken, anchor, tags)
    return picture


def label_colors(detections: Sequence[Detection]) -> dict[str, Color]:
    """A colour for each label, in order of first appearance."""
    labels = dict.fromkeys(detection.label for detection in detections)
    return {label: PALETTE[place % len(PALETTE)] for place, label in enumerate(labels)}


def text_color(background: Color) -> Color:
    """Black or white, whichever has the higher contrast (WCAG 2.2, "contrast ratio")."""
    luminance = _luminance(background)
    return BLACK if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else WHITE


def _luminance(color: Color) -> float:
    """The relative luminance of an sRGB colour (WCAG 2.2, "relative luminance")."""
    parts = (value / 255 for value in color)
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def font_for(text: str) -> Font | None:
    """A font on this machine that has every character of the text."""
    codes = [ord(char) for char in text]
    if all(code in _ASCII for code in codes):
        return PILLOW_FONT
    if not all(any(code in block for block in _WIDE) for code in codes):
        return None
    return next((font for font in WIDE_FONTS if Path(font[0]).is_file()), None)


def legend(detections: Sequence[Detection]) -> tuple[LegendEntry, ...]:
    """One entry a label, in order of first appearance."""
    numbers: dict[str, list[int]] = {}
    for number, detection in enumerate(detections, 1):
        numbers.setdefault(detection.label, []).append(number)
    colors = label_colors(detections)
    return tuple(LegendEntry(name, colors[name], tuple(group)) for name, group in numbers.items())


def describe(detections: Sequence[Detection]) -> str:
    """Alternative text: "3 boxes, 1 point: cat (2), dog, nose"."""
    boxes = sum(detection.bbox_2d is not None for detection in detections)
    points = sum(detection.bbox_2d is None for detection in detections)
    counts = [_count(boxes, "box", "boxes"), _count(points, "point", "points")]
    names = [
        f"{entry.label or 'no label'}{f' ({len(entry.numbers)})' if len(entry.numbers) > 1 else ''}"
        for entry in legend(detections)
    ]
    head = ", ".join(filter(None, counts)) or "nothing found"
    return f"{head}: {', '.join(names)}" if names else head


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


@dataclass(frozen=True, slots=True)
class _Style:
    """Sizes in pixels that suit a picture."""

    line: int
    dot_radius: int
    font: int

    @classmethod
    def of(cls, image_wh: tuple[int, int]) -> "_Style":
        side = max(image_wh)
        line = max(2, round(side / 320))
        return cls(line=line, dot_radius=2 * line + 1, font=max(12, round(side / 40)))


def _draw_shape(
    draw: ImageDraw.ImageDraw,
    image_wh: tuple[int, int],
    detection: Detection,
    style: _Style,
    color: Color,
) -> BoxPx:
    """Draw the box and the point; return the pixels that the tag belongs to, edges included."""
    width, height = image_wh
    anchor = (0, 0, 0, 0)
    if detection.point_2d:
        x, y = point_2d_to_px(detection.point_2d, image_wh)
        radius = style.dot_radius
        anchor = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse(anchor, fill=color, outline=WHITE, width=max(1, style.line // 2))
    if detection.bbox_2d:
        x1, y1, x2, y2 = bbox_2d_to_px(detection.bbox_2d, image_wh)
        x1, y1 = min(x1, width - 1), min(y1, height - 1)
        anchor = (x1, y1, max(x1, x2 - 1), max(y1, y2 - 1))
        draw.rectangle(anchor, outline=color, width=style.line)
    return anchor


def _tags(number: int, label: str, style: _Style, color: Color) -> Iterator[Image.Image]:
    """The tag with number and label, if a font can write it; then the one with the number alone."""
    if len(label) > MAX_TAG_CHARS:
        label = label[: MAX_TAG_CHARS - 3] + "..."
    font = font_for(label)
    if label and font is not None:
        yield _render_tag(f"{number} {label}", style.font, color, font)
    yield _render_tag(str(number), style.font, color, PILLOW_FONT)


def _paste_tag(
    picture: Image.Image, taken: set[Place], anchor: BoxPx, tags: Iterator[Image.Image]
) -> None:
    """Paste the first tag that fits the picture: where it is free, else above the shape."""
    x1, y1, x2, y2 = anchor
    for tag in tags:
        right, bottom = picture.width - tag.width, picture.height - tag.height
        if right < 0 or bottom < 0:
            continue
        wishes = [(x1, y1 - tag.height), (x1, y2 + 1), (x1, y1), (x2 + 1 - tag.width, y1)]
        places = [(min(max(x, 0), right), min(max(y, 0), bottom)) for x, y in wishes]
        place, cells = _first_free(places, tag.size, taken)
        taken |= cells
        picture.paste(tag, place)
        return


def _first_free(
    places: Sequence[Place], size: tuple[int, int], taken: set[Place]
) -> tuple[Place, set[Place]]:
    """The first place where no tag is, or else the first of all; and the squares it covers."""
    for place in places:
        cells = _cells(place, size)
        if taken.isdisjoint(cells):
            return place, cells
    return places[0], _cells(places[0], size)


def _cells(place: Place, size: tuple[int, int]) -> set[Place]:
    """The squares of a coarse grid that a tag covers: a cheap test of whether two overlap."""
    side = size[1]
    columns = range(place[0] // side, (place[0] + size[0] - 1) // side + 1)
    rows = range(place[1] // side, (place[1] + size[1] - 1) // side + 1)
    return {(column, row) for column in columns for row in rows}


@lru_cache(maxsize=1024)
def _render_tag(text: str, size_px: int, color: Color, font: Font) -> Image.Image:
    """Text on a filled rectangle; kept, as an answer that streams draws the same tags again."""
    loaded = _load_font(font, size_px)
    pad = max(2, size_px // 5)
    tag = Image.new("RGB", (ceil(loaded.getlength(text)) + 2 * pad, size_px + 3 * pad), color)
    middle = (pad, tag.height / 2)
    ImageDraw.Draw(tag).text(middle, text, fill=text_color(color), font=loaded, anchor="lm")
    return tag


@lru_cache(maxsize=16)
def _load_font(font: Font, size_px: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    if font == PILLOW_FONT:
        return ImageFont.load_default(size_px)
    return ImageFont.truetype(font[0], size_px, index=font[1])
