"""Conversations that outlive their page: a scripted engine, real Chromium."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import expect

from qwen_demo.chat import ChatDelta
from qwen_demo.history.store import HistoryStore
from qwen_demo.ui.page import Kept
from tests.browser.pages import CAT
from tests.browser.test_comfort import serious_violations
from tests.fake_engine import FakeEngine, words
from tests.fake_page import serve, wait_for

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


def test_an_answer_goes_on_through_a_reload_and_stop_still_stops_it(fake, url, open_page):
    fake.answers.append([*words("one two three", 0.2)[:-1], FOREVER])
    page = open_page(url)
    page.wait_ready()
    page.send("Count.")
    page.answers.filter(has_text="one").wait_for()
    page.tab.wait_for_url("**/?c=*")
    page.tab.reload()
    page.answers.filter(has_text="one two three").wait_for()
    assert fake.requests[0].end is None
    page.stop_button.click()
    page.tab.locator("#chatbot .stats", has_text="stopped").wait_for()
    wait_for(lambda: fake.requests[0].end == "aborted", 3)
    assert page.last_answer() == "one two three"
    assert len(fake.requests) == 1


def test_an_answer_is_finished_while_no_page_is_open(fake, url, open_page):
    fake.answers.append(words("one two three four five", 0.3))
    page = open_page(url)
    page.wait_ready()
    page.send("Count.")
    page.answers.filter(has_text="one").wait_for()
    page.tab.wait_for_url("**/?c=*")
    address = page.tab.url
    page.tab.goto("about:blank")
    wait_for(lambda: fake.requests[0].end == "done")
    page.tab.goto(address)
    page.answers.filter(has_text="one two three four five").wait_for()
    assert page.tab.locator("#continue-button").count() == 0


@pytest.mark.parametrize("history", ["on", "off"])
def test_an_answer_that_nobody_waits_for_is_ended(fake, folder, open_page, history):
    fake.answers.append([ChatDelta(text="Once "), FOREVER])
    kept = Kept(HistoryStore.open(folder), away_timeout_s=0) if history == "on" else None
    with serve(fake, kept=kept) as url:
        page = open_page(url)
        page.wait_ready()
        assert page.tab.locator("#sidebar").count() == (1 if kept else 0)
        page.send("Tell me a story.")
        page.answers.filter(has_text="Once").wait_for()
        page.tab.goto("about:blank")
        wait_for(lambda: fake.requests[0].end == "aborted", 5)
    assert folder.exists() == (kept is not None)


def test_two_conversations_at_once(fake, url, open_page):
    fake.answers += [words("one two three four five six", 1.5), words("Hello.")]
    page = open_page(url)
    page.wait_ready()
    page.send("Count.")
    page.answers.filter(has_text="one").wait_for()
    page.tab.click("#new-chat")
    page.questions.first.wait_for(state="detached")
    assert page.ask("Hi") == "Hello."
    assert set(titles(page)) == {"Hi", "Count."}  # the running one is kept, and so newest, again
    row(page, "Count.").locator("[data-do=open]").click()
    page.questions.filter(has_text="Count.").wait_for()
    page.answers.filter(has_text="five six").wait_for()
    wait_for(lambda: [request.end for request in fake.requests] == ["done", "done"])
    assert page.tab.locator("#conversations .current").inner_text().startswith("Count.")


def test_a_second_tab_shows_the_running_answer_and_an_old_one_overwrites_nothing(
    fake, url, open_page
):
    fake.answers += [words("one two three four", 0.4), words("More."), words("And more.")]
    page = open_page(url)
    page.wait_ready()
    page.send("Count.")
    page.answers.filter(has_text="one").wait_for()
    page.tab.wait_for_url("**/?c=*")
    first, second = page.tab, page.context.new_page()
    second.goto(first.url)
    for tab in (first, second):
        expect(tab.locator("#chatbot .stats")).to_have_count(1, timeout=30_000)
    page.tab = second
    page.ask("Go on.")
    page.tab = first
    page.send("From the old tab")
    page.notice.filter(has_text="changed in another tab").wait_for()
    assert page.composer.input_value() == "From the old tab"
    page.answers.filter(has_text="More.").wait_for()
    page.ask("From the old tab")
    assert [m["content"] for m in fake.requests[2].messages[::2]] == [
        "Count.",
        "Go on.",
        "From the old tab",
    ]


def test_rename_search_delete_and_undo(fake, url, open_page):
    fake.default_answer = words("一个红色的圆形。")
    page = open_page(url)
    page.wait_ready()
    for question in ("Apples", "Pears"):
        page.ask(question)
        page.tab.click("#new-chat")
        page.questions.first.wait_for(state="detached")
    act(page, "Apples", "rename")
    field = page.tab.locator("#conversations li input")
    field.fill("<b>Fruit</b>")
    field.press("Enter")
    row(page, "<b>Fruit</b>").wait_for()
    page.tab.locator("#search :is(textarea, input)").fill("fru")
    row(page, "Pears").wait_for(state="detached")
    assert titles(page) == ["<b>Fruit</b>"]
    page.tab.locator("#search :is(textarea, input)").fill("红色")
    row(page, "Pears").wait_for()
    row(page, "Pears").locator("[data-do=open]").click()
    page.answers.filter(has_text="红色").wait_for()
    act(page, "Pears", "delete")
    page.tab.locator("#conversations .deleted", has_text="Pears").wait_for()
    expect(page.questions).to_have_count(0)
    page.tab.locator("#conversations [data-do=restore]").click()
    row(page, "Pears").locator("[data-do=open]").click()
    page.answers.filter(has_text="红色").wait_for()
    page.screenshot("sidebar")


def test_an_exported_file_brings_everything_to_another_browser(fake, url, open_page, tmp_path):
    fake.answers += [words("A cat."), words("Hello.")]
    page = open_page(url)
    page.wait_ready()
    page.attach(CAT)
    page.ask("What is this?")
    page.tab.click("#new-chat")
    page.questions.first.wait_for(state="detached")
    page.ask("Hi")
    with page.tab.expect_download() as download:
        page.tab.click("#export-all")
    file = tmp_path / "conversations.zip"
    download.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        exported = json.loads(archive.read("conversations.json"))["conversations"]
        assert {len(item["messages"]) for item in exported} == {2}
    other = open_page(url)
    other.wait_ready()
    other.tab.locator("#conversations", has_text="will be listed here").wait_for()
    with other.tab.expect_file_chooser() as chooser:
        other.tab.click("#import-file")
    chooser.value.set_files(file)
    other.notice.filter(has_text="imported: 2").wait_for()
    row(other, "What is this?").locator("[data-do=open]").click()
    other.answers.filter(has_text="A cat.").wait_for()
    assert other.questions.locator("img").evaluate("image => image.decode().then(() => true)")


def test_nobody_reaches_anothers_conversation_or_picture(fake, url, open_page):
    fake.answers.append(words("A cat."))
    page = open_page(url)
    page.wait_ready()
    page.attach(CAT)
    page.ask("What is this?")
    page.tab.wait_for_url("**/?c=*")
    picture = page.questions.locator("img").get_attribute("src")
    assert page.context.request.get(picture).status == 200
    (cookie,) = [c for c in page.context.cookies() if c["name"] == "qwen-demo-browser"]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["secure"]) == (True, "Lax", False)
    other = open_page(url)
    other.wait_ready()
    assert other.context.request.get(picture).status == 404
    other.tab.goto(page.tab.url)
    other.notice.filter(has_text="no such conversation").wait_for()
    assert other.questions.count() == 0
    assert titles(other) == []
    for forged in ("x", "../../x", cookie["value"][:-1] + "!"):
        other.context.clear_cookies()
        headers = {"Cookie": f"qwen-demo-browser={forged}"}
        assert other.context.request.get(picture, headers=headers).status == 404


def test_a_restarted_server_shows_what_was_said(fake, folder, open_page):
    fake.answers += [words("A cat."), words("Orange.")]
    with serve(fake, kept=Kept(HistoryStore.open(folder))) as url:
        page = open_page(url)
        page.wait_ready()
        page.attach(CAT)
        page.ask("What is this?")
        page.tab.wait_for_url("**/?c=*")
        query = re.search(r"\?c=\w+", page.tab.url)[0]
        browser_state = page.context.storage_state()
    with serve(fake, kept=Kept(HistoryStore.open(folder))) as url:
        page = open_page(f"{url}/{query}", storage_state=browser_state)
        page.wait_ready()
        page.answers.filter(has_text="A cat.").wait_for()
        assert page.questions.locator("img").evaluate("image => image.decode().then(() => true)")
        page.ask("What colour?")
    assert fake.requests[1].messages[0] == fake.requests[0].messages[0]


def test_on_a_phone_the_list_is_folded_and_opens_as_a_sheet(fake, url, open_page):
    fake.default_answer = words("你好。")
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_page(url, **phone, locale="zh-CN", color_scheme="dark")
    page.wait_ready()
    page.ask("你好")
    expect(page.tab.locator("#sidebar")).not_to_be_visible()
    page.tab.click("#sidebar-toggle")
    row(page, "你好").wait_for()
    assert serious_violations(page) == []
    page.screenshot("sidebar-phone")
    row(page, "你好").locator("[data-do=open]").click()
    expect(page.tab.locator("#sidebar")).not_to_be_visible()
    assert page.tab.locator("#conversations h3").inner_text() == "今天"


def test_a_signed_in_users_conversations_are_in_every_browser_of_theirs_and_in_no_other(
    fake, folder, open_page
):
    fake.default_answer = words("Hello.")

    def accepts(user: str, password: str) -> bool:
        return password == f"{user}'s password"

    def signed_in(user: str) -> dict:
        form = {"username": user, "password": f"{user}'s password"}
        cookies = requests.post(f"{url}/login", data=form, timeout=10).cookies
        where = {"domain": "127.0.0.1", "path": "/"}
        return {"cookies": [{"name": c.name, "value": c.value, **where} for c in cookies]}

    kept = Kept(HistoryStore.open(folder), accounts=True)
    with serve(fake, sign_in=accepts, kept=kept) as url:
        for user, shown in (("ann", []), ("ann", ["Hi"]), ("bob", [])):
            page = open_page(url, storage_state=signed_in(user))
            page.wait_ready()
            page.tab.locator("#conversations :is(p, li)").first.wait_for()
            assert titles(page) == shown
            if fake.requests == []:
                page.ask("Hi")
