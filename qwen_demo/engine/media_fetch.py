"""The bytes of a picture or video from its URL, a picture from its bytes; safely or not at all.

Data URLs, and http(s) URLs of public addresses; one time limit for all of it; size, pixels and
shape checked before decoding. Knows aiohttp and PIL, not vLLM.
"""

import asyncio
import io
import ipaddress
import socket
from dataclasses import dataclass
from typing import Any

import aiohttp
import pybase64
from PIL import Image, ImageOps
from yarl import URL

from qwen_demo import media
from qwen_demo.chat import ImageBudget
from qwen_demo.errors import InvalidImage

FETCH_TIMEOUT_S = 10.0
MAX_REDIRECTS = 4
REDIRECTS = (301, 302, 303, 307, 308)
CHUNK_BYTES = 2**16
HEADERS = {"User-Agent": "qwen-demo", "Accept": "image/*, video/*", "Accept-Encoding": "identity"}
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in the last 32 bits."""

AddrInfo = tuple[int, int, int, str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """Bounds of one picture or video, and whether private addresses may be asked for it.

    With an `image_budget` a picture is shrunk at once to the size at which the model sees it: a
    full-size one takes 150 MB, and many wait in a busy server.
    """

    max_bytes: int = 20 * 2**20
    max_image_pixels: int = 50_000_000
    image_budget: ImageBudget | None = None
    allow_private_urls: bool = False


class MediaError(InvalidImage):
    """A picture or video that is refused; the message tells why."""


class _PrivateAddress(OSError):
    """Raised in place of a connection to an address that is not public."""


def data_url_to_bytes(url: str, max_bytes: int) -> bytes:
    """The bytes of a base64 data URL (RFC 2397)."""
    spec, comma, data = url.partition(",")
    if not comma or not spec.lower().endswith(";base64"):
        raise MediaError("A data URL must have the form data:image/png;base64,...")
    if len(data) * 3 // 4 > max_bytes + 2:
        raise MediaError(_too_large(max_bytes))
    try:
        return pybase64.b64decode(data, validate=True)
    except ValueError:
        raise MediaError("The data URL is not valid base64.") from None


def open_image(data: bytes, limits: MediaLimits) -> Image.Image:
    """A checked picture, upright and in RGB, as the page opens it; of an animation, one frame."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        check_size(image.size, limits.max_image_pixels)
        image.load()
        upright = ImageOps.exif_transpose(image)
        if limits.image_budget:
            return media.bound_picture(upright, limits.image_budget)
        return media.flatten(upright)
    except InvalidImage:
        raise
    except Image.DecompressionBombError:
        raise MediaError("The picture has too many pixels.") from None
    # PIL's parsers raise nearly anything on hostile bytes; each means that the file can't be read.
    except Exception:  # noqa: BLE001
        raise MediaError(
            "The picture can't be read. JPEG, PNG, WebP, GIF, BMP and TIFF files are."
        ) from None


async def open_picture(
    url: str, limits: MediaLimits, allowed_domains: list[str]
) -> tuple[str, tuple[int, int]]:
    """A picture as a data URL, and its upright size in pixels. Raises: InvalidImage."""
    if url[:5].lower() == "data:":
        data = await asyncio.to_thread(data_url_to_bytes, url, limits.max_bytes)
    else:
        data = await fetch(url, limits, allowed_domains)
        url = "data:image/*;base64," + pybase64.b64encode(data).decode()
    return url, (await asyncio.to_thread(open_image, data, limits)).size


def check_size(image_wh: tuple[int, int], max_pixels: int) -> None:
    """Raises: what says that a picture is too large or too long."""
    width, height = image_wh
    if width * height > max_pixels:
        most = max_pixels / 1_000_000
        raise MediaError(
            f"The picture has {width}x{height} pixels; at most {most:g} megapixels are read."
        )
    media.check_size(image_wh, "The picture")


async def fetch(url: str, limits: MediaLimits, allowed_domains: list[str]) -> bytes:
    """The bytes behind an http(s) URL, redirects followed, each hop checked."""
    try:
        async with asyncio.timeout(FETCH_TIMEOUT_S), _session(limits) as session:
            return await _follow(session, url, limits.max_bytes, allowed_domains)
    except TimeoutError:
        raise MediaError(f"The URL did not answer within {FETCH_TIMEOUT_S:g} s.") from None
    except aiohttp.ClientConnectorError as error:
        if isinstance(error.os_error, _PrivateAddress):
            raise MediaError("The URL's address is not a public one.") from None
        raise MediaError("The URL can't be reached.") from None
    except aiohttp.InvalidURL:
        raise MediaError("The URL is not a valid one.") from None
    except aiohttp.ClientError:
        raise MediaError("The URL did not give a proper HTTP answer.") from None


def _session(limits: MediaLimits) -> aiohttp.ClientSession:
    """A session that keeps no cookies, asks no proxy, and connects to no private address."""
    connector = aiohttp.TCPConnector(
        socket_factory=_any_socket if limits.allow_private_urls else _public_socket,
        force_close=True,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers=HEADERS,
        auto_decompress=False,
        trust_env=False,
    )


async def _follow(
    session: aiohttp.ClientSession, url: str, max_bytes: int, allowed_domains: list[str]
) -> bytes:
    target = check_url(url, allowed_domains)
    for _ in range(MAX_REDIRECTS + 1):
        async with session.get(target, allow_redirects=False) as response:
            location = response.headers.get("Location")
            if response.status in REDIRECTS and location:
                target = check_url(location, allowed_domains, base=target)
                continue
            if response.status != 200:
                raise MediaError(f"The URL answered with status {response.status}.")
            return await _read(response, max_bytes)
    raise MediaError(f"The URL redirects more than {MAX_REDIRECTS} times.")


async def _read(response: aiohttp.ClientResponse, max_bytes: int) -> bytes:
    if (response.content_length or 0) > max_bytes:
        raise MediaError(_too_large(max_bytes))
    data = bytearray()
    async for chunk in response.content.iter_chunked(CHUNK_BYTES):
        data += chunk
        if len(data) > max_bytes:
            raise MediaError(_too_large(max_bytes))
    return bytes(data)


def check_url(url: str, allowed_domains: list[str], base: URL | None = None) -> URL:
    """The URL as it will be asked for: one parser for the check and for the connection."""
    try:
        target = base.join(URL(url)) if base else URL(url)
        scheme, host, user, _ = target.scheme, target.host, target.user, target.port
    except ValueError:
        raise MediaError("The URL is not a valid one.") from None
    if scheme not in ("http", "https") or not host:
        raise MediaError("Only data:, https: and http: URLs are accepted.")
    if user is not None:
        raise MediaError("A URL with a user name is not accepted.")
    if allowed_domains and host not in allowed_domains:
        raise MediaError(f"The URL's domain is not one of {', '.join(allowed_domains)}.")
    return target


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def _public_socket(addr_info: AddrInfo) -> socket.socket:
    """aiohttp asks for a socket with the very address it is going to connect to, for names and
    literal addresses alike; so nothing can change between this check and the connection."""
    if not is_public(str(addr_info[4][0])):
        raise _PrivateAddress("not a public address")
    return _any_socket(addr_info)


def _any_socket(addr_info: AddrInfo) -> socket.socket:
    family, kind, protocol, _, _ = addr_info
    return socket.socket(family, kind, protocol)


def _too_large(max_bytes: int) -> str:
    return f"The file is over the limit of {max_bytes / 2**20:g} MiB."
