"""Boxes of an answer are drawn on the picture that it is about, once, and never kept as history."""

from pathlib import Path

from PIL import Image

from qwen_demo.messages import History, Picture, Turn, history_to_messages
from qwen_demo.ui.drawn import drawn_blocks, pictures_before
from qwen_demo.ui.render import history_to_chatbot

BOX = '[{"bbox_2d": [100, 100, 500, 500], "label": "red <circle>"}]'


def picture(folder: Path, name: str, is_excluded: bool = False) -> Picture:
    Image.new("RGB", (400, 200), "white").save(folder / name)
    return Picture(str(folder / name), name, (400, 200), 78, is_excluded)


def test_a_box_is_drawn_where_the_answer_says(tmp_path: Path) -> None:
    drawn, caption = drawn_blocks(BOX, [picture(tmp_path, "a.png")])
    assert drawn["alt_text"] == "1 box: red <circle>"
    assert "red &lt;circle&gt;" in caption["text"]
    image = Image.open(drawn["path"])
    assert image.size == (400, 200)
    edge, inside, outside = (image.getpixel(xy) for xy in ((120, 99), (120, 60), (300, 150)))
    assert edge != outside
    assert inside == outside == (255, 255, 255)


def test_it_is_the_last_picture_where_none_is_named(tmp_path: Path) -> None:
    pictures = [picture(tmp_path, "a.png"), picture(tmp_path, "b.png")]
    named = BOX.replace('"label"', '"image": 1, "label"')
    assert drawn_blocks(BOX, pictures)[0]["path"] != drawn_blocks(named, pictures)[0]["path"]
    assert len(drawn_blocks(BOX, pictures)) == len(drawn_blocks(named, pictures)) == 2


def test_showing_it_again_draws_nothing_again(tmp_path: Path) -> None:
    pictures = [picture(tmp_path, "a.png")]
    first = drawn_blocks(BOX, pictures)
    written = Path(first[0]["path"]).stat().st_mtime_ns
    assert drawn_blocks(BOX, pictures) == first
    assert Path(first[0]["path"]).stat().st_mtime_ns == written


def test_nothing_is_drawn_without_a_box_a_picture_or_its_file(tmp_path: Path) -> None:
    gone = picture(tmp_path, "a.png")
    Path(gone.path).unlink()
    assert drawn_blocks("no box", [picture(tmp_path, "b.png")]) == []
    assert drawn_blocks(BOX, []) == []
    assert drawn_blocks(BOX, [gone]) == []


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
