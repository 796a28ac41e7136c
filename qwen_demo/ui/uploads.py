"""Files that a person uploaded: only those, checked, and made into the pictures that are sent."""

import base64
import hashlib
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from qwen_demo.chat import ImageBudget
from qwen_demo.errors import InvalidImage
from qwen_demo.media import (
    bound_picture,
    encode_picture,
    file_to_data_url,
    open_pdf,
    open_picture,
    resized_wh,
    visual_tokens,
)
from qwen_demo.messages import Picture, Source


@dataclass(frozen=True, slots=True)
class PictureRules:
    """How uploads become pictures.

    The model's budget, what is asked of a PDF, how many there may be, and where they go.
    """

    budget: ImageBudget
    folder: Path
    pdf_pages: str = ""
    max_pictures: int = 1


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture before it is sent: its own size, and the size at which the model would see it."""

    name: str
    image_wh: tuple[int, int]
    seen_wh: tuple[int, int]
    visual_tokens: int


def bounded_budget(budget: ImageBudget, max_visual_tokens: float) -> ImageBudget:
    """The model's budget, tightened to so many visual tokens per picture."""
    side_px = budget.pixels_per_side
    max_pixels = max(side_px**2, min(max_visual_tokens * side_px**2, budget.max_pixels))
    min_pixels = min(budget.min_pixels, max_pixels)
    return replace(budget, max_pixels=int(max_pixels), min_pixels=int(min_pixels))


def open_upload(path: str, rules: PictureRules) -> list[tuple[str, Image.Image]]:
    """(name, picture) of an uploaded file: one, or the pages of a PDF. Raises: InvalidImage."""
    file = Path(path)
    if file.suffix.lower() == ".pdf":
        return open_pdf(file, file.name, rules.pdf_pages, rules.max_pictures)
    return [(file.name, open_picture(file, file.name))]


def store_picture(
    image: Image.Image, name: str, rules: PictureRules, source: Source | None = None
) -> Picture:
    """The picture as it will be sent, in a file named by its content."""
    bounded = bound_picture(image, rules.budget)
    data, suffix = encode_picture(bounded, image.format)
    path = rules.folder / f"{hashlib.sha256(data).hexdigest()}{suffix}"
    if not path.exists():
        partial = rules.folder / uuid.uuid4().hex
        partial.write_bytes(data)
        partial.replace(path)  # whole for whoever else just sent the same picture
    tokens = visual_tokens(bounded.size, rules.budget)
    return Picture(str(path), name, bounded.size, tokens, source=source)


def open_in_full(picture: Picture) -> Image.Image:
    """The picture in the pixels of its upload; as it was sent where that file is gone.

    Raises: InvalidImage where both are.
    """
    source = picture.source
    if source is not None and Path(source.path).is_file():
        if source.page is not None:
            return open_pdf(Path(source.path), picture.name, str(source.page), 1)[0][1]
        return open_picture(Path(source.path), picture.name)
    return open_picture(Path(picture.path), picture.name)


def uploads_to_pictures(paths: list[str], rules: PictureRules) -> tuple[Picture, ...]:
    """All pictures of the uploaded files, in order.

    Raises: InvalidImage for the first that can't be used.
    """
    pictures: list[Picture] = []
    for path in paths:
        opened = open_upload(path, rules)
        if len(pictures) + len(opened) > rules.max_pictures:
            raise InvalidImage(
                f"{Path(path).name}: at most {rules.max_pictures} more pictures fit in this "
                "conversation."
            )
        for name, image in opened:
            page = image.info["page"] if image.format == "PDF" else None
            source = Source(path, image.size, page)
            pictures.append(store_picture(image, name, rules, source))
    return tuple(pictures)


def picture_to_url(picture: Picture) -> str:
    """The picture's file as a data URL.

    Raises: InvalidImage where the file has been cleaned away.
    """
    try:
        return file_to_data_url(Path(picture.path))
    except OSError as error:
        raise InvalidImage(
            f"{picture.name} is no longer on the server; leave it out under Context"
        ) from error


def data_url_to_picture(url: str, rules: PictureRules) -> Picture:
    """The picture in a data URL of a saved conversation. Raises: InvalidImage."""
    head, comma, data = url.partition(",")
    if not comma or not head.startswith("data:image/") or not head.endswith(";base64"):
        raise InvalidImage("a picture is no data URL")
    try:
        content = base64.b64decode(data, validate=True)
    except ValueError as error:
        raise InvalidImage("a picture is no base64") from error
    name = f"picture-{hashlib.sha256(content).hexdigest()[:6]}"
    path = rules.folder / uuid.uuid4().hex
    path.write_bytes(content)
    try:
        return store_picture(open_picture(path, name), name, rules)
    finally:
        path.unlink()


def describe_uploads(paths: list[str], rules: PictureRules) -> list[Attachment]:
    """What the uploaded files would cost, before they are sent. Raises: InvalidImage."""
    return [
        Attachment(
            name,
            image.size,
            resized_wh(image.size, rules.budget),
            visual_tokens(image.size, rules.budget),
        )
        for path in paths
        for name, image in open_upload(path, rules)
    ]
