"""Real Chromium against the real app; a few faults against a scripted engine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.pages import CHROMIUM, CHROMIUM_FLAGS, ChatPage
from tests.fake_engine import FakeEngine
from tests.fake_page import serve

ARTIFACTS = Path(__file__).resolve().parents[2] / "artifacts"
OpenPage = Callable[..., ChatPage]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium; closed with this package, since Playwright occupies the thread's event loop."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a page in a context of its own; afterwards: nothing left the machine, nothing failed.

    `open_page(url, **context_options)`.
    """
    pages: list[ChatPage] = []

    def open_it(url: str, **options: object) -> ChatPage:
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "en-US", **options}
        pages.append(ChatPage(browser.new_context(**options), url, ARTIFACTS))
        return pages[-1]

    yield open_it
    for page in pages:
        page.close()
        assert page.outside_requests == []
        assert page.script_errors == []


@pytest.fixture
def fake() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def fake_url(fake: FakeEngine) -> Iterator[str]:
    """The address of a page on the scripted engine `fake`."""
    with serve(fake) as url:
        yield url
