"""Pictures that a stranger may send, made here: each as the bytes of a file."""

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image

SIZE = (64, 48)


def noise(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture that does not compress, the same each time."""
    count = size[0] * size[1] * len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, size, random.Random(1).randbytes(count))


def encoded(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    buffer = io.BytesIO()
    (image or noise()).save(buffer, kind, **options)
    return buffer.getvalue()


def plain(kind: str, mode: str, **options: Any) -> bytes:
    return encoded(kind, Image.new(mode, SIZE), **options)


def frames(kind: str, count: int) -> bytes:
    pictures = [Image.new("RGB", (16, 16), (number % 256, 0, 0)) for number in range(count)]
    return encoded(kind, pictures[0], save_all=True, append_images=pictures[1:])


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def with_chunk(name: bytes, data: bytes) -> bytes:
    """A PNG with one more chunk behind its header."""
    whole = encoded("PNG")
    return whole[:33] + chunk(name, data) + whole[33:]


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def patched(data: bytes, at: int, new: bytes) -> bytes:
    return data[:at] + new + data[at + len(new) :]


ZEROS = zlib.compress(b"\0" * 200_000_000, 9)
ORIENTATION_99 = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63" + bytes(7)
JPEG, GIF = encoded("JPEG"), encoded("GIF")
JPEG_SIZE_AT = JPEG.index(b"\xff\xc0") + 5

BAD = {
    "half a PNG": half(encoded("PNG")),
    "half a JPEG": half(JPEG),
    "half a WebP": half(encoded("WEBP")),
    "half a GIF": half(GIF),
    "half a TIFF": half(encoded("TIFF")),
    "half a BMP": half(encoded("BMP")),
    "half an AVIF": half(encoded("AVIF")),
    "a PNG of a broken header": patched(encoded("PNG"), 18, b"\xff"),
    "a text of 200 MB in a PNG": with_chunk(b"zTXt", b"a\0\0" + ZEROS),
    "a colour profile of 200 MB": with_chunk(b"iCCP", b"a\0\0" + ZEROS),
    "a JPEG that says 65500 x 65500": patched(JPEG, JPEG_SIZE_AT, b"\xff\xdc" * 2),
    "a GIF that says 65535 x 65535": patched(GIF, 6, b"\xff" * 4),
    "a BMP that says 2 billion lines": patched(encoded("BMP"), 22, b"\xff\xff\xff\x7f"),
    "a WebP without a frame": b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\x3f\0" * 2,
    "a PDF before a PNG": b"%PDF-1.7\n" + encoded("PNG"),
    "a ZIP": b"PK\x03\x04" + bytes(200),
    "HTML that starts like a GIF": b"GIF89a=1;/*<script>alert(1)</script>*/" + bytes(100),
    "an MP4": b"\0\0\0\x18ftypmp42" + bytes(200),
    "an AVIF": encoded("AVIF"),
    "an icon": encoded("ICO"),
    "a JPEG 2000": encoded("JPEG2000"),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "an SVG with an entity": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
    b'<svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
    "zeros": bytes(10_000),
}

GOOD = {
    "an animated PNG": frames("PNG", 3),
    "an animated WebP": frames("WEBP", 3),
    "a GIF of 3000 frames": frames("GIF", 3000),
    "a TIFF of 200 pages": frames("TIFF", 200),
    "a JPEG of two pictures (MPO)": encoded("MPO", save_all=True, append_images=[noise()]),
    "a progressive JPEG": encoded("JPEG", progressive=True),
    "a grey JPEG": plain("JPEG", "L"),
    "a CMYK JPEG": plain("JPEG", "CMYK"),
    "a CMYK TIFF": plain("TIFF", "CMYK"),
    "a Lab TIFF": plain("TIFF", "LAB"),
    "a TIFF of floats": plain("TIFF", "F"),
    "a 16-bit PNG": plain("PNG", "I;16"),
    "a 16-bit TIFF": plain("TIFF", "I;16"),
    "a PNG of a palette": plain("PNG", "P", transparency=0),
    "a PNG of grey and transparency": plain("PNG", "LA"),
    "a PNG with an archive behind": encoded("PNG") + b"PK\x05\x06" + bytes(18),
    "a JPEG with a script in its comment": encoded("JPEG", comment=b"<script>alert(1)</script>"),
    "an unknown orientation": encoded("JPEG", exif=ORIENTATION_99),
}
"""What is behind the first frame is never looked at."""
