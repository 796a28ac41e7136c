"""Boxes of an answer are drawn on the picture that it is about, once, and never kept as history."""

import asyncio
import base64
import io
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image

from qwen_demo.chat import ChatDelta, ImageBudget
from qwen_demo.drawing import draw_detections
from qwen_demo.messages import History, Picture, Turn, history_to_messages
from qwen_demo.ui.actions import ChatActions
from qwen_demo.ui.answers import Answer, Pace, Readers
from qwen_demo.ui.branches import Branches
from qwen_demo.ui.context import ContextActions
from qwen_demo.ui.controls import NEUTRAL, sampling_to_controls
from qwen_demo.ui.drawn import (
    LiveDrawing,
    answer_block,
    draw_history,
    drawn_blocks,
    pictures_before,
    read_answer,
)
from qwen_demo.ui.find import FindActions
from qwen_demo.ui.panel import PanelActions
from qwen_demo.ui.render import history_to_chatbot
from qwen_demo.ui.session import Draft, Run, Session
from qwen_demo.ui.uploads import PictureRules, uploads_to_pictures
from qwen_demo.ui.views import chat_view
from tests.fake_engine import FakeEngine

BOX = '[{"bbox_2d": [100, 100, 500, 500], "label": "red <circle>"}]'
SECOND = ', {"bbox_2d": [600, 600, 900, 900], "label": "hat"}]'
SMALL_BOX = '{"bbox_2d": [10, 10, 90, 90], "label": "x"}'
SMALL = ImageBudget(pixels_per_side=32, min_pixels=4096, max_pixels=102_400)


def picture(folder: Path, name: str, is_excluded: bool = False) -> Picture:
    Image.new("RGB", (400, 200), "white").save(folder / name)
    return Picture(str(folder / name), name, (400, 200), 78, is_excluded)


def drawn(text: str, pictures: list[Picture], language: str = "en") -> list[dict[str, Any]]:
    return drawn_blocks(read_answer(text, pictures), pictures, language)


def edge_box(image: Image.Image) -> tuple[int, ...]:
    """What surrounds everything that is not white."""
    dark = image.convert("L").point(lambda value: 255 if value < 200 else 0)
    box = dark.getbbox()
    assert box is not None
    return box


def test_a_box_is_drawn_where_the_answer_says(tmp_path: Path) -> None:
    shown, legend = drawn(BOX, [picture(tmp_path, "a.png")])
    assert shown["alt_text"] == "1 box: red <circle>"
    assert "red &lt;circle&gt;" in legend["text"]
    image = Image.open(shown["path"])
    assert image.size == (400, 200)
    edge, inside, outside = (image.getpixel(xy) for xy in ((120, 99), (120, 60), (300, 150)))
    assert edge != outside
    assert inside == outside == (255, 255, 255)


@pytest.mark.parametrize("kind", ["png", "jpg", "pdf"])
def test_it_is_drawn_in_the_pixels_of_the_upload_and_upright(tmp_path: Path, kind: str) -> None:
    """Though the model was sent a smaller picture."""
    file = tmp_path / f"large.{kind}"
    lying = Image.new("RGB", (800, 1200), "white")
    exif = Image.Exif()
    exif[0x0112] = 6
    if kind == "pdf":
        Image.new("RGB", (60, 40), "black").save(
            file, save_all=True, append_images=[lying.rotate(90, expand=True)], resolution=144
        )
    else:
        lying.save(file, exif=exif)
    *_, sent = uploads_to_pictures([str(file)], PictureRules(SMALL, tmp_path, "", 2))
    assert sent.image_wh[0] < 400
    text = '{"bbox_2d": [250, 500, 750, 1000], "label": ""}'
    shown, legend = drawn(text, [sent])
    image = Image.open(shown["path"])
    assert image.size == (1200, 800)
    assert edge_box(image)[0::2] == (300, 900)
    assert edge_box(image)[3] == 800
    assert f"file={shown['path']}" in legend["text"]


