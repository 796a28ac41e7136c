"""Files that a person uploaded: only those, checked, and made into the pictures that are sent."""

import base64
import hashlib
import shutil
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from qwen_demo.chat import ImageBudget
from qwen_demo.errors import InvalidImage
from qwen_demo.media import (
    MEDIA_TYPES,
    bound_picture,
    encode_picture,
    file_to_data_url,
    open_pdf,
    open_picture,
    resized_wh,
    visual_tokens,
)
from qwen_demo.messages import Picture, Source, Video
from qwen_demo.video import is_video, open_video, video_tokens


@dataclass(frozen=True, slots=True)
class PictureRules:
    """How uploads become pictures and videos.

    The model's budgets, what is asked of a PDF, how many there may be, and where they go.
    """

    budget: ImageBudget
    folder: Path
    pdf_pages: str = ""
    max_pictures: int = 1
    video_budget: ImageBudget | None = None
    max_videos: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture before it is sent: its own size, and the size at which the model would see it.

    `seconds` is a video's length.
    """

    name: str
    image_wh: tuple[int, int]
    seen_wh: tuple[int, int]
    visual_tokens: int
    seconds: float | None = None


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


def store_video(path: Path, name: str, rules: PictureRules) -> Video:
    """A checked video, in a file named by its content. Raises: InvalidImage."""
    if rules.video_budget is None:
        raise InvalidImage(
            "{name} is a video, and this model takes none. Send pictures of it.", name=name
        )
    facts = open_video(path, name)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    kept = rules.folder / f"{digest}{path.suffix.lower()}"
    if not kept.exists():
        partial = rules.folder / uuid.uuid4().hex
        shutil.copyfile(path, partial)
        partial.replace(kept)
    tokens = video_tokens(facts, rules.video_budget)
    return Video(str(kept), name, facts.frame_wh, facts.seconds, tokens)


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


def uploads_to_videos(paths: list[str], rules: PictureRules) -> tuple[Video, ...]:
    """The videos among the uploaded files. Raises: InvalidImage."""
    videos = [path for path in paths if is_video(path)]
    if rules.video_budget is not None and len(videos) > rules.max_videos:
        raise InvalidImage(
            "{name}: at most {limit} more videos fit in this conversation.",
            name=Path(videos[rules.max_videos]).name,
            limit=rules.max_videos,
        )
    return tuple(store_video(Path(path), Path(path).name, rules) for path in videos)


def uploads_to_pictures(paths: list[str], rules: PictureRules) -> tuple[Picture, ...]:
    """All pictures of the uploaded files, in order.

    Raises: InvalidImage for the first that can't be used.
    """
    pictures: list[Picture] = []
    for path in (path for path in paths if not is_video(path)):
        opened = open_upload(path, rules)
        if len(pictures) + len(opened) > rules.max_pictures:
            raise InvalidImage(
                "{name}: at most {limit} more pictures fit in this conversation.",
                name=Path(path).name,
                limit=rules.max_pictures,
            )
        for name, image in opened:
            page = image.info["page"] if image.format == "PDF" else None
            source = Source(path, image.size, page)
            pictures.append(store_picture(image, name, rules, source))
    return tuple(pictures)


def picture_to_url(picture: Picture | Video) -> str:
    """The file of a picture or video as a data URL.

    Raises: InvalidImage where the file has been cleaned away.
    """
    try:
        return file_to_data_url(Path(picture.path))
    except OSError as error:
        raise InvalidImage(
            "{name} is no longer on the server; leave it out under Context",
            name=picture.name,
        ) from error


def data_url_to_picture(url: str, rules: PictureRules) -> Picture | Video:
    """The picture or video in a data URL of a saved conversation. Raises: InvalidImage."""
    head, comma, data = url.partition(",")
    media_type = head.removeprefix("data:").removesuffix(";base64")
    if not comma or head != f"data:{media_type};base64":
        raise InvalidImage("a picture is no data URL")
    suffix = next((s for s, known in MEDIA_TYPES.items() if known == media_type), "")
    try:
        content = base64.b64decode(data, validate=True)
    except ValueError as error:
        raise InvalidImage("a picture is no base64") from error
    name = f"picture-{hashlib.sha256(content).hexdigest()[:6]}"
    path = rules.folder / f"{uuid.uuid4().hex}{suffix}"
    path.write_bytes(content)
    try:
        if is_video(path):
            return store_video(path, f"video-{name[-6:]}", rules)
        return store_picture(open_picture(path, name), name, rules)
    finally:
        path.unlink()


def describe_uploads(paths: list[str], rules: PictureRules) -> list[Attachment]:
    """What the uploaded files would cost, before they are sent. Raises: InvalidImage."""
    videos = [
        Attachment(video.name, video.frame_wh, video.frame_wh, video.visual_tokens, video.seconds)
        for video in uploads_to_videos(paths, rules)
    ]
    return videos + [
        Attachment(
            name,
            image.size,
            resized_wh(image.size, rules.budget),
            visual_tokens(image.size, rules.budget),
        )
        for path in paths
        if not is_video(path)
        for name, image in open_upload(path, rules)
    ]
