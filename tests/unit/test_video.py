"""Video files: checked before they are sent, with an estimate of what they cost."""

from pathlib import Path

import pytest

from qwen_demo import video
from qwen_demo.chat import ImageBudget
from qwen_demo.errors import InvalidImage
from qwen_demo.video import VideoFacts, is_video, open_video, video_tokens
from tests.videos import write_video

BUDGET = ImageBudget(pixels_per_side=32, min_pixels=4096, max_pixels=25_165_824)


def test_a_video_is_known_by_its_name():
    assert is_video("Clip.MP4")
    assert not is_video("clip.png")


def test_a_video_tells_its_size_and_length(tmp_path: Path):
    facts = open_video(write_video(tmp_path / "a.mp4"), "a.mp4")
    assert facts == VideoFacts((64, 48), 20, 2.0)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a video",
        b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n",
        b"\0\0\0\x18ftypmp42" + b"\0" * 99,
    ],
    ids=["empty", "text", "playlist", "head only"],
)
def test_what_is_no_video_is_refused_by_name(tmp_path: Path, content: bytes):
    (tmp_path / "bad.mp4").write_bytes(content)
    with pytest.raises(InvalidImage, match=r"bad\.mp4 can't be read as a video"):
        open_video(tmp_path / "bad.mp4", "bad.mp4")


def test_a_playlist_is_never_opened_by_ffmpeg(tmp_path: Path):
    (tmp_path / "bad.mp4").write_bytes(b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/\n")
    assert not video.has_video_header(tmp_path / "bad.mp4")


@pytest.mark.parametrize(
    ("frame_wh", "frames"), [((7680, 4320), 10), ((4000, 16), 10), ((64, 64), 200_000)]
)
def test_a_video_too_large_too_long_or_too_thin_is_out_of_bounds(frame_wh, frames):
    assert not video.within_bounds(VideoFacts(frame_wh, frames, 1.0))


def test_a_long_video_costs_what_its_sampled_frames_do():
    short, long = VideoFacts((640, 480), 32, 1.0), VideoFacts((640, 480), 3000, 100.0)
    assert video_tokens(short, BUDGET) == video_tokens(long, BUDGET) == 16 * (20 * 15 + 8)


def test_a_large_video_is_shrunk_to_the_budget_of_all_its_frames():
    tokens = video_tokens(VideoFacts((3840, 2160), 300, 10.0), BUDGET)
    assert tokens <= BUDGET.max_pixels / 1024 / 2 + 16 * 8
