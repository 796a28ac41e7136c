"""The chat against the real engine, in real Chromium."""

import base64
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from qwen_demo.snippets import CLIENTS
from tests.browser.pages import CAT, COFFEE, EXAMPLES
from tests.fake_page import wait_for


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
    page.start_long_answer()
    first = page.answers.first.inner_text()
    wait_for(lambda: len(page.answers.first.inner_text()) > len(first))
    wait_for(lambda: server.running_requests() == 1)
    page.screenshot("streaming")
    page.stop_button.click()
    page.tab.locator("#chatbot .stats", has_text="stopped").wait_for()
    wait_for(lambda: server.running_requests() == 0, 3)
    assert page.last_answer().startswith("[")
    page.tab.locator("#continue-button").wait_for()


def test_continue_goes_on_where_the_token_limit_cut_the_answer(page):
    example = json.loads((EXAMPLES / "demo_model.json").read_text(encoding="utf-8"))[0]
    longest = page.tab.locator("#max-tokens input[type=number]")
    page.tab.locator("#temperature input[type=number]").fill("0")
    longest.fill("5")
    page.attach(EXAMPLES / example["images"][0])
    beginning = page.ask(example["prompt_en"])
    page.tab.locator("#chatbot .stats", has_text="reached the token limit").wait_for()
    longest.fill("300")
    longest.press("Tab")
    page.tab.click("#continue-button")
    page.tab.locator("#chatbot .stats", has_not_text="reached the token limit").wait_for()
    whole = page.last_answer()
    assert whole.startswith(beginning)
    assert len(whole) > len(beginning)
    page.open_panel("Context")
    assert page.tab.locator("#messages label").count() == 2  # a question and one answer


def test_closing_the_tab_ends_the_request_when_the_away_time_is_over(page, server):
    page.start_long_answer()
    wait_for(lambda: server.running_requests() == 1)
    page.close()
    wait_for(lambda: server.running_requests() == 0, 10)


def test_two_browsers_and_two_api_streams_run_at_the_same_time(server, open_page):
    pages = [open_page(server.url) for _ in range(2)]
    for page in pages:
        page.wait_ready()
        page.start_long_answer()
    body = {"model": server.model, "messages": [{"role": "user", "content": "Hi"}], "stream": True}
    for _ in range(2):
        with requests.post(f"{server.url}/v1/chat/completions", json=body, stream=True) as answer:
            assert any(b'"content"' in line for line in answer.iter_lines())
    wait_for(lambda: server.running_requests() == 2)  # the two pages' answers are still written
    for page in pages:
        page.tab.keyboard.press("Escape")  # a click would wait until the page rests
    for page in pages:
        page.tab.locator("#chatbot .stats").wait_for()


def test_the_same_photograph_takes_the_same_tokens_from_page_and_api(page, server):
    question = "What is in this picture?"
    page.attach(CAT)
    page.ask(question)
    figures = page.tab.locator("#chatbot .stats").inner_text()
    prompt_tokens = int(re.search(r"(\d+) \+ \d+ tokens", figures)[1])
    url = f"data:image/jpeg;base64,{base64.b64encode(CAT.read_bytes()).decode()}"
    parts = [{"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": question}]
    body = {"model": server.model, "messages": [{"role": "user", "content": parts}]}
    answer = requests.post(f"{server.url}/v1/chat/completions", json=body, timeout=60).json()
    assert prompt_tokens == answer["usage"]["prompt_tokens"]


def test_every_offered_snippet_runs_against_the_server(page, server, tmp_path):
    shutil.copy(CAT, tmp_path)
    page.attach(CAT)
    page.ask("What is in this picture?")
    page.open_panel("Code")
    marks = {
        "curl": "--data-binary",
        "openai": "from openai",
        "gradio_client": "from gradio_client",
    }
    for client in CLIENTS:
        page.tab.locator("#client input").fill(client)
        page.tab.locator("#client input").press("Enter")
        mark = marks.get(client, f"import {client}")
        page.tab.locator("#code .cm-content", has_text=mark).wait_for()
        with page.tab.expect_download() as download:
            page.tab.locator("#code").get_by_role("button", name="Download").click()
        code = Path(download.value.path()).read_text()
        command = ["sh", "-c", code] if client == "curl" else [sys.executable, "-c", code]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert done.stdout.strip(), client
