"""Pictures: open, check, turn upright, bound, encode; and how many visual tokens they take.

Knows PIL only; PDF and HEIC support is imported when such a file comes. All of it is CPU work: call
it in a thread. What can't be read raises errors.InvalidImage, which names the file.
"""

import base64
import io
import math
import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from qwen_demo.chat import ImageBudget
from qwen_demo.errors import InvalidImage

MAX_SOURCE_PIXELS = 89_000_000
"""Larger pictures are refused before they are decoded; PIL itself warns from 89.5 million on."""
MAX_ASPECT_RATIO = 200
"""Qwen's image processor refuses anything longer (transformers, `smart_resize`)."""
PDF_DPI = 144
MAX_PAGE_PIXELS = 16_000_000
PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time (its documentation, "Multi-threading")."""
LOSSLESS_FORMATS = {"PNG", "BMP", "GIF", "TIFF", "PDF"}
MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".mkv": "video/x-matroska",
}
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")


def resized_wh(image_wh: tuple[int, int], budget: ImageBudget) -> tuple[int, int]:
    """The size at which the model sees a picture.

    Transformers' `smart_resize` for Qwen2-VL, rounding included.
    """
    width, height = image_wh
    side = budget.pixels_per_side
    new_width, new_height = round(width / side) * side, round(height / side) * side
    if new_width * new_height > budget.max_pixels:
        scale = math.sqrt(width * height / budget.max_pixels)
        new_width = max(side, math.floor(width / scale / side) * side)
        new_height = max(side, math.floor(height / scale / side) * side)
    elif new_width * new_height < budget.min_pixels:
        scale = math.sqrt(budget.min_pixels / (width * height))
        new_width = math.ceil(width * scale / side) * side
        new_height = math.ceil(height * scale / side) * side
    return new_width, new_height


def visual_tokens(image_wh: tuple[int, int], budget: ImageBudget) -> int:
    """How many tokens of the context a picture takes."""
    width, height = resized_wh(image_wh, budget)
    return (width // budget.pixels_per_side) * (height // budget.pixels_per_side)


def open_picture(path: Path, name: str) -> Image.Image:
    """A checked, upright picture; `format` tells what the file was.

    Raises: InvalidImage.
    """
    try:
        with Image.open(path, formats=formats_of(path)) as image:
            source_format = image.format
            check_size(image.size, name)
            upright = ImageOps.exif_transpose(image)
    except InvalidImage:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_large(name) from error
    # PIL's parsers raise nearly anything on hostile bytes; each means that the file can't be read.
    except Exception as error:
        raise InvalidImage(
            "{name} can't be read as a picture. Is it a whole file?", name=name
        ) from error
    upright.format = source_format
    return upright


def formats_of(path: Path) -> tuple[str, ...]:
    """The formats to try. HEIC, whatever the file's name, is recognised by its first bytes."""
    with path.open("rb") as file:
        is_iso_media = file.read(8)[4:] == b"ftyp"
    if not is_iso_media:
        return FORMATS
    import pillow_heif

    pillow_heif.register_heif_opener()
    return (*FORMATS, "HEIF")


def check_size(image_wh: tuple[int, int], name: str) -> None:
    """Raises: InvalidImage for a picture that is too large or too long to look at."""
    width, height = image_wh
    if width * height > MAX_SOURCE_PIXELS:
        raise too_large(name)
    if max(width, height) > MAX_ASPECT_RATIO * min(width, height):
        raise InvalidImage(
            "{name} is {width}x{height}: more than {limit} times longer than wide. Cut it first.",
            name=name,
            width=width,
            height=height,
            limit=MAX_ASPECT_RATIO,
        )


def too_large(name: str) -> InvalidImage:
    """Why a picture of too many pixels is refused."""
    return InvalidImage(
        "{name} is too large: at most {limit} megapixels are read.",
        name=name,
        limit=MAX_SOURCE_PIXELS // 1_000_000,
    )


