"""Whose request it is: a signed-in user's, or an anonymous browser's, told by a random cookie.

An owner is a text that names no secret: the cookie itself is only ever the browser's.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import unquote

from starlette.requests import HTTPConnection
from starlette.types import Scope

COOKIE = "qwen-demo-browser"
COOKIE_AGE_S = 365 * 24 * 3600
TOKEN = re.compile(r"[0-9A-Za-z_-]{43}")
OWNER_FOLDER = re.compile(r"[0-9a-f]{32}")
API_USER = "\n"
"""Whom Gradio takes a program with an API key for; no user of --ui-auth is called that."""
FILE_ROUTE = "/gradio_api/file="


@dataclass(frozen=True)
class Owners:
    """Tells owners apart. `accounts`: there are users with passwords, so a name is a person."""

    accounts: bool = False

    def of(self, username: str | None, cookies: Mapping[str, str]) -> str | None:
        """The owner; None for who can't be told, whose conversations are not kept."""
        if self.accounts:
            return f"user:{username}" if username and username != API_USER else None
        token = cookies.get(COOKIE, "")
        return f"browser:{_hash(token)}" if TOKEN.fullmatch(token) else None

    def cookie_for(self, scope: Scope) -> str | None:
        """The cookie that a page's visitor is given, again with each visit."""
        if self.accounts:
            return None
        connection = HTTPConnection(scope)
        token = connection.cookies.get(COOKIE, "")
        cookie = SimpleCookie({COOKIE: token if TOKEN.fullmatch(token) else new_token()})
        proxied = connection.headers.get("x-forwarded-proto", "").split(",")[0].strip()
        cookie[COOKIE].update(
            {
                "path": "/",
                "max-age": str(COOKIE_AGE_S),
                "samesite": "Lax",
            }
        )
        cookie[COOKIE]["httponly"] = True
        cookie[COOKIE]["secure"] = "https" in (scope["scheme"], proxied)
        return cookie[COOKIE].OutputString()


def new_token() -> str:
    """A cookie's value that nobody guesses."""
    return secrets.token_urlsafe(32)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def owner_folder(pictures: Path, owner: str | None) -> Path:
    """Where an owner's pictures are shown from; made where it isn't there."""
    if owner is None:
        return pictures
    folder = pictures / _hash(owner)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def may_see(pictures: Path, path: str, owner: str | None) -> bool:
    """Whether a file is nobody's in particular, or this owner's."""
    try:
        resolved, root = Path(path).resolve(), pictures.resolve()
    except (OSError, ValueError):
        return False
    if not resolved.is_relative_to(root):
        return True
    first = resolved.relative_to(root).parts[:1]
    is_owners = bool(first) and OWNER_FOLDER.fullmatch(first[0]) is not None
    return not is_owners or (owner is not None and first == (_hash(owner),))


def file_of(path: str) -> str | None:
    """The file that a request's path names; None for any other route."""
    return unquote(path.removeprefix(FILE_ROUTE)) if path.startswith(FILE_ROUTE) else None
