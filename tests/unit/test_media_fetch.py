"""Media by URL: which addresses are asked, how long and how much is read, which pictures open."""

import asyncio
import base64
import io
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import AbstractResolver
from PIL import Image

from qwen_demo.chat import ImageBudget
from qwen_demo.engine import media_fetch
from qwen_demo.engine.media_fetch import (
    MediaLimits,
    check_url,
    data_url_to_bytes,
    fetch,
    is_public,
    open_image,
)
from qwen_demo.errors import InvalidImage

SMALL = MediaLimits(max_image_pixels=100_000)
PRIVATE_TOO = MediaLimits(max_bytes=1000, allow_private_urls=True)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def web_server(handler: Handler) -> AsyncIterator[str]:
    """A server on loopback that answers every path; gives its address."""
    runner = web.ServerRunner(web.Server(handler), shutdown_timeout=0.01)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def refused(url: str, limits: MediaLimits, domains: list[str] | None = None) -> str:
    with pytest.raises(InvalidImage) as caught:
        await fetch(url, limits, domains or [])
    return caught.value.message


# --- addresses ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"]
)
def test_public_addresses(address: str):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:100.64.0.1",
        "::ffff:224.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
    ],
)
def test_addresses_that_are_not_public(address: str):
    assert not is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"],
)
async def test_a_private_address_is_not_asked_however_it_is_written(host: str):
    asked = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.path)
        return web.Response(body=b"secret")

    async with web_server(answer) as url:
        port = url.rpartition(":")[2]
        assert "not a public one" in await refused(f"http://{host}:{port}/", MediaLimits())
    assert not asked


@pytest.mark.parametrize("host", ["0", "2130706433", "017700000001", "0177.0.0.1", "127.1"])
async def test_other_numbers_for_loopback_are_refused_too(host: str):
    assert await refused(f"http://{host}:9/", MediaLimits())


class LyingResolver(AbstractResolver):
    """A name server that first gives a public address and then a private one."""

    def __init__(self) -> None:
        self.asked = 0

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[Any]:
        self.asked += 1
        return [
            {"hostname": host, "host": "127.0.0.1", "port": port}
            | {"family": 2, "proto": 6, "flags": 0}
        ]

    async def close(self) -> None:
        pass


async def test_a_public_name_with_a_private_address_is_not_asked(monkeypatch: Any):
    resolver = LyingResolver()
    monkeypatch.setattr("aiohttp.connector.DefaultResolver", lambda *a, **k: resolver)
    assert "not a public one" in await refused("http://pictures.example/", MediaLimits())
    assert resolver.asked == 1


async def test_a_redirect_to_a_private_address_is_not_followed(monkeypatch: Any):
    """The first hop is let through as if it were public; the second one is checked by itself."""
    asked = []

    async def answer(request: web.Request) -> web.StreamResponse:
        asked.append(request.host)
        return web.Response(status=302, headers={"Location": "http://127.0.0.2:9/secret"})

    monkeypatch.setattr(media_fetch, "is_public", lambda address: address == "127.0.0.1")
    async with web_server(answer) as url:
        assert "not a public one" in await refused(url, MediaLimits())
    assert len(asked) == 1


async def test_private_addresses_are_asked_where_that_is_allowed():
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"picture")

    async with web_server(answer) as url:
        assert await fetch(url, PRIVATE_TOO, []) == b"picture"


# --- URLs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.com/a.png",
        "gopher://example.com",
        "/etc/passwd",
        "http://",
        "https:///a.png",
        "//example.com/a.png",
        "http://user@example.com/a.png",
        "http://user:password@example.com/a.png",
        "http://127.0.0.1:80\\@example.com/",
        "http://example.com:99999/",
        "http://[::1/",
        "",
    ],
)
def test_urls_that_are_refused(url: str):
    with pytest.raises(InvalidImage):
        check_url(url, [])


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://a.example/x", True),
        ("https://A.EXAMPLE/x", True),
        ("https://b.example/x", False),
        ("https://a.example.evil.example/x", False),
        ("https://evil.example/#a.example", False),
        ("https://evil.example\\.a.example/", False),
    ],
)
def test_a_list_of_domains_is_kept_to(url: str, allowed: bool):
    if allowed:
        assert check_url(url, ["a.example"]).host == "a.example"
    else:
        with pytest.raises(InvalidImage):
            check_url(url, ["a.example"])