def bound_picture(image: Image.Image, budget: ImageBudget) -> Image.Image:
    """The picture in RGB; one over the budget is shrunk to the size at which the model sees it."""
    rgb = flatten(image)
    wanted_wh = resized_wh(rgb.size, budget)
    if wanted_wh == resized_wh(rgb.size, replace(budget, max_pixels=MAX_SOURCE_PIXELS * 2)):
        return rgb
    return rgb.resize(wanted_wh, Image.Resampling.BICUBIC)


def flatten(image: Image.Image) -> Image.Image:
    """The picture in RGB, what is transparent in white."""
    if image.mode.startswith("I;16"):  # PIL would make white of all but the darkest 256 greys
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    rgba = image.convert("RGBA")
    white = Image.new("RGB", rgba.size, "white")
    white.paste(rgba, mask=rgba.getchannel("A"))
    return white


def encode_picture(image: Image.Image, source_format: str | None) -> tuple[bytes, str]:
    """(bytes, file suffix).

    PNG where the source was lossless, so that small print stays sharp; else JPEG.
    """
    buffer = io.BytesIO()
    if source_format in LOSSLESS_FORMATS:
        image.save(buffer, "PNG", compress_level=1)
        return buffer.getvalue(), ".png"
    image.save(buffer, "JPEG", quality=92, subsampling=0)
    return buffer.getvalue(), ".jpg"


def file_to_data_url(path: Path) -> str:
    """A PNG, JPEG or video file as a data URL."""
    media_type = MEDIA_TYPES[path.suffix]
    return f"data:{media_type};base64,{base64.b64encode(path.read_bytes()).decode()}"


def parse_pages(text: str, page_count: int) -> list[int]:
    """Page numbers from 0 of a range such as "1-3, 7"; empty text means every page.

    Raises: ValueError where the text is no range or names a page that isn't there.
    """
    if not text.strip():
        return list(range(page_count))
    pages: list[int] = []
    for item in text.replace("，", ",").split(","):
        found = re.fullmatch(r"\s*(\d{1,5})\s*(?:[-–]\s*(\d{1,5})\s*)?", item)
        if found is None:
            raise ValueError(text)
        first, last = int(found[1]), int(found[2] or found[1])
        if not 1 <= first <= last <= page_count:
            raise ValueError(text)
        pages += [page for page in range(first - 1, last) if page not in pages]
    return pages


def open_pdf(path: Path, name: str, pages: str, max_pages: int) -> list[tuple[str, Image.Image]]:
    """(name, picture) of each page asked for.

    Raises: InvalidImage where the file is no PDF, the range is wrong, or it holds more than
    `max_pages`.
    """
    import pypdfium2

    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            raise InvalidImage(
                "{name} can't be read as a PDF; a password may protect it.", name=name
            ) from error
        try:
            numbers = checked_pages(pages, len(document), name, max_pages)
            return [
                (f"{name} p. {number + 1}", render_page(document, number)) for number in numbers
            ]
        finally:
            document.close()


def render_page(document: Any, number: int) -> Image.Image:
    """A page of an open PDF as a picture, at PDF_DPI where that is not too large."""
    page = document[number]
    width, height = page.get_size()
    scale = min(PDF_DPI / 72, math.sqrt(MAX_PAGE_PIXELS / max(width * height, 1.0)))
    image: Image.Image = page.render(scale=scale).to_pil()
    image.format = "PDF"
    image.info["page"] = number + 1
    return image


def checked_pages(pages: str, page_count: int, name: str, max_pages: int) -> list[int]:
    """The page numbers asked for. Raises: InvalidImage that says which range would do."""
    try:
        numbers = parse_pages(pages, page_count)
    except ValueError:
        raise InvalidImage(
            '{name} has {count} pages; "{pages}" is no range of them. Write for example 1-3.',
            name=name,
            count=page_count,
            pages=pages,
        ) from None
    if len(numbers) > max_pages:
        raise InvalidImage(
            "{name}: {count} pages, but a message takes at most {limit} pictures. "
            'Choose some under "PDF pages", for example 1-{limit}.',
            name=name,
            count=len(numbers),
            limit=max_pages,
        )
    return numbers
