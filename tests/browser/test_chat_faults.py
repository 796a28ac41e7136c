"""What a person sees when things go wrong: a scripted engine, real Chromium."""

from pathlib import Path

import pytest

from qwen_demo.chat import ChatDelta, State
from qwen_demo.errors import EngineFailure, Overloaded
from tests.browser.pages import CAT
from tests.fake_engine import FakeEngine, words
from tests.fake_page import wait_for

FOREVER = 60.0


def test_while_loading_the_page_says_so_and_keeps_the_message(fake, fake_url, open_page):
    fake.state = State.LOADING
    page = open_page(fake_url)
    page.tab.locator("#status", has_text="Loading the model: weights").wait_for()
    assert page.tab.locator("#composer .submit-button").count() == 0
    page.send("Hello?")
    page.notice.filter(has_text="not sent").wait_for()
    assert page.composer.input_value() == "Hello?"
    page.screenshot("loading")
    fake.state = State.READY
    page.wait_ready()
    fake.answers.append(words("Here I am."))
    page.composer.press("Enter")
    page.tab.locator("#chatbot .stats").wait_for()
    assert fake.requests[-1].sampling.temperature == 0.7  # the model's own default


def test_a_model_that_cannot_load_is_said(fake, fake_url, open_page):
    fake.state, fake.reason = State.FAILED, "no such folder"
    page = open_page(fake_url)
    page.tab.locator("#status", has_text="could not be loaded: no such folder").wait_for()


def test_a_full_queue_gives_text_and_pictures_back(fake, fake_url, open_page):
    fake.answers.append([Overloaded("The server is full; try again in 5 s.")])
    page = open_page(fake_url)
    page.wait_ready()
    page.attach(CAT)
    page.send("What is this?")
    page.notice.filter(has_text="The server is full").wait_for()
    assert page.composer.input_value() == "What is this?"
    page.tab.locator("#attachments", has_text="chelsea.jpg").wait_for()
    assert page.questions.count() == 0
    fake.answers.append(words("A cat."))
    page.composer.press("Enter")
    page.tab.locator("#chatbot .stats").wait_for()
    assert page.notice.count() == 0 or not page.notice.is_visible()


def test_an_engine_that_dies_in_mid_answer_leaves_what_came(fake, fake_url, open_page):
    fake.answers.append([ChatDelta(text="It is a "), 0.3, EngineFailure("The engine died.")])
    page = open_page(fake_url)
    page.wait_ready()
    page.send("What is this?")
    page.notice.filter(has_text="The answer broke off: The engine died.").wait_for()
    assert page.last_answer() == "It is a"
    page.tab.locator("#continue-button").wait_for()


def test_an_unreadable_file_is_refused_by_name_and_nothing_is_lost(
    fake, fake_url, open_page, tmp_path: Path
):
    broken = tmp_path / "holiday.jpg"
    broken.write_bytes(CAT.read_bytes()[:300])
    page = open_page(fake_url)
    page.wait_ready()
    page.attach(broken)
    page.send("What is this?")
    page.notice.filter(has_text="holiday.jpg can't be read").wait_for()
    assert page.composer.input_value() == "What is this?"
    assert fake.requests == []


@pytest.mark.parametrize("first", [[], [ChatDelta(text="Once ")]], ids=["before", "after"])
def test_closing_the_tab_aborts_before_and_after_the_first_token(fake, fake_url, open_page, first):
    fake.answers.append([*first, FOREVER])
    page = open_page(fake_url)
    page.wait_ready()
    page.send("Tell me a story.")
    wait_for(lambda: fake.running == 1)
    if first:
        page.answers.filter(has_text="Once").wait_for()
    page.close()
    wait_for(lambda: fake.requests[0].end == "aborted", 3)


def test_stop_before_the_first_token_gives_the_message_back(fake, fake_url, open_page):
    fake.answers.append([FOREVER])
    page = open_page(fake_url)
    page.wait_ready()
    page.send("Tell me a story.")
    wait_for(lambda: fake.running == 1)
    page.stop_button.click()
    page.notice.filter(has_text="Stopped before").wait_for()
    assert page.composer.input_value() == "Tell me a story."
    assert fake.requests[0].end == "aborted"


def test_a_message_sent_while_an_answer_is_written_waits_in_the_box(fake, fake_url, open_page):
    fake.answers.append(words("one two three four five six", 0.3))
    page = open_page(fake_url)
    page.wait_ready()
    page.send("First")
    page.answers.filter(has_text="one").wait_for()
    page.send("Second")
    page.tab.locator("#chatbot .stats").wait_for()
    assert page.last_answer() == "one two three four five six"
    assert page.composer.input_value() == "Second"
    assert len(fake.requests) == 1


HOSTILE = """![x](http://evil.example/a.png)
<img src="http://evil.example/b.png" onerror="window.hit=1">
<script>window.hit = 1</script> <iframe src="http://evil.example/c"></iframe>
<audio src="http://evil.example/d" autoplay></audio> <svg onload="window.hit=1"></svg>
<div style="background:url(http://evil.example/e)">styled</div>
[click](javascript:window.hit=1) <a href="javascript:window.hit=1">here</a> finished"""


def test_hostile_model_output_runs_nothing_and_fetches_nothing(
    fake: FakeEngine, fake_url, open_page
):
    fake.answers.append(words(HOSTILE))
    page = open_page(fake_url)
    page.wait_ready()
    page.ask("Attack me.")
    for link in page.answers.get_by_role("link").all():
        assert not (link.get_attribute("href") or "").startswith("javascript:")
    assert page.tab.evaluate("window.hit") is None
    # `open_page` asserts that nothing was fetched from evil.example.