def test_without_its_upload_a_picture_is_drawn_as_it_was_sent(tmp_path: Path) -> None:
    Image.new("RGB", (1200, 800), "white").save(tmp_path / "up.png")
    (sent,) = uploads_to_pictures([str(tmp_path / "up.png")], PictureRules(SMALL, tmp_path))
    (tmp_path / "up.png").unlink()
    with Image.open(drawn(BOX, [sent])[0]["path"]) as image:
        assert image.size == sent.image_wh


def test_it_is_the_last_picture_where_none_is_named(tmp_path: Path) -> None:
    pictures = [picture(tmp_path, "a.png"), picture(tmp_path, "b.png")]
    named = BOX.replace('"label"', '"image": 1, "label"')
    assert drawn(BOX, pictures)[0]["path"] != drawn(named, pictures)[0]["path"]
    assert len(drawn(BOX, pictures)) == len(drawn(named, pictures)) == 2


def test_showing_it_again_draws_nothing_again(tmp_path: Path) -> None:
    pictures = [picture(tmp_path, "a.png")]
    first = drawn(BOX, pictures)
    written = Path(first[0]["path"]).stat().st_mtime_ns
    assert drawn(BOX, pictures) == first
    assert Path(first[0]["path"]).stat().st_mtime_ns == written


def test_nothing_is_drawn_without_a_box_a_picture_or_its_file(tmp_path: Path) -> None:
    gone = picture(tmp_path, "a.png")
    Path(gone.path).unlink()
    assert drawn("no box", [picture(tmp_path, "b.png")]) == []
    assert drawn(BOX, []) == []
    assert drawn(BOX, [gone]) == []


def test_the_legend_numbers_colours_and_counts_each_label(tmp_path: Path) -> None:
    boxes = [
        f'{{"bbox_2d": [{x}, 0, {x + 9}, 9], "label": "{n}"}}' for x, n in [(0, "a"), (50, "b")]
    ]
    boxes.append('{"bbox_2d": [90, 0, 99, 9], "label": "a"}')
    (_, legend) = drawn(f"[{', '.join(boxes)}]", [picture(tmp_path, "a.png")], "zh")
    text = legend["text"]
    assert "a × 2" in text
    assert [text.count(f">{number}</span>") for number in (1, 2, 3)] == [1, 1, 1]
    assert text.index(">3</span>") < text.index(">2</span>")  # with its label
    assert "原尺寸图片" in text


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "Item 1 (&lt;b&gt;{x}) is left out: the box has no area."),
        ("zh", "第 1 项（&lt;b&gt;{x}）未采用：方框面积为零。"),
    ],
)
def test_what_is_not_drawn_is_said_in_the_pages_language(
    tmp_path: Path, language: str, why: str
) -> None:
    text = '{"bbox_2d": [1, 1, 1, 1], "label": "<b>{x}"}'
    (legend,) = drawn(text, [picture(tmp_path, "a.png")], language)
    assert why in legend["text"]


def test_what_is_only_json_is_folded_and_prose_is_not(tmp_path: Path) -> None:
    pictures = [picture(tmp_path, "a.png")]
    fenced = f"```json\n{BOX}\n\n```"
    folded = answer_block(fenced, read_answer(fenced, pictures))["text"]
    assert folded.startswith("<details")
    assert "&lt;circle&gt;" in folded
    assert "\n\n" not in folded  # would end the block for Markdown
    for text in (f"There: {fenced}", '{"a": 1}', "[1, 2]"):
        assert answer_block(text, read_answer(text, pictures))["text"] == text


def test_pixels_of_the_resized_picture_are_read_as_such(tmp_path: Path) -> None:
    text = '{"bbox_2d": [32, 32, 192, 96], "label": "x"}'
    (found,) = read_answer(text, [picture(tmp_path, "a.png")], SMALL).detections
    assert found.bbox_2d == pytest.approx((32 / 0.384, 32 / 0.192, 500, 500))  # seen as 384 x 192


def test_the_model_never_sees_what_was_drawn(tmp_path: Path) -> None:
    history: History = (
        Turn("user", "Find it.", (picture(tmp_path, "a.png", is_excluded=True),)),
        Turn("user", "Here.", (picture(tmp_path, "b.png"),)),
        Turn("assistant", BOX),
    )
    assert [p.name for p in pictures_before(history, 2)] == ["b.png"]
    shown = history_to_chatbot(history, "en")[-1]["content"]
    assert len(shown) == 3
    messages = history_to_messages(history, "", lambda picture: picture.name)
    assert messages[-1] == {"role": "assistant", "content": BOX}


