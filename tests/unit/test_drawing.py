"""Detections are drawn where they are, in their label's colour, on a copy of the picture."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from qwen_demo import drawing
from qwen_demo.drawing import (
    PALETTE,
    PILLOW_FONT,
    WHITE,
    Color,
    Font,
    describe,
    draw_detections,
    font_for,
    label_colors,
    legend,
    prepare_canvas,
    text_color,
)
from qwen_demo.grounding import Detection

GREY = (90, 90, 90)
CAT, DOG, NOSE = PALETTE[:3]
SCENE = (
    Detection("cat", (100.0, 200.0, 500.0, 800.0)),
    Detection("dog", (600.0, 300.0, 900.0, 700.0)),
    Detection("cat", (50.0, 50.0, 300.0, 900.0), image_index=1),
    Detection("nose", None, (750.0, 500.0)),
)


@pytest.fixture(autouse=True)
def fresh_fonts() -> Iterator[None]:
    yield
    drawing._render_tag.cache_clear()


def plain(width: int, height: int, mode: str = "RGB") -> Image.Image:
    return Image.new("RGB", (width, height), GREY).convert(mode)


def is_near(color: object, wanted: Color) -> bool:
    assert isinstance(color, tuple)
    return all(abs(a - b) <= 2 for a, b in zip(color, wanted, strict=True))


def pixels_of(picture: Image.Image, wanted: Color) -> int:
    return {color: count for count, color in picture.getcolors(4096) or []}.get(wanted, 0)


def ink(picture: Image.Image) -> int:
    """How many pixels have a colour that only text has."""
    flat = {GREY, WHITE, *PALETTE}
    return sum(count for count, color in picture.getcolors(4096) or [] if color not in flat)


@pytest.mark.parametrize("size", [(1000, 500), (480, 1600), (333, 777), (2304, 1728)])
def test_edges_lie_where_the_box_is_in_pixels_of_the_picture(size: tuple[int, int]) -> None:
    width, height = size
    picture = draw_detections(plain(*size), SCENE[:1])
    x1, y1 = round(0.1 * width), round(0.2 * height)
    x2, y2 = round(0.5 * width) - 1, round(0.8 * height) - 1
    middle_x, middle_y = (x1 + x2) // 2, (y1 + y2) // 2
    for x, y in ((x1, middle_y), (x2, middle_y), (middle_x, y2), (x2, y1)):
        assert picture.getpixel((x, y)) == CAT
    for x, y in ((x1 - 1, middle_y), (x2 + 1, middle_y), (middle_x, y2 + 1), (middle_x, middle_y)):
        assert picture.getpixel((x, y)) == GREY


def test_a_box_at_the_edges_of_the_picture_is_seen_in_full() -> None:
    picture = draw_detections(plain(300, 200), [Detection("", (0.0, 0.0, 1000.0, 1000.0))])
    for x, y in ((0, 100), (299, 100), (150, 199), (299, 0)):
        assert picture.getpixel((x, y)) == CAT


@pytest.mark.parametrize("edge", [0.0, 500.0, 999.9])
def test_a_box_thinner_than_a_pixel_is_seen(edge: float) -> None:
    box = (edge, edge, edge + 0.1, edge + 0.1)
    assert pixels_of(draw_detections(plain(12, 9), [Detection("", box)]), CAT)


def test_a_point_is_a_dot_with_a_ring() -> None:
    picture = draw_detections(plain(1000, 500), [Detection("nose", None, (750.0, 500.0))])
    assert picture.getpixel((750, 250)) == CAT
    assert pixels_of(picture, WHITE) > 10
    assert picture.getpixel((700, 250)) == GREY


@pytest.mark.parametrize("place", [(0.0, 0.0), (1000.0, 1000.0)])
def test_a_point_in_a_corner_is_seen(place: tuple[float, float]) -> None:
    picture = draw_detections(plain(64, 48), [Detection("", None, place)])
    assert pixels_of(picture, CAT) > 2


def test_only_the_detections_of_the_picture_are_drawn_with_the_colours_of_all() -> None:
    second = draw_detections(plain(400, 400), SCENE, image_index=1)
    assert second.getpixel((119, 200)) == CAT
    assert pixels_of(second, DOG) == 0
    assert (
        ImageChops.difference(
            draw_detections(plain(400, 400), SCENE, image_index=2), plain(400, 400)
        ).getbbox()
        is None
    )


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the tags that are made."""
    texts: list[str] = []
    render = drawing._render_tag
    monkeypatch.setattr(
        drawing, "_render_tag", lambda text, *rest: texts.append(text) or render(text, *rest)
    )
    return texts


