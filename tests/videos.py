"""A small video for tests: a red frame that turns blue."""

from pathlib import Path

import cv2
import numpy as np


def write_video(path: Path, frames: int = 20, wh: tuple[int, int] = (64, 48)) -> Path:
    """Write an MP4 of 10 frames a second."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 10, wh)
    for index in range(frames):
        frame = np.zeros((wh[1], wh[0], 3), np.uint8)
        frame[:, :, 2 if index < frames // 2 else 0] = 255
        writer.write(frame)
    writer.release()
    return path