def test_a_picture_left_out_later_does_not_move_the_boxes(tmp_path: Path) -> None:
    first, second = picture(tmp_path, "a.png"), picture(tmp_path, "b.png", is_excluded=True)
    answer = Turn("assistant", BOX, seen=(first, second))
    history: History = (Turn("user", "Find it.", (first, second)), answer)
    assert pictures_before(history, 1) == (first, second)


def test_a_conversation_is_drawn_before_it_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history: History = (Turn("user", "?", (picture(tmp_path, "a.png"),)), Turn("assistant", BOX))
    draw_history(history)
    monkeypatch.setattr("qwen_demo.ui.drawn.draw_detections", None)
    assert len(history_to_chatbot(history, "en")[-1]["content"]) == 3


async def test_boxes_are_drawn_as_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qwen_demo.ui.drawn.REDRAW_S", 0)
    drawing = LiveDrawing([picture(tmp_path, "a.png")], None)
    shown = []
    for text in (BOX[:20], BOX[:-1], BOX[:-1] + SECOND[:20], BOX[:-1] + SECOND):
        drawing.previews(text)
        await drawing.close()
        shown.append(drawing.previews(text))
    assert shown[0] == []
    counts = [previews[0]["alt_text"][:7] for previews in shown[1:]]
    assert counts == ["1 box: ", "1 box: ", "2 boxes"]
    assert shown[1] is shown[2]  # nothing new, nothing drawn
    image = Image.open(io.BytesIO(base64.b64decode(shown[1][0]["url"].partition(",")[2])))
    assert edge_box(image)[2:] == pytest.approx((200, 100), abs=2)


async def test_a_streaming_answer_is_read_again_once_more_is_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr("qwen_demo.ui.drawn.REDRAW_S", 0)
    monkeypatch.setattr(
        "qwen_demo.ui.drawn.read_answer",
        lambda text, *rest: read.append(text) or read_answer(text, *rest),
    )
    drawing = LiveDrawing([picture(tmp_path, "a.png")], None)
    grown = [BOX[:20], BOX[:-1], f"{BOX[:-1]}, ", f"{BOX[:-1]}, and", BOX[:-1] + SECOND]
    for text in grown:
        drawing.previews(text)
        await drawing.close()
    assert read == [grown[1], grown[-1]]


async def test_drawing_is_bounded_in_rate_and_survives_a_lost_picture(tmp_path: Path) -> None:
    lost = picture(tmp_path, "a.png")
    Path(lost.path).unlink()
    for pictures, expected in (([lost], 0), ([picture(tmp_path, "b.png")], 1)):
        drawing = LiveDrawing(pictures, None)
        drawing.previews(BOX)
        await drawing.close()
        assert len(drawing.previews(BOX[:-1] + SECOND)) == expected
        await drawing.close()
        assert "2 boxes" not in str(drawing.previews(""))  # within REDRAW_S


async def test_an_answers_stream_carries_them_and_the_history_does_not(tmp_path: Path) -> None:
    session, chat = Session(), ChatActions(engine := FakeEngine(), tmp_path, Readers(), Pace())
    steps = [ChatDelta(text=BOX[:-1]), 0.6, ChatDelta(text=SECOND), 0.6]
    engine.answers.append([*steps, ChatDelta(finish_reason="stop")])
    Image.new("RGB", (400, 200), "white").save(tmp_path / "up.png")
    await chat.send(session, {"text": "Find", "files": [str(tmp_path / "up.png")]}, 1e6, "")
    controls = sampling_to_controls(NEUTRAL).values()
    request: Any = SimpleNamespace(session_hash="tab")
    views = [view async for view in chat.stream(session, "send", request, "", *controls)]
    counts = [view["drawn"][0]["alt_text"][:7] for view in views if view["drawn"]]
    assert list(dict.fromkeys(counts)) == ["1 box: ", "2 boxes"]
    updates = await chat.draw_and_finish(session, "send")
    *_, image, legend, _ = updates["chatbot"][-1]["content"]
    with Image.open(image["path"]) as whole:
        assert whole.size == (400, 200)
    assert 'class="legend"' in legend["text"]
    engine.answers.append([ChatDelta(text="Yes.", finish_reason="stop")])
    await chat.send(session, {"text": "Sure?", "files": []}, 1e6, "")
    [view async for view in chat.stream(session, "send", request, "", *controls)]
    sent = engine.requests[-1].messages
    assert sent[1] == {"role": "assistant", "content": BOX[:-1] + SECOND}
    assert [len(m["content"]) for m in sent if isinstance(m["content"], list)] == [2]


