"""Nothing that was said is lost with the real engine: it is killed, the server is, or stopped."""

import re
import signal

import psutil
import pytest

from tests.browser.pages import CAT
from tests.conftest import wait_until

pytestmark = pytest.mark.own_engine


def address(page) -> str:
    """The part of the page's address that names its conversation."""
    page.tab.wait_for_url("**/?c=*")
    return re.search(r"\?c=\w+", page.tab.url)[0]


def long_answer_begins(page) -> str:
    """What has come of a long answer after the server has had the time to keep some of it."""
    page.start_long_answer()
    page.tab.wait_for_timeout(2500)
    return page.last_answer()


def assert_cut_short(page, begun: str) -> None:
    """The picture and the two questions are there; the answer so far is, and can be continued."""
    page.tab.locator("#chatbot .stats", has_text="cut short").wait_for()
    page.tab.locator("#continue-button").wait_for()
    assert page.questions.locator("img").evaluate("image => image.decode().then(() => true)")
    assert page.questions.filter(has_text="Write numbers.").count() == 1
    assert page.last_answer().startswith(begun[:20])


def test_an_engine_killed_in_mid_answer_leaves_what_had_come(start_server, open_page):
    server = start_server()
    server.wait_ready()
    page = open_page(server.url)
    page.wait_ready()
    page.attach(CAT)
    page.ask("What is in this picture?")
    begun = long_answer_begins(page)
    for process in psutil.Process(server.process.pid).children(recursive=True):
        if process.name().startswith("VLLM::EngineCor"):
            process.kill()
    page.notice.filter(has_text="broke off").wait_for()
    assert_cut_short(page, begun)
    page.tab.reload()
    assert_cut_short(page, begun)


def test_a_server_killed_or_stopped_in_mid_answer_loses_nothing(start_server, open_page, tmp_path):
    flags = ("--data-dir", str(tmp_path), "--drain-timeout", "2")
    server = start_server(*flags)
    server.wait_ready()
    page = open_page(server.url)
    page.wait_ready()
    page.attach(CAT)
    page.ask("What is in this picture?")
    for how in (signal.SIGKILL, signal.SIGTERM):
        begun = long_answer_begins(page)
        query, browser_state = address(page), page.context.storage_state()
        server.process.send_signal(how)
        wait_until(lambda gone=server: gone.process.poll() is not None, 30, "the server's end")
        page.close()
        page.script_errors.clear()  # its connection was cut
        server = start_server(*flags)
        wait_until(lambda up=server: up.health() is not None, 60, "the port")
        page = open_page(f"{server.url}/{query}", storage_state=browser_state)
        assert_cut_short(page, begun)
        if how is signal.SIGKILL:
            page.tab.click("#new-chat")
            server.wait_ready()
            page.wait_ready()
            page.attach(CAT)
            page.ask("What is in this picture?")