async def test_a_redirect_to_another_domain_is_refused():
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=301, headers={"Location": "http://evil.example/"})

    async with web_server(answer) as url:
        message = await refused(url, PRIVATE_TOO, ["127.0.0.1"])
    assert message == "The URL's domain is not one of 127.0.0.1."


# --- answers --------------------------------------------------------------------------------


async def test_relative_redirects_are_followed_but_not_for_ever():
    async def answer(request: web.Request) -> web.StreamResponse:
        hops = int(request.path.strip("/") or 0)
        if hops == 0:
            return web.Response(body=b"here")
        return web.Response(status=307, headers={"Location": f"/{hops - 1}"})

    async with web_server(answer) as url:
        assert await fetch(f"{url}/4", PRIVATE_TOO, []) == b"here"
        assert "redirects more than 4 times" in await refused(f"{url}/5", PRIVATE_TOO)


async def test_a_redirect_to_a_file_is_refused():
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "file:///etc/passwd"})

    async with web_server(answer) as url:
        assert "Only data:" in await refused(url, PRIVATE_TOO)


@pytest.mark.parametrize("status", [204, 404, 429, 500])
async def test_other_statuses_are_told(status: int):
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status)

    async with web_server(answer) as url:
        assert await refused(url, PRIVATE_TOO) == f"The URL answered with status {status}."


@pytest.mark.parametrize("chunked", [False, True])
async def test_what_is_too_large_is_not_read_to_its_end(chunked: bool):
    async def answer(request: web.Request) -> web.StreamResponse:
        if not chunked:
            return web.Response(body=b"x" * 1001)
        response = web.StreamResponse()
        await response.prepare(request)
        while True:  # ends when the reader goes away
            await response.write(b"x" * 500)

    async with web_server(answer) as url:
        assert "over the limit" in await refused(url, PRIVATE_TOO)


async def test_what_says_it_is_too_large_is_not_read_at_all():
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1001"})
        await response.prepare(request)
        await asyncio.Event().wait()  # not a byte comes
        return response

    async with web_server(answer) as url:
        assert "over the limit" in await refused(url, PRIVATE_TOO)


async def test_a_compressed_answer_is_not_unpacked():
    async def answer(request: web.Request) -> web.StreamResponse:
        assert request.headers["Accept-Encoding"] == "identity"
        body = zlib.compress(b"x" * 10_000)
        return web.Response(body=body, headers={"Content-Encoding": "deflate"})

    async with web_server(answer) as url:
        assert len(await fetch(url, PRIVATE_TOO, [])) < 1000


@pytest.mark.parametrize("drips", [False, True])
async def test_a_slow_server_is_given_up(monkeypatch: Any, drips: bool):
    monkeypatch.setattr(media_fetch, "FETCH_TIMEOUT_S", 0.1)

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if drips:
            await response.prepare(request)
        while True:
            await asyncio.sleep(0.01)
            if drips:
                await response.write(b"x")

    async with web_server(answer) as url:
        assert await refused(url, PRIVATE_TOO) == "The URL did not answer within 0.1 s."


async def test_a_closed_port_and_a_server_that_speaks_no_http():
    async with web_server(lambda request: None) as url:  # type: ignore[arg-type,return-value]
        pass
    assert await refused(url, PRIVATE_TOO) == "The URL can't be reached."

    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(b"hello?\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        message = await refused(f"http://127.0.0.1:{port}", PRIVATE_TOO)
    assert message == "The URL did not give a proper HTTP answer."


# --- data URLs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "data:image/png,abc",
        "data:image/png;base64",
        "data:;base64,@@@",
        "data:;base64,QUI",
        "data:,",
    ],
)
def test_data_urls_that_are_refused(url: str):
    with pytest.raises(InvalidImage):
        data_url_to_bytes(url, 1000)


