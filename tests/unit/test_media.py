"""Pictures are checked, turned upright, bounded; what can't be read is refused by its name."""

import base64
import io
import re
from dataclasses import replace
from pathlib import Path

import pillow_heif
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from qwen_demo.chat import ImageBudget
from qwen_demo.errors import InvalidImage
from qwen_demo.media import (
    bound_picture,
    encode_picture,
    file_to_data_url,
    flatten,
    open_pdf,
    open_picture,
    parse_pages,
    resized_wh,
    visual_tokens,
)

BUDGET = ImageBudget(pixels_per_side=32, min_pixels=65_536, max_pixels=1_048_576)
CAT = Path("assets/examples/chelsea.jpg")


@settings(deadline=None)
@given(st.integers(8, 6000), st.integers(8, 6000))
def test_sizes_are_those_of_transformers(width, height):
    from transformers.models.qwen2_vl.image_processing_qwen2_vl import smart_resize

    if max(width, height) > 200 * min(width, height):
        return
    expected_hw = smart_resize(height, width, 32, BUDGET.min_pixels, BUDGET.max_pixels)
    assert resized_wh((width, height), BUDGET) == expected_hw[::-1]


def test_visual_tokens_of_a_known_size():
    assert visual_tokens((640, 480), BUDGET) == 20 * 15


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.integers(1, 60))
def test_a_bounded_picture_takes_the_tokens_it_was_said_to_take(width, height, most):
    """The page bounds by its own budget; the engine's processor, with a larger one, must agree."""
    tight = replace(BUDGET, min_pixels=1024, max_pixels=most * 1024)
    bounded = bound_picture(Image.new("RGB", (width, height)), tight)
    engine = replace(BUDGET, min_pixels=1024)
    assert visual_tokens(bounded.size, engine) == visual_tokens((width, height), tight)


def test_a_picture_within_the_budget_keeps_its_pixels():
    image = Image.new("RGB", (451, 300))
    assert bound_picture(image, BUDGET).size == (451, 300)


def test_a_turned_photograph_stands_upright(tmp_path):
    file = tmp_path / "phone.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6  # "turn by 90 degrees to view"
    Image.new("RGB", (40, 20)).save(file, exif=exif)
    assert open_picture(file, "phone.jpg").size == (20, 40)


def test_heic_is_read(tmp_path):
    file = tmp_path / "IMG_1.jpg"
    pillow_heif.from_pillow(Image.new("RGB", (64, 48), "red")).save(file)
    image = open_picture(file, "IMG_1.HEIC")
    assert image.size == (64, 48)
    assert bound_picture(image, BUDGET).getpixel((5, 5))[0] > 200


def test_what_is_transparent_becomes_white():
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    assert bound_picture(image, BUDGET).getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("source_format", ["PNG", "JPEG"])
def test_lossless_sources_stay_lossless(source_format, tmp_path):
    image = Image.effect_noise((64, 64), 90).convert("RGB")
    data, suffix = encode_picture(image, source_format)
    assert suffix == {"PNG": ".png", "JPEG": ".jpg"}[source_format]
    same = Image.open(io.BytesIO(data)).tobytes() == image.tobytes()
    assert same == (source_format == "PNG")
    (tmp_path / f"x{suffix}").write_bytes(data)
    url = file_to_data_url(tmp_path / f"x{suffix}")
    assert base64.b64decode(url.partition(",")[2]) == data


@pytest.mark.parametrize(
    "content",
    [b"", b"not a picture", CAT.read_bytes()[:500], b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ids=["empty", "text", "cut", "svg"],
)
def test_what_cannot_be_read_is_refused_by_name(content, tmp_path):
    file = tmp_path / "x.jpg"
    file.write_bytes(content)
    with pytest.raises(InvalidImage, match=r"holiday\.jpg"):
        open_picture(file, "holiday.jpg")


@pytest.mark.parametrize(
    ("size", "reason"),
    [((20_000, 20_000), "89 megapixels"), ((9500, 9500), "89 megapixels"), ((3000, 10), "3000x10")],
)
def test_extreme_sizes_are_refused_before_they_are_decoded(size, reason, tmp_path):
    file = tmp_path / "x.png"
    Image.new("1", size).save(file)
    with pytest.raises(InvalidImage, match=reason):
        open_picture(file, "x.png")


@pytest.mark.parametrize(
    ("text", "pages"),
    [("", [0, 1, 2, 3]), ("1-3", [0, 1, 2]), ("4, 1-2", [3, 0, 1]), ("2，3", [1, 2]), ("2-2", [1])],
)
def test_page_ranges(text, pages):
    assert parse_pages(text, 4) == pages


@pytest.mark.parametrize("text", ["0", "5", "3-1", "a", "1-", "1;2", "-1"])
def test_wrong_page_ranges_are_refused(text):
    with pytest.raises(ValueError, match=r"^" + re.escape(text)):
        parse_pages(text, 4)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Three pages of different colours."""
    file = tmp_path / "report.pdf"
    red, green, blue = (Image.new("RGB", (200, 300), colour) for colour in ("red", "lime", "blue"))
    red.save(file, save_all=True, append_images=[green, blue])
    return file


def test_pdf_pages_become_pictures(pdf):
    ((name, image),) = open_pdf(pdf, "report.pdf", "2", 10)
    assert name == "report.pdf p. 2"
    assert image.getpixel((50, 50))[1] > 200
    assert len(open_pdf(pdf, "report.pdf", "", 10)) == 3


@pytest.mark.parametrize(("pages", "most", "hint"), [("1-9", 10, "3 pages"), ("", 2, "1-2")])
def test_pdf_limits_say_what_would_do(pdf, pages, most, hint):
    with pytest.raises(InvalidImage, match=hint):
        open_pdf(pdf, "report.pdf", pages, most)


def test_a_broken_pdf_is_refused_by_name(tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(InvalidImage, match=r"report\.pdf"):
        open_pdf(tmp_path / "x.pdf", "report.pdf", "", 3)


@pytest.mark.parametrize("mode", ["I;16", "I;16B"])
def test_sixteen_bits_of_grey_keep_their_brightness(mode: str):
    assert flatten(Image.new(mode, (2, 2), 32768)).getpixel((0, 0)) == (128, 128, 128)
