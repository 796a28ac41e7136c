"""Boxes and points in the page, on a scripted engine: while they are written, and afterwards."""

import base64
import io
import re
import zipfile
from collections.abc import Sequence

import pytest
from PIL import Image
from playwright.sync_api import Locator

from qwen_demo.chat import ChatDelta
from tests.browser.pages import ChatPage
from tests.fake_engine import FakeEngine, words

SIZE = (1600, 1000)
FIRST = '```json\n[{"bbox_2d": [250, 250, 500, 500], "label": "red circle"}'
SECOND = ', {"bbox_2d": [600, 600, 900, 900], "label": "hat"}]\n```'


@pytest.fixture
def page(fake: FakeEngine, fake_url: str, open_page, tmp_path) -> ChatPage:
    fake.default_answer = words("A plain answer.")
    opened = open_page(fake_url)
    opened.wait_ready()
    Image.new("RGB", SIZE, "white").save(tmp_path / "white.png")
    opened.attach(tmp_path / "white.png")
    return opened


def drawn_box(image: Image.Image) -> Sequence[int]:
    """What surrounds all that is strongly coloured in a picture of white."""
    coloured = image.convert("HSV").getchannel("S").point(lambda value: 255 * (value > 120))
    box = coloured.getbbox()
    assert box is not None
    return box


def test_boxes_appear_while_the_answer_is_written(page, fake):
    fake.answers.append([ChatDelta(text=FIRST), 60.0])
    page.send("Find the red circle")
    preview = page.tab.locator("#chatbot .bot-row img")
    preview.wait_for()
    assert page.stop_button.is_visible()
    url = preview.get_attribute("src")
    image = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))
    assert image.size == (800, 500)
    left, _, right, bottom = drawn_box(image)
    assert (left, right, bottom) == pytest.approx((200, 400, 250), abs=2)
    page.screenshot("drawn-live")
    page.stop_button.click()
    page.tab.locator("#chatbot .legend").wait_for()


def test_the_whole_answer_has_a_legend_a_full_size_picture_and_its_json(page, fake):
    fake.answers.append(words(FIRST + SECOND))
    page.ask("Find both")
    legend = page.tab.locator("#chatbot .legend")
    assert "red circle" in legend.inner_text()
    assert legend.locator(".mark").all_inner_texts() == ["1", "2"]
    colours = legend.locator(".mark").evaluate_all(
        "marks => marks.map(mark => getComputedStyle(mark).backgroundColor)"
    )
    assert colours == ["rgb(230, 25, 75)", "rgb(0, 130, 200)"]
    assert not page.tab.locator("#chatbot .raw code").is_visible()
    page.tab.locator("#chatbot .raw summary").click()
    assert '"bbox_2d": [250, 250, 500, 500]' in page.tab.locator("#chatbot .raw code").inner_text()
    page.screenshot("drawn-whole")
    labels = page.tab.locator("#chatbot .bot-row [data-testid]").evaluate_all(
        "all => all.map(element => element.ariaLabel).join()"
    )
    assert "red circle" in labels
    assert "<" not in labels
    with page.tab.expect_download() as download:
        legend.get_by_role("link", name="Full size").click()
    assert download.value.suggested_filename == "white-boxes.jpg"
    with Image.open(download.value.path()) as image:
        assert image.size == SIZE
        assert drawn_box(image)[0::2] == pytest.approx((400, 1440), abs=2)


def test_the_conversation_is_copied_without_what_is_drawn(page, fake):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fake.answers.append(words(FIRST.replace("red circle", "red & <circle>") + SECOND))
    page.ask("Find both")
    page.tab.get_by_role("button", name="Copy conversation").click()
    copied = page.tab.evaluate("navigator.clipboard.readText()")
    assert '[{"bbox_2d": [250, 250, 500, 500], "label": "red & <circle>"}, {"bbox_2d"' in copied
    assert not re.search("<d|legend|found|Full size|tokens", copied)


def test_what_was_drawn_is_never_sent_back(page, fake):
    fake.answers.append(words(FIRST + SECOND))
    page.ask("Find both")
    page.ask("Thanks")
    question, answer, thanks = fake.requests[-1].messages
    assert [part["type"] for part in question["content"]] == ["image_url", "text"]
    assert answer == {"role": "assistant", "content": FIRST + SECOND}
    assert thanks == {"role": "user", "content": "Thanks"}


def test_find_asks_for_json_and_shows_counts(page, fake):
    fake.answers.append(words('[{"bbox_2d": [0, 0, 99, 99], "label": "hat"}]'))
    page.open_panel("Find")
    page.tab.locator("#find-query textarea, #find-query input").fill("hat")
    page.composer.fill("for later")
    page.tab.click("#find")
    page.tab.locator("#attachments").wait_for(state="hidden")
    assert page.composer.input_value() == "for later"
    page.tab.locator("#chatbot .legend", has_text="1 found").wait_for()
    assert fake.requests[0].sampling.json_schema["type"] == "array"
    assert '"hat"' in fake.requests[0].messages[0]["content"][1]["text"]
    page.screenshot("find")


