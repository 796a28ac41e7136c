"""Daily comfort, on a scripted engine: edit, regenerate, undo, context, code, languages, phone."""

import json
import re
from pathlib import Path

import pillow_heif
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from PIL.ExifTags import Base
from playwright.sync_api import expect

from qwen_demo.chat import ChatDelta, Usage
from qwen_demo.ui.texts import say
from tests.browser.pages import CAT, COFFEE
from tests.fake_engine import FakeEngine, words
from tests.fake_page import wait_for

ORIENTATION = Base.Orientation


@pytest.fixture
def page(fake: FakeEngine, fake_url: str, open_page):
    fake.default_answer = words("A plain answer.")
    opened = open_page(fake_url)
    opened.wait_ready()
    return opened


def sent_texts(fake: FakeEngine) -> list:
    """The texts of the last request's messages."""
    return [
        message["content"]
        if isinstance(message["content"], str)
        else message["content"][-1]["text"]
        for message in fake.requests[-1].messages
    ]


def test_edit_branches_and_regenerate_and_undo(page, fake):
    page.ask("First question")
    page.ask("Second question")
    page.tab.get_by_label("Edit").first.click()
    page.tab.locator("#chatbot textarea").fill("Better question")
    fake.answers.append(words("A better answer."))
    page.tab.locator("#chatbot").get_by_label("Submit").click()
    page.answers.filter(has_text="A better answer.").wait_for()
    assert sent_texts(fake) == ["Better question"]
    fake.answers.append(words("Another answer."))
    page.tab.get_by_label("Retry").click()
    page.answers.filter(has_text="Another answer.").wait_for()
    assert sent_texts(fake) == ["Better question"]
    page.tab.locator("#chatbot .stats").wait_for()
    versions = page.tab.get_by_role("group", name="Version")
    versions.get_by_text("1", exact=True).click()
    page.questions.filter(has_text="Second question").wait_for()
    page.tab.keyboard.press("ArrowRight")  # the keyboard chooses too
    page.answers.filter(has_text="A better answer.").wait_for()
    page.screenshot("versions")
    versions.get_by_text("3", exact=True).click()
    page.answers.filter(has_text="Another answer.").wait_for()
    page.tab.get_by_role("button", name="Undo").click()
    page.questions.first.wait_for(state="detached")
    assert page.composer.input_value() == "Better question"


def test_a_question_is_edited_and_keeps_its_picture(page, fake):
    page.attach(CAT)
    page.ask("First question")
    page.tab.get_by_label("Edit").first.click()
    page.screenshot("editing")
    page.tab.locator("#chatbot textarea:visible").fill("Better question")
    fake.answers.append(words("A better answer."))
    page.tab.locator("#chatbot").get_by_label("Submit").click()
    page.answers.filter(has_text="A better answer.").wait_for()
    page.tab.locator("#chatbot .stats").wait_for()
    assert sent_texts(fake) == ["Better question"]
    assert fake.requests[-1].messages[0]["content"][0]["type"] == "image_url"
    expect(page.questions.locator("img")).to_have_count(1)
    expect(page.questions.filter(visible=True)).to_have_count(2)  # the text and the picture
    assert "slice is not a function" in page.script_errors.pop()  # Gradio's, once it has sent


def test_a_bar_shows_the_context_used_in_both_languages(page):
    page.ask("Hello")
    bar = page.tab.get_by_role("meter", name="Context: 23 of 4096 tokens")
    assert bar.get_attribute("aria-valuenow") == "23"
    page.tab.get_by_text("中文").click()
    page.tab.get_by_role("meter", name="上下文：23 / 4096 token").wait_for()


def test_continue_a_stopped_answer(page, fake):
    fake.answers.append([ChatDelta(text="Once upon"), 60.0])
    page.send("Story")
    page.answers.filter(has_text="Once upon").wait_for()
    page.stop_button.click()
    page.tab.locator("#chatbot .stats", has_text="stopped").wait_for()
    fake.answers.append(words(" a time."))
    page.tab.click("#continue-button")
    page.answers.filter(has_text="Once upon a time.").wait_for()
    assert fake.requests[-1].messages[-1] == {"role": "assistant", "content": "Once upon"}