def test_a_data_url_is_decoded_up_to_the_limit():
    data = b"x" * 1000
    url = "data:image/png;charset=x;BASE64," + base64.b64encode(data).decode()
    assert data_url_to_bytes(url, 1000) == data
    with pytest.raises(InvalidImage, match="over the limit"):
        data_url_to_bytes(url, 900)


# --- pictures -------------------------------------------------------------------------------


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A black 1-bit PNG; small, however many pixels it has."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width + 7) // 8 + 1) * height, 9)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_the_formats_that_are_read(kind: str):
    image = open_image(encoded(Image.new("RGB", (40, 30), "red"), kind), SMALL)
    assert (image.mode, image.size) == ("RGB", (40, 30))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_mode_becomes_rgb(mode: str):
    assert open_image(encoded(Image.new(mode, (8, 8)), "PNG"), SMALL).mode == "RGB"


def test_cmyk_becomes_rgb():
    assert open_image(encoded(Image.new("CMYK", (8, 8)), "JPEG"), SMALL).mode == "RGB"


def test_what_is_transparent_becomes_white():
    image = open_image(encoded(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), "PNG"), SMALL)
    assert image.getpixel((0, 0)) == (255, 255, 255)


def test_a_photograph_is_turned_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    data = encoded(Image.new("RGB", (40, 20)), "JPEG", exif=exif)
    assert open_image(data, SMALL).size == (20, 40)


def test_a_large_picture_is_shrunk_to_what_the_model_sees():
    budget = ImageBudget(pixels_per_side=32, min_pixels=1024, max_pixels=64 * 64)
    data = encoded(Image.new("RGB", (300, 300), "red"), "PNG")
    limits = MediaLimits(image_budget=budget)
    assert open_image(data, limits).size == (64, 64)
    small = encoded(Image.new("RGB", (40, 30), "red"), "PNG")
    assert open_image(small, limits).size == (40, 30)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
def test_of_an_animation_the_first_frame_is_read(kind: str):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    red, _, blue = open_image(data, SMALL).getpixel((0, 0))
    assert red > 200 and blue < 60


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.4",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"GIF89a",
        b"\xff\xd8\xff\xe0",
        encoded(Image.new("RGB", (300, 300), "red"), "PNG")[:80],
        encoded(Image.effect_noise((90, 90), 50), "JPEG")[:600],
        encoded(Image.new("RGB", (8, 8)), "PPM"),
        encoded(Image.new("RGB", (8, 8)), "ICO"),
    ],
    ids=lambda data: repr(data[:8]),
)
def test_what_is_no_whole_picture_of_a_known_format_is_refused(data: bytes):
    with pytest.raises(InvalidImage, match="can't be read"):
        open_image(data, SMALL)


@pytest.mark.parametrize(
    ("wh", "message"),
    [
        ((13_000, 13_000), "13000x13000 pixels; at most 50 megapixels"),
        ((20_000, 20_000), "too many pixels"),
        ((1, 300), "200 times longer"),
        ((4000, 8), "200 times longer"),
    ],
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_bombs_and_ribbons_are_refused_before_they_are_decoded(wh: Any, message: str):
    with pytest.raises(InvalidImage, match=message):
        open_image(png_of(*wh), MediaLimits())


def test_a_picture_behind_a_zip_or_script_is_read_as_what_it_says_it_is():
    picture = encoded(Image.new("RGB", (8, 8)), "PNG")
    assert open_image(picture + b"PK\x03\x04<script>", SMALL).size == (8, 8)
    with pytest.raises(InvalidImage):
        open_image(b"<script></script>" + picture, SMALL)