@pytest.fixture
def drawn_in_threads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Says for each drawing in which thread it is made; none may be made on the event loop."""
    threads: list[str] = []

    def draw(*args: Any) -> Image.Image:
        with pytest.raises(RuntimeError, match="no running event loop"):
            asyncio.get_running_loop()
        threads.append(threading.current_thread().name)
        return draw_detections(*args)

    monkeypatch.setattr("qwen_demo.ui.drawn.draw_detections", draw)
    return threads


@pytest.mark.parametrize("action", ["branch", "delete", "undo", "language", "pixels", "finish"])
async def test_what_was_never_drawn_is_drawn_in_a_thread(
    tmp_path: Path, drawn_in_threads: list[str], action: str
) -> None:
    shown = picture(tmp_path, "a.png")
    asked: History = (Turn("user", "?", (shown,)), Turn("assistant", SMALL_BOX, seen=(shown,)))
    chat = ChatActions(engine := FakeEngine(), tmp_path, Readers(), Pace())
    context, session = ContextActions(engine, tmp_path), Session(history=asked)
    event: Any = None
    match action:
        case "branch":
            session.history, session.branches = (), Branches((asked,))
            await context.choose_branch(session, 0)
        case "delete":
            await context.delete_messages(session, [])
        case "undo":
            session.history = (*asked, Turn("user", "And?"), Turn("assistant", "No."))
            await chat.undo(session, event)
        case "language":
            await PanelActions(engine).switch_language(session, "zh")
        case "pixels":
            await FindActions(chat).read_pixels(session, True)
        case _:
            session.run = Run("send", asked[:1], (), Draft(), Answer(text=SMALL_BOX), seen=(shown,))
            session.run.is_shown = True
            await chat.draw_and_finish(session, "send")
    assert drawn_in_threads


async def test_boxes_in_pixels_stay_where_they_are_while_the_next_answer_comes(
    tmp_path: Path,
) -> None:
    shown = picture(tmp_path, "a.png")
    history: History = (Turn("user", "?", (shown,)), Turn("assistant", SMALL_BOX, seen=(shown,)))
    chat = ChatActions(FakeEngine(), tmp_path, Readers(), Pace())
    session = Session(history=history, has_pixel_coordinates=True)
    before = chat_view(session, chat.model)["chatbot"]
    busy = await chat.send(session, {"text": "And?", "files": []}, 1e6, "")
    assert busy["chatbot"][: len(before)] == before


async def test_what_is_clicked_while_an_answer_comes_leaves_it_and_its_question_in_view(
    tmp_path: Path,
) -> None:
    chat = ChatActions(engine := FakeEngine(), tmp_path, Readers(), Pace())
    session = Session(history=(Turn("user", "Hi"), Turn("assistant", "Hello")))
    await chat.send(session, {"text": "And?", "files": []}, 1e6, "")
    edited: Any = SimpleNamespace(index=0, value="Ho")
    updates = chat.edit(session, edited)
    assert updates["chatbot"][-1]["content"][0]["text"] == "And?"
    assert updates["composer"]["stop_btn"] is True
    assert "stop it first" in updates["notice"]["value"]
    for updates in (
        await ContextActions(engine, tmp_path).delete_messages(session, ["0"]),
        await chat.undo(session, edited),
    ):
        assert set(updates) == {"notice"}
        assert "stop it first" in updates["notice"]["value"]
    assert len(session.history) == 2