def test_a_long_label_is_cut(written: list[str]) -> None:
    draw_detections(plain(400, 400), [Detection("x" * 200, None, (500.0, 500.0))])
    assert written == [f"1 {'x' * 29}..."]


def test_a_number_is_the_place_in_the_whole_list(written: list[str]) -> None:
    draw_detections(plain(400, 400), SCENE, image_index=1)
    assert written == ["3 cat"]


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "CMYK", "I;16"])
def test_the_picture_given_stays_as_it_was(mode: str) -> None:
    image = Image.new("I;16", (90, 60)) if mode == "I;16" else plain(90, 60, mode)
    before = image.copy()
    draw_detections(image, SCENE)
    canvas = prepare_canvas(image, max_side=30)
    draw_detections(canvas, SCENE)
    assert image.tobytes() == before.tobytes()
    assert (image.mode, image.size) == (before.mode, before.size)


def test_drawing_twice_gives_the_same_picture() -> None:
    first = draw_detections(plain(500, 400), SCENE)
    assert first.tobytes() == draw_detections(plain(500, 400), SCENE).tobytes()
    assert first.tobytes() != plain(500, 400).tobytes()


def test_a_canvas_is_small_opaque_and_keeps_the_shape() -> None:
    assert prepare_canvas(plain(4000, 1000)).size == (1280, 320)
    assert prepare_canvas(plain(50, 40)).size == (50, 40)
    glass = Image.new("RGBA", (8, 8), (200, 0, 0, 0))
    assert prepare_canvas(glass).getpixel((4, 4)) == WHITE
    assert prepare_canvas(plain(8, 8, "L")).mode == "RGB"


def test_a_box_on_a_canvas_is_where_it_is_on_the_original() -> None:
    picture = draw_detections(prepare_canvas(plain(4000, 3000)), SCENE[:1])
    assert is_near(picture.getpixel((128, 480)), CAT)
    assert is_near(picture.getpixel((127, 480)), GREY)


@pytest.mark.parametrize("box", [(0, 0, 200, 30), (900, 0, 1000, 1000), (0, 0, 1000, 1000)])
def test_a_tag_lies_inside_the_picture(box: tuple[float, float, float, float]) -> None:
    picture = draw_detections(plain(300, 200), [Detection("umbrella", box)])
    tag = drawing._render_tag("1 umbrella", drawing._Style.of((300, 200)).font, CAT, PILLOW_FONT)
    assert ink(picture) == ink(tag) > 0


def test_tags_of_boxes_in_one_place_do_not_overlap() -> None:
    box = (300.0, 400.0, 600.0, 700.0)
    picture = draw_detections(plain(600, 600), [Detection(name, box) for name in ("aa", "bb")])
    tags = [
        drawing._render_tag(text, drawing._Style.of((600, 600)).font, color, PILLOW_FONT)
        for text, color in (("1 aa", PALETTE[0]), ("2 bb", PALETTE[1]))
    ]
    assert ink(picture) == sum(map(ink, tags)) > 0


def test_a_picture_too_small_for_a_tag_still_shows_the_box() -> None:
    picture = draw_detections(plain(12, 9), [Detection("a long label", (0.0, 0.0, 999.0, 999.0))])
    assert picture.getpixel((0, 8)) == CAT