def test_all_boxes_are_saved_as_coco_and_yolo(page, fake):
    page.open_panel("Find")
    page.tab.click("#save-boxes")
    page.notice.filter(has_text="No answer of this conversation").wait_for()
    fake.answers.append(words(FIRST + SECOND))
    page.ask("Find both")
    with page.tab.expect_download() as download:
        page.tab.click("#save-boxes")
    assert download.value.suggested_filename == "detections.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "images/001-white.png" in archive.namelist()
        assert archive.read("labels/001-white.txt").decode().count("\n") == 2


def open_region(page: ChatPage) -> Locator:
    page.open_panel("Find")
    page.tab.get_by_role("button", name="Region of a picture").click()
    view = page.tab.locator("#region-view .region")
    view.wait_for()
    return view


def region_sides(page: ChatPage) -> list[float]:
    return [
        float(page.tab.locator(f"#region-{side} input").input_value())
        for side in ("x1", "y1", "x2", "y2")
    ]


def test_a_region_is_dragged_and_asked_about(page, fake):
    view = open_region(page)
    view.scroll_into_view_if_needed()
    box = view.bounding_box()
    at = [(box["x"] + part * box["width"], box["y"] + part * box["height"]) for part in (0.5, 0.25)]
    page.tab.mouse.move(*at[0])  # dragged from the lower right to the upper left
    page.tab.mouse.down()
    page.tab.mouse.move(*at[1], steps=4)
    page.tab.mouse.up()
    assert region_sides(page) == pytest.approx([250, 250, 500, 500], abs=8)
    marked = page.tab.locator("#region-view .region-box").bounding_box()
    assert marked["width"] == pytest.approx(box["width"] / 4, abs=4)
    page.screenshot("region")
    page.tab.locator("#region-question textarea, #region-question input").fill("What is here?")
    page.tab.click("#ask-region")
    page.tab.locator("#chatbot .stats").wait_for()
    whole, crop, text = fake.requests[0].messages[0]["content"]
    assert whole["type"] == crop["type"] == "image_url"
    told = [float(number) for number in re.search(r"\[(.*?)\]", text["text"])[1].split(", ")]
    assert told == region_sides(page)


def test_a_region_is_typed_and_zoomed_in(page, fake):
    open_region(page)
    page.tab.click("#zoom")
    page.notice.filter(has_text="four numbers").wait_for()
    for side, value in (("x1", 0), ("y1", 0), ("x2", 100), ("y2", 200)):
        page.tab.locator(f"#region-{side} input").fill(str(value))
    page.tab.locator("#region-y2 input").press("Tab")
    page.tab.locator("#region-view .region-box").wait_for()
    page.tab.click("#zoom")
    page.tab.locator("#chatbot .stats").wait_for()
    crop, text = fake.requests[0].messages[0]["content"]
    assert text["text"] == "Describe this picture in detail."
    image = Image.open(io.BytesIO(base64.b64decode(crop["image_url"]["url"].partition(",")[2])))
    assert image.size == (160, 200)


def test_a_region_is_shown_on_whichever_picture_is_chosen(page, tmp_path):
    Image.new("RGB", SIZE, "grey").save(tmp_path / "grey.png")
    page.attach(tmp_path / "grey.png")
    view = open_region(page)
    for side, value in (("x1", 0), ("y1", 0), ("x2", 500), ("y2", 200)):
        page.tab.locator(f"#region-{side} input").fill(str(value))
    page.tab.locator("#region-picture input").click()
    page.tab.get_by_role("option", name="1. white.png").click()
    view.locator("img[alt='white.png']").wait_for()
    page.tab.wait_for_function(
        "() => document.querySelector('#region-view .region-box').clientWidth > 60"
    )
    page.screenshot("region-of-another")


def test_find_on_a_phone_closes_the_sheet(fake, fake_url, open_page, tmp_path):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_page(fake_url, **phone, locale="zh-CN", color_scheme="dark")
    page.wait_ready()
    Image.new("RGB", SIZE, "white").save(tmp_path / "white.png")
    page.attach(tmp_path / "white.png")
    fake.answers.append(words(FIRST + SECOND))
    page.tab.locator("#panel-toggle").tap()
    page.tab.locator("#tabs").get_by_role("tab", name="定位", exact=True).tap()
    page.screenshot("find-phone-panel")
    page.tab.locator("#find").tap()
    page.tab.locator("#panel").wait_for(state="hidden")
    page.tab.locator("#chatbot .legend", has_text="共 2 个").wait_for()
    assert page.tab.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot("find-phone")
