"""Conversations that outlive their page: a scripted engine, real Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from qwen_demo.history.store import HistoryStore
from qwen_demo.ui.page import Kept
from tests.browser.pages import CAT
from tests.fake_engine import FakeEngine, words
from tests.fake_page import serve

FOREVER = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "history"


@pytest.fixture
def url(fake: FakeEngine, folder: Path) -> Iterator[str]:
    with serve(fake, kept=Kept(HistoryStore.open(folder))) as address:
        yield address


def titles(page) -> list[str]:
    return page.tab.locator("#conversations [data-do=open]").all_inner_texts()


def row(page, title: str):
    return page.tab.locator("#conversations li", has_text=title)


def act(page, title: str, what: str) -> None:
    row(page, title).hover()
    row(page, title).locator(f"[data-do={what}]").click()


def test_a_reload_shows_the_conversation_with_its_picture_and_goes_on(fake, url, open_page):
    fake.answers += [words("A cat."), words("Orange.")]
    page = open_page(url)
    page.wait_ready()
    page.attach(CAT)
    page.ask("What is this?")
    assert titles(page) == ["What is this?"]
    page.tab.wait_for_url("**/?c=*")
    page.tab.reload()
    page.wait_ready()
    page.answers.filter(has_text="A cat.").wait_for()
    image = page.questions.locator("img")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 100
    page.ask("What colour?")
    assert [m["role"] for m in fake.requests[1].messages] == ["user", "assistant", "user"]
    assert fake.requests[1].messages[0] == fake.requests[0].messages[0]
    page.screenshot("conversations")