def test_a_label_too_wide_for_the_picture_leaves_its_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = Detection("a very long label that is cut", (0.0, 500.0, 1000.0, 1000.0))
    with_label = draw_detections(plain(60, 60), [box])
    monkeypatch.setattr(drawing, "font_for", lambda text: None)
    assert with_label.tobytes() == draw_detections(plain(60, 60), [box]).tobytes()


def test_chinese_is_written_only_with_a_font_that_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(drawing, "WIDE_FONTS", ((str(tmp_path / "none.ttc"), 0),))
    assert font_for("红色的圆") is None
    bare = draw_detections(plain(400, 300), [Detection("红色的圆", SCENE[0].bbox_2d)])
    alone = draw_detections(plain(400, 300), [Detection("", SCENE[0].bbox_2d)])
    assert bare.tobytes() == alone.tobytes()
    installed = tmp_path / "wide.ttc"
    installed.touch()
    monkeypatch.setattr(drawing, "WIDE_FONTS", (("/none", 0), (str(installed), 2)))
    assert font_for("红色的圆") == (str(installed), 2)


def test_chinese_characters_are_written_differently() -> None:
    assert font_for("红"), "install a font with Chinese characters: fonts-noto-cjk"
    first, second = (
        draw_detections(plain(400, 300), [Detection(label, SCENE[0].bbox_2d)])
        for label in ("红色", "蓝色")
    )
    assert first.tobytes() != second.tobytes()


def test_ascii_needs_no_font_file_and_emoji_have_none() -> None:
    assert font_for("cat (big)") == PILLOW_FONT
    assert font_for("cat 🐈") is None
    assert font_for("tab\t") is None


def glyph(font: Font, char: str) -> bytes:
    picture = Image.new("L", (60, 60))
    ImageDraw.Draw(picture).text((10, 10), char, 255, drawing._load_font(font, 24))
    return picture.tobytes()


@pytest.mark.parametrize("sample", ["aZ~{", "éßÿ", "Ωλ", "Жя", "“’", "、あカ", "红圆龥", "！～"])
def test_a_font_is_chosen_only_if_it_has_every_character(sample: str) -> None:
    font = font_for(sample)
    assert font, "install a font with Chinese characters: fonts-noto-cjk"
    missing = glyph(font, "\U0010fffd")
    assert all(glyph(font, char) != missing for char in sample)


def test_text_is_readable_on_every_colour_of_the_palette() -> None:
    for color in PALETTE:
        light, dark = sorted((drawing._luminance(color), drawing._luminance(text_color(color))))
        assert (dark + 0.05) / (light + 0.05) >= 4.5
    assert drawing._luminance(WHITE) == pytest.approx(1)


def test_colours_follow_first_appearance_and_stay_while_more_arrive() -> None:
    assert label_colors(SCENE) == {"cat": CAT, "dog": DOG, "nose": NOSE}
    assert label_colors(SCENE[:1]) == {"cat": CAT}
    many = [Detection(str(n), None, (1.0, 1.0)) for n in range(len(PALETTE) + 1)]
    assert label_colors(many)[str(len(PALETTE))] == PALETTE[0]
    assert len(set(PALETTE)) == len(PALETTE)


def test_the_legend_has_a_label_once_with_all_its_numbers() -> None:
    assert [(entry.label, entry.color, entry.numbers) for entry in legend(SCENE)] == [
        ("cat", CAT, (1, 3)),
        ("dog", DOG, (2,)),
        ("nose", NOSE, (4,)),
    ]


def test_the_description_counts_and_names() -> None:
    assert describe(SCENE) == "3 boxes, 1 point: cat (2), dog, nose"
    assert describe(SCENE[:1]) == "1 box: cat"
    assert describe([Detection("", None, (1.0, 2.0))] * 2) == "2 points: no label (2)"
    assert describe([]) == "nothing found"
