"""The embedded model finds a circle, and the page draws the box where it is: seen in pixels."""

import io
from pathlib import Path

import numpy as np
import pytest
from gradio_client import Client, handle_file
from PIL import Image

from qwen_demo.grounding import bbox_iou
from tests.browser.pages import ChatPage
from tests.scenes import SCENES, Box, draw_scene


@pytest.fixture
def page(server, open_page) -> ChatPage:
    opened = open_page(server.url, device_scale_factor=2)
    opened.wait_ready()
    return opened


def scene_file(folder: Path, size: tuple[int, int], rotated: bool) -> Path:
    scene = draw_scene(size, rotated)
    file = folder / f"scene{scene.suffix}"
    file.write_bytes(scene.data)
    return file


def shown_picture(page: ChatPage) -> np.ndarray:
    """The drawn picture as the screen shows it."""
    picture = page.tab.locator("#chatbot .bot-row img")
    picture.scroll_into_view_if_needed()
    page.tab.wait_for_function(
        "() => document.querySelector('#chatbot .bot-row img').naturalWidth > 0"
    )
    return np.asarray(Image.open(io.BytesIO(picture.screenshot())).convert("RGB")).astype(int)


def circle_on_screen(pixels: np.ndarray) -> Box:
    """What surrounds the pure red."""
    red, green, blue = np.moveaxis(pixels, 2, 0)
    rows, columns = np.nonzero((red > 200) & (green < 60) & (blue < 40))
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


def box_on_screen(pixels: np.ndarray) -> Box:
    """The outline in the first label's colour, (230, 25, 75), without the tag that sits on it."""
    red, green, blue = np.moveaxis(pixels, 2, 0)
    drawn = (red > 190) & (blue - green > 25) & (green < 120)
    heights = drawn.sum(axis=0)
    upright = np.flatnonzero(heights > 0.6 * heights.max())
    left, right = upright[0], upright[-1] + 1
    widths = drawn[:, left:right].sum(axis=1)
    lying = np.flatnonzero(widths > 0.8 * (right - left))
    bottom = lying[-1] + 1
    inside = np.flatnonzero(np.diff(lying) > 5)
    return left, lying[inside[-1]], right, bottom


@pytest.mark.parametrize(("size", "rotated"), SCENES)
def test_the_box_lies_where_the_circle_is_seen(page, tmp_path, size, rotated):
    page.attach(scene_file(tmp_path, size, rotated))
    page.ask("find the red circle")
    pixels = shown_picture(page)
    page.screenshot(f"circle-{size[0]}x{size[1]}")
    circle, box = circle_on_screen(pixels), box_on_screen(pixels)
    assert bbox_iou(box, circle) > 0.75, (box, circle)
    height, width = pixels.shape[:2]
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)


def test_the_find_tab_finds_everything_and_what_is_not_there(page, tmp_path):
    page.attach(scene_file(tmp_path, (320, 256), False))
    page.open_panel("Find")
    page.tab.click("#find")
    legend = page.tab.locator("#chatbot .legend")
    legend.wait_for()
    assert "2 found" in legend.inner_text()
    assert "red circle" in legend.inner_text()
    assert "blue square" in legend.inner_text()
    page.tab.locator("#find-query textarea, #find-query input").fill("green star")
    page.tab.click("#find")
    page.tab.locator("#chatbot .stats").nth(1).wait_for()
    assert legend.count() == 1


def test_gradio_client_gets_the_box_and_the_drawn_picture(server, tmp_path):
    client = Client(server.url, verbose=False)
    size = (1600, 900)
    file = scene_file(tmp_path, size, False)
    found, drawn = client.predict(image=handle_file(file), query="red circle", api_name="/detect")
    client.close()
    assert [detection["label"] for detection in found] == ["red circle"]
    circle = draw_scene(size).circle
    assert bbox_iou(tuple(found[0]["bbox_px"]), circle) > 0.75
    with Image.open(drawn) as image:
        assert image.size == size
        assert bbox_iou(box_on_screen(np.asarray(image).astype(int)), circle) > 0.75


def test_zooming_in_on_a_region_answers_about_that_region(page, tmp_path):
    page.attach(scene_file(tmp_path, (1600, 900), False))
    page.ask("How many objects are there?")
    page.open_panel("Find")
    page.tab.get_by_role("button", name="Region of a picture").click()
    page.tab.locator("#region-view img").wait_for()
    for side, value in (("x1", 500), ("y1", 300), ("x2", 1000), ("y2", 1000)):
        page.tab.locator(f"#region-{side} input").fill(str(value))
    page.tab.locator("#region-y2 input").press("Tab")
    page.tab.locator("#region-question textarea, #region-question input").fill(
        "Describe this picture."
    )
    page.tab.click("#zoom")
    answer = page.answers.filter(has_text="blue square")
    answer.wait_for()
    assert "circle" not in answer.inner_text()
