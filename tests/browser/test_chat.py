"""The chat against the real engine, in real Chromium."""

import pytest

from tests.browser.pages import CAT, COFFEE
from tests.fake_page import wait_for

LONG = "Count from one to one hundred, and write each number on its own line."


@pytest.fixture
def page(server, open_page):
    opened = open_page(server.url)
    opened.wait_ready()
    return opened


def test_ask_about_a_photograph_follow_up_and_clear(page):
    page.attach(CAT)
    page.screenshot("attached")
    assert page.ask("What is in this picture?")
    assert page.questions.locator("img").count() == 1
    page.screenshot("answer")
    assert page.ask("What colour is it?")
    assert page.questions.count() >= 2
    page.tab.locator("#context", has_text="tokens").wait_for()
    page.tab.click("#new-chat")
    page.questions.first.wait_for(state="detached")
    assert page.answers.count() == 0


def test_two_pictures_in_one_message(page):
    page.attach(CAT, COFFEE)
    assert page.ask("Compare these two pictures.")
    assert page.questions.locator("img").count() == 2


def test_text_streams_and_stop_ends_that_request(page, server):
    page.tab.locator("#max-tokens input[type=number]").fill("1500")
    page.send(LONG)
    page.stop_button.wait_for()
    page.answers.first.wait_for()
    page.stop_button.click()
    page.stop_button.wait_for(state="detached")
    wait_for(lambda: server.running_requests() == 0)


def test_closing_the_tab_ends_the_request(page, server):
    page.send(LONG)
    page.answers.first.wait_for()
    page.close()
    wait_for(lambda: server.running_requests() == 0)
