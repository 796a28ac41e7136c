"""Boxes and points in the page, on a scripted engine: while they are written, and afterwards."""

import base64
import io
from collections.abc import Sequence

import pytest
from PIL import Image

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
    with page.tab.expect_download() as download:
        legend.get_by_role("link", name="Full size").click()
    assert download.value.suggested_filename == "white-boxes.jpg"
    with Image.open(download.value.path()) as image:
        assert image.size == SIZE
        assert drawn_box(image)[0::2] == pytest.approx((400, 1440), abs=2)


def test_what_was_drawn_is_never_sent_back(page, fake):
    fake.answers.append(words(FIRST + SECOND))
    page.ask("Find both")
    page.ask("Thanks")
    question, answer, thanks = fake.requests[-1].messages
    assert [part["type"] for part in question["content"]] == ["image_url", "text"]
    assert answer == {"role": "assistant", "content": FIRST + SECOND}
    assert thanks == {"role": "user", "content": "Thanks"}