def test_exclude_a_picture_and_delete_messages(page, fake):
    page.attach(CAT, COFFEE)
    page.ask("Compare")
    page.open_panel("Context")
    page.tab.get_by_label("chelsea.jpg").uncheck()
    page.ask("And now?")
    pictures = [part for part in fake.requests[-1].messages[0]["content"] if "image_url" in part]
    assert len(pictures) == 1
    page.screenshot("context")
    page.tab.get_by_label("You: And now?").check()
    page.tab.get_by_role("button", name="Delete the ticked").click()
    wait_for(lambda: page.questions.filter(has_text="And now?").count() == 0)


def test_pdf_pages_and_the_budget_show_before_sending(page, fake, tmp_path: Path):
    pdf = tmp_path / "report.pdf"
    first, second = (Image.new("RGB", (640, 640), colour) for colour in ("red", "blue"))
    first.save(pdf, save_all=True, append_images=[second])
    page.attach(pdf)
    preview = page.tab.locator("#attachments")
    assert "report.pdf p. 2" in preview.inner_text()
    page.tab.get_by_role("button", name="Pictures and PDF").click()
    page.tab.locator("#pdf-pages input, #pdf-pages textarea").fill("2")
    page.composer.click()
    preview.filter(has_not_text="p. 1").wait_for()
    page.ask("What colour?")
    assert len(fake.requests[-1].messages[0]["content"]) == 2


def test_settings_reach_the_engine_and_reset_returns(page, fake):
    temperature = page.tab.locator("#temperature input[type=number]")
    temperature.fill("0.3")
    temperature.press("Tab")
    page.ask("Hi")
    assert fake.requests[-1].sampling.temperature == 0.3
    page.tab.click("#reset")
    wait_for(lambda: temperature.input_value() == "0.7")


def test_code_for_the_last_question(page):
    page.attach(CAT)
    page.ask("What is this animal?")
    page.open_panel("Code")
    code = page.tab.locator("#code .cm-content")
    code.filter(has_text="What is this animal?").wait_for()
    text = code.inner_text()
    assert page.url in text
    assert "chelsea.jpg" in text
    page.screenshot("code")


def test_thinking_is_folded_with_its_seconds(page, fake):
    thinking = [ChatDelta(reasoning="Let me look. "), 0.3, ChatDelta(text="It is a cat.")]
    fake.answers.append([*thinking, ChatDelta(finish_reason="stop", usage=Usage(9, 7))])
    page.send("What is it?")
    page.tab.locator("#chatbot .thought-group", has_text="Thought for 0.").wait_for()
    assert page.answers.filter(has_text="It is a cat.").count() >= 1
    page.screenshot("thinking")


def test_a_saved_conversation_opens_in_another_page(page, open_page, tmp_path: Path):
    page.attach(CAT)
    page.ask("What is this?")
    page.open_panel("Context")
    with page.tab.expect_download() as download:
        page.tab.get_by_role("button", name="Save conversation").click()
    file = tmp_path / "saved.json"
    download.value.save_as(file)
    assert len(json.loads(file.read_text())["messages"]) == 2
    other = open_page(page.url)
    other.wait_ready()
    other.open_panel("Context")
    with other.tab.expect_file_chooser() as chooser:
        other.tab.get_by_role("button", name="Open a saved").click()
    chooser.value.set_files(file)
    other.questions.filter(has_text="What is this?").wait_for()
    assert other.questions.locator("img").count() == 1


def test_an_example_is_answered_with_one_click(page, fake):
    page.tab.get_by_role("button", name="Select example 1").click()
    page.tab.locator("#chatbot .stats").wait_for()
    assert fake.requests[-1].messages[0]["content"][0]["type"] == "image_url"


def test_a_task_button_writes_the_prompt(page):
    page.tab.get_by_role("button", name="Read text").click()
    wait_for(lambda: page.composer.input_value().startswith("Read all the text"))


