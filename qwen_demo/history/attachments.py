"""Files under their content's hash, readable by this app's user only.

Which conversation names a file is the store's to know.
"""

import contextlib
import hashlib
import os
import re
import uuid
from pathlib import Path

SCHEME = "attachment:"
"""In a stored message, a picture's URL is `attachment:<sha256>`."""
REFERENCE = re.compile(r"attachment:([0-9a-f]{64})")
SUFFIXES = (
    *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"),
    *(".heic", ".heif", ".pdf", ".mp4", ".m4v", ".mov", ".webm", ".mkv", ".bin"),
)


def known_suffix(path: Path) -> str:
    """The suffix under which a file is kept; `.bin` for an unknown one."""
    suffix = path.suffix.lower()
    return suffix if suffix in SUFFIXES else ".bin"


def to_sha256(url: str) -> str | None:
    """The hash that a reference names; None for any other URL."""
    found = REFERENCE.fullmatch(url)
    return found[1] if found else None


def sha256_of(data: bytes) -> str:
    """The name of a content."""
    return hashlib.sha256(data).hexdigest()


class AttachmentFiles:
    """The files of one folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder

    def path(self, sha256: str, suffix: str) -> Path:
        """Where a file lies."""
        return self.folder / f"{sha256}{suffix}"

    def write(self, data: bytes, sha256: str, suffix: str) -> None:
        """Keep a file; whole or not at all, also when the machine stops in between."""
        path = self.path(sha256, suffix)
        if path.exists():
            return
        partial = self.folder / f"{uuid.uuid4().hex}.partial"
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                partial.unlink()

    def remove(self, sha256: str, suffix: str) -> None:
        """Remove a file; one that has gone already is no matter."""
        self.path(sha256, suffix).unlink(missing_ok=True)

    def remove_partial(self, before_s: float) -> None:
        """Remove what a process left half-written before this time."""
        for path in self.folder.glob("*.partial"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime < before_s:
                    path.unlink()
