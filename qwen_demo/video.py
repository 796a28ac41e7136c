"""Video files: what they are, whether they can be read, and how many visual tokens they take.

OpenCV, which vLLM decodes videos with too, is imported when one comes. All of it is CPU work: call
it in a thread. What can't be read raises errors.InvalidImage, which names the file.
"""

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qwen_demo.chat import ImageBudget
from qwen_demo.errors import InvalidImage
from qwen_demo.media import MAX_ASPECT_RATIO, MEDIA_TYPES, resized_wh

MAX_FRAME_PIXELS = 3840 * 2160
MAX_FRAMES = 60 * 60 * 30
SAMPLED_FRAMES = 32
"""vLLM takes so many frames from a video, evenly, unless `--media-io-kwargs` says otherwise."""
FRAMES_PER_TOKEN = 2
"""Qwen3-VL sees two frames as one (`temporal_patch_size`)."""


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a video file holds."""

    frame_wh: tuple[int, int]
    frame_count: int
    seconds: float


def is_video(path: str | Path) -> bool:
    """Whether a file's name is one of a video."""
    return MEDIA_TYPES.get(Path(path).suffix.lower(), "").startswith("video/")


def open_video(path: Path, name: str) -> VideoFacts:
    """The facts of a video whose first frame can be decoded. Raises: InvalidImage."""
    if not has_video_header(path):
        raise InvalidImage(
            "{name} can't be read as a video. MP4, MOV, WebM and MKV are.", name=name
        )
    import cv2

    capture = cv2.VideoCapture(str(path))
    try:
        facts = read_facts(capture, cv2)
        is_readable = facts is not None and within_bounds(facts) and capture.read()[0]
    finally:
        capture.release()
    if facts is None or not is_readable:
        raise InvalidImage(
            "{name} can't be read as a video: at most 4K and an hour, in a usual format such as "
            "H.264 in MP4.",
            name=name,
        )
    return facts


def has_video_header(path: Path) -> bool:
    """Whether the file is one of the containers, by its first bytes.

    FFmpeg would also open playlists, which name other files and addresses.
    """
    with path.open("rb") as file:
        head = file.read(8)
    return head[4:] == b"ftyp" or head[:4] == b"\x1a\x45\xdf\xa3"


def read_facts(capture: Any, cv2: Any) -> VideoFacts | None:
    """What an opened video says of itself; None where it makes no sense."""
    if not capture.isOpened():
        return None
    width, height = capture.get(cv2.CAP_PROP_FRAME_WIDTH), capture.get(cv2.CAP_PROP_FRAME_HEIGHT)
    count, fps = capture.get(cv2.CAP_PROP_FRAME_COUNT), capture.get(cv2.CAP_PROP_FPS)
    if not all(math.isfinite(value) and value > 0 for value in (width, height, count, fps)):
        return None
    return VideoFacts((int(width), int(height)), int(count), count / fps)


def within_bounds(facts: VideoFacts) -> bool:
    """Whether decoding this is bounded work."""
    width, height = facts.frame_wh
    return (
        width * height <= MAX_FRAME_PIXELS
        and facts.frame_count <= MAX_FRAMES
        and max(width, height) <= MAX_ASPECT_RATIO * min(width, height)
    )


def video_tokens(facts: VideoFacts, budget: ImageBudget) -> int:
    """About how many tokens of the context a video takes; `budget` bounds all its frames together.

    Transformers' `smart_resize` for Qwen3-VL's videos, and a time stamp before each two frames.
    """
    frames = min(SAMPLED_FRAMES, facts.frame_count)
    pairs = math.ceil(frames / FRAMES_PER_TOKEN)
    per_frame = budget.max_pixels // (pairs * FRAMES_PER_TOKEN)
    least = min(budget.min_pixels // (pairs * FRAMES_PER_TOKEN), per_frame)
    frame_budget = replace(budget, max_pixels=per_frame, min_pixels=least)
    width, height = resized_wh(facts.frame_wh, frame_budget)
    time_stamp = 8  # <12.5 seconds><|vision_start|> ... <|vision_end|>
    return pairs * (width * height // budget.pixels_per_side**2 + time_stamp)