def test_a_pasted_picture_is_attached(page):
    page.composer.click()
    page.tab.evaluate(
        """async (url) => {
          const blob = await (await fetch(url)).blob();
          const data = new DataTransfer();
          data.items.add(new File([blob], "pasted.png", {type: "image/png"}));
          document.querySelector("#composer textarea").dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
        "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    )
    page.tab.locator("#attachments", has_text="1×1").wait_for()


@pytest.mark.parametrize("locale", ["zh-CN", "zh-Hans-CN", "zh"])
def test_chinese_browsers_get_chinese(fake_url, open_page, locale):
    page = open_page(fake_url, locale=locale)
    page.tab.get_by_role("button", name="新对话").wait_for()
    page.tab.locator("#status", has_text="已就绪").wait_for()
    page.tab.get_by_role("tab", name="上下文").first.wait_for()


def test_the_language_switches_with_the_chat_kept_and_is_remembered(page):
    page.ask("Hello")
    page.tab.get_by_text("中文").click()
    page.tab.get_by_role("button", name="新对话").wait_for()
    assert page.questions.count() == 1
    page.tab.locator("#chatbot .stats", has_text="token/秒").wait_for()
    page.screenshot("chinese")
    page.tab.reload()
    page.tab.get_by_role("button", name="新对话").wait_for()
    page.tab.get_by_text("EN", exact=True).click()
    page.tab.get_by_role("button", name="New chat").wait_for()


def test_dark_and_light_are_remembered(page):
    page.tab.click("#theme")
    wait_for(lambda: page.tab.evaluate("document.body.classList.contains('dark')"))
    page.tab.reload()
    page.wait_ready()
    assert page.tab.evaluate("document.body.classList.contains('dark')")
    page.screenshot("dark")


def test_the_keyboard_alone_is_enough(page, fake):
    fake.answers.append([ChatDelta(text="Once upon"), 60.0])
    page.composer.focus()
    page.tab.keyboard.type("Story")
    page.tab.keyboard.press("Enter")
    page.answers.filter(has_text="Once upon").wait_for()
    page.tab.keyboard.press("Escape")
    page.tab.locator("#chatbot .stats", has_text="stopped").wait_for()
    page.tab.keyboard.press("Control+Shift+O")
    page.questions.first.wait_for(state="detached")
    page.tab.keyboard.press("Control+,")
    page.tab.locator("#panel").wait_for(state="hidden")


def test_a_phone_fits_and_the_panel_is_a_sheet(fake, fake_url, open_page):
    fake.default_answer = words("A plain answer " * 10)
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_page(fake_url, **phone)
    page.wait_ready()
    assert not page.tab.locator("#panel").is_visible()
    page.attach(CAT)
    page.ask("What is this?")
    assert page.tab.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot("phone")
    page.tab.locator("#panel-toggle").tap()
    page.tab.locator("#temperature").wait_for()
    page.screenshot("phone-panel")
    page.tab.locator("#panel-toggle").tap()
    page.tab.locator("#panel").wait_for(state="hidden")


def test_the_browser_passes_over_what_it_cannot_lay_out_in_time(page):
    show = "(text) => qwenDemo.showLive({text}, []).length"
    assert [page.tab.evaluate(show, text) for text in ("a", "ab")] == [1, 0]
    wait_for(lambda: page.tab.evaluate(show, "abc") == 1, 3)


def test_who_waits_sees_the_place_in_the_queue(page, fake):
    fake.answers.append([60.0])
    page.send("Hello")
    wait_for(lambda: fake.requests)
    fake.queue = ["someone", fake.requests[-1].request_id]
    page.answers.filter(has_text="you are number 2 in the queue").wait_for()
    page.stop_button.click()
    page.notice.filter(has_text="Stopped").wait_for()


def test_photographs_of_phones_are_upright_and_readable(page, tmp_path: Path):
    pillow_heif.register_heif_opener()
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # taken with the phone upright
    Image.new("RGB", (80, 40), "green").save(tmp_path / "turned.jpg", exif=exif)
    Image.new("RGB", (64, 96), "green").save(tmp_path / "phone.heic")
    page.attach(tmp_path / "turned.jpg", tmp_path / "phone.heic")
    preview = page.tab.locator("#attachments").inner_text()
    assert "turned.jpg 40×80" in preview
    assert "phone.heic 64×96" in preview
    accept = page.tab.locator("#composer input[type=file]").get_attribute("accept")
    assert "image/*" in accept  # for which phones offer the camera


def test_a_dropped_picture_is_attached(page):
    page.tab.evaluate(
        """async (bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "cat.jpg", {type: "image/jpeg"}));
          const target = document.querySelector("#composer textarea");
          for (const type of ["dragenter", "dragover", "drop"]) {
            target.dispatchEvent(new DragEvent(type, {dataTransfer: data, bubbles: true}));
          }
        }""",
        list(CAT.read_bytes()),
    )
    page.tab.locator("#attachments", has_text="451×300").wait_for()


def test_presets_and_a_schema_reach_the_engine(page, fake):
    page.tab.locator("#preset input").fill("Instruct")
    page.tab.locator("#preset input").press("Enter")
    page.tab.locator("#preset", has_text="Qwen3-VL README").wait_for()
    page.tab.get_by_role("button", name="Advanced").click()
    page.tab.locator("#json-schema textarea").fill('{"type": "object"}')
    page.tab.locator("#stop textarea").fill("END")
    page.tab.locator("#seed input").fill("7")
    page.tab.locator("#seed input").press("Tab")
    page.ask("Hi")
    sampling = fake.requests[-1].sampling
    assert (sampling.presence_penalty, sampling.top_k, sampling.seed) == (1.5, 20, 7)
    assert (sampling.json_schema, sampling.stop) == ({"type": "object"}, ("END",))


MATHS = r"Inline $a^2$ and \(b_1\). $$\int_0^1 x$$ \[\frac{1}{2}\]"


def test_formulas_code_and_tables_are_typeset_and_copies_are_clean(fake, fake_url, open_page):
    text = f"{MATHS}\n\n```python\nprint('hi')\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    fake.answers.append(words(text))
    page = open_page(fake_url, permissions=["clipboard-read", "clipboard-write"])
    page.wait_ready()
    page.ask("Everything")
    assert page.answers.locator(".katex").count() == 4
    assert page.answers.locator("td").count() == 2
    page.tab.get_by_label("Copy message").last.click()
    wait_for(lambda: page.tab.evaluate("navigator.clipboard.readText()") == text)
    page.tab.get_by_label("Copy conversation").click()
    wait_for(lambda: "Everything" in page.tab.evaluate("navigator.clipboard.readText()"))
    assert "tokens" not in page.tab.evaluate("navigator.clipboard.readText()")
    page.answers.locator("pre").hover()
    page.answers.locator("pre button, .code_wrap button").first.click()
    wait_for(lambda: page.tab.evaluate("navigator.clipboard.readText()").strip() == "print('hi')")


def test_two_people_are_answered_at_the_same_time(fake, fake_url, open_page):
    fake.answers += [words("one " * 80, 0.05), words("two " * 80, 0.05)]
    first, second = open_page(fake_url), open_page(fake_url)
    for page in (first, second):
        page.wait_ready()
    first.send("Hello")
    second.send("Hello")
    second.answers.filter(has_text="two").wait_for()
    assert fake.running == 2
    for page, word in ((first, "one"), (second, "two")):
        page.tab.locator("#chatbot .stats").wait_for()
        assert page.last_answer().split() == [word] * 80


def serious_violations(page) -> list[str]:
    """What axe-core finds that keeps people out (WCAG A and AA)."""
    found = Axe().run(page.tab).response["violations"]
    return [
        f"{violation['id']}: {violation['nodes'][0]['failureSummary']} "
        f"{violation['nodes'][0]['html'][:200]}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LOOKS = [
    pytest.param({"color_scheme": "light"}, id="light"),
    pytest.param({"color_scheme": "dark"}, id="dark"),
    pytest.param({"color_scheme": "light", "locale": "zh-CN"}, id="chinese"),
    pytest.param({"color_scheme": "dark", **PHONE}, id="dark phone"),
    pytest.param({"color_scheme": "light", "locale": "zh-CN", **PHONE}, id="chinese phone"),
]


@pytest.mark.parametrize("look", LOOKS)
def test_no_serious_barrier_in_any_state(fake, fake_url, open_page, look):
    fake.default_answer = words("It is **a cat**.\n\n```python\nprint('cat', 1)  # a\n```")
    page = open_page(fake_url, **look)
    page.wait_ready()
    page.tab.locator("#chatbot .example").first.wait_for()
    assert serious_violations(page) == []
    page.attach(CAT)
    assert serious_violations(page) == []
    page.ask("What is this?")
    for share in page.tab.get_by_label(re.compile("Share|分享")).all():
        assert not share.is_visible()  # it offers to upload to another site
    page.tab.get_by_label(re.compile("Retry|重试")).click()
    page.tab.locator("#branch").wait_for()
    assert serious_violations(page) == []
    if not page.tab.locator("#panel").is_visible():
        page.tab.click("#panel-toggle")
    for fold in ("#pictures", "#advanced"):
        page.tab.locator(f"{fold} button").first.click()
    assert serious_violations(page) == []
    language = "zh" if "locale" in look else "en"
    contents = {"find": "#region-view img", "context": "#messages", "code": ".cm-content"}
    for tab, content in contents.items():
        name = say(language, f"tab_{tab}")
        page.tab.locator("#tabs").get_by_role("tab", name=name, exact=True).click()
        if tab == "find":
            page.tab.get_by_role("button", name=say(language, "region")).click()
        page.tab.locator(content).wait_for()
        assert serious_violations(page) == []
