"""Whose page and whose picture it is: told by sign-in or cookie, never by what a request claims."""

from pathlib import Path
from types import SimpleNamespace

import gradio as gr
import pytest
from gradio.state_holder import SessionState

from qwen_demo.ui.guards import GuardedBlocks, PageGuard, Visitors
from qwen_demo.ui.owners import API_USER, COOKIE, Owners, may_see, new_token, owner_folder
from tests.unit.asgi_client import ask

TOKEN = new_token()


def test_a_browser_is_told_by_its_cookie_which_the_owner_does_not_reveal():
    owner = Owners().of(None, {COOKIE: TOKEN})
    assert owner == Owners().of("any name", {COOKIE: TOKEN})  # with a key for all, a name is no one
    assert owner != Owners().of(None, {COOKIE: new_token()})
    assert TOKEN not in owner


@pytest.mark.parametrize("cookie", ["", "short", TOKEN + "x", "../" + TOKEN[3:], TOKEN[:-1] + "\n"])
def test_a_cookie_that_is_not_ours_is_nobodys(cookie):
    assert Owners().of(None, {COOKIE: cookie}) is None


def test_with_accounts_the_user_counts_and_programs_with_a_key_own_nothing():
    owners = Owners(accounts=True)
    assert owners.of("ann", {COOKIE: TOKEN}) == "user:ann"
    assert owners.of(None, {COOKIE: TOKEN}) is None
    assert owners.of(API_USER, {}) is None


def scope(**headers: str) -> dict:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "scheme": "http", "path": "/", "headers": pairs}


def test_the_cookie_is_for_http_of_this_site_only_and_stays_the_same():
    given = Owners().cookie_for(scope())
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(given.split("; "))
    assert "Secure" not in given
    assert "Secure" in Owners().cookie_for(scope(x_forwarded_proto="https"))
    assert "Secure" in Owners().cookie_for({**scope(), "scheme": "https"})
    assert f"{COOKIE}={TOKEN}" in Owners().cookie_for(scope(cookie=f"{COOKIE}={TOKEN}"))
    assert "forged" not in Owners().cookie_for(scope(cookie=f"{COOKIE}=forged"))
    assert Owners(accounts=True).cookie_for(scope()) is None


def test_a_file_in_an_owners_folder_is_the_owners_only(tmp_path):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    mine = owner_folder(pictures, "browser:ann") / "a.png"
    mine.touch()
    assert may_see(pictures, str(mine), "browser:ann")
    for path in (mine, f"{tmp_path}/x/../pictures/{mine.parent.name}/a.png"):
        assert not may_see(pictures, str(path), "browser:bob")
        assert not may_see(pictures, str(path), None)
    (tmp_path / "link").symlink_to(mine)
    assert not may_see(pictures, str(tmp_path / "link"), "browser:bob")
    assert not may_see(pictures, "\0", "browser:ann")
    assert may_see(pictures, str(tmp_path / "upload.png"), "browser:bob")


@pytest.mark.parametrize("name", ["/gradio_api/file={}", "/gradio_api/file=/tmp/..{}"])
async def test_the_page_serves_pictures_to_their_owner_only(tmp_path, name):
    async def files(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"picture"})

    mine = owner_folder(tmp_path, Owners().of(None, {COOKIE: TOKEN})) / "a.png"
    visitors = Visitors(Owners(), tmp_path, lambda cookies: None)
    guard = PageGuard(files, visitors=visitors)
    for token, status in ((TOKEN, 200), (new_token(), 404), ("", 404)):
        headers = {"cookie": f"{COOKIE}={token}"}
        assert (await ask(guard, "GET", name.format(mine), headers=headers)).status == status


@pytest.fixture
async def visit(tmp_path, monkeypatch):
    """`visit(token, file)`: an event of one session, from a browser with a cookie.

    Async, since Gradio makes an event loop of its own where none runs.
    """
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with GuardedBlocks() as blocks:
        box = gr.File()
        box.change(lambda file: None, box, None)
    blocks.owners, blocks.pictures = Owners(), tmp_path
    blocks.has_launched = True
    state = SessionState(blocks)

    async def one(token: str, file: Path | None = None) -> None:
        sender = SimpleNamespace(cookies={COOKIE: token})
        visitor = SimpleNamespace(username=None, request=sender, session_hash="x")
        value = {"path": str(file), "meta": {"_type": "gradio.FileData"}} if file else None
        await blocks.process_api(blocks.fns[0], [value], state=state, request=visitor)

    return one


async def test_a_session_is_its_first_visitors_alone(visit):
    await visit(TOKEN)
    await visit(TOKEN)
    for other in (new_token(), ""):
        with pytest.raises(gr.Error, match="Reload the page"):
            await visit(other)


async def test_an_event_names_no_picture_of_anothers(visit, tmp_path):
    owner = Owners().of(None, {COOKIE: TOKEN})
    mine = owner_folder(tmp_path, owner) / "a.png"
    others = owner_folder(tmp_path, "browser:other") / "a.png"
    for file in (mine, others):
        file.touch()
    await visit(TOKEN, mine)
    with pytest.raises(gr.Error, match="Only files uploaded to this page"):
        await visit(TOKEN, others)
