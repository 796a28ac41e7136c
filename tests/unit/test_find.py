"""The Find tab without a browser: searches, regions and the export of a conversation's boxes."""

import asyncio
import json
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image, ImageDraw

from qwen_demo.chat import ImageBudget
from qwen_demo.errors import Overloaded
from qwen_demo.grounding import bbox_2d_to_px
from qwen_demo.media import encode_picture
from qwen_demo.messages import History, Picture, Turn
from qwen_demo.ui.actions import ChatActions
from qwen_demo.ui.answers import Pace, Readers
from qwen_demo.ui.archive import Located, located, save_archive, write_archive
from qwen_demo.ui.controls import NEUTRAL, sampling_to_controls
from qwen_demo.ui.find import FindActions
from qwen_demo.ui.region import crop_picture, read_region, region_html
from qwen_demo.ui.session import Session
from qwen_demo.ui.uploads import PictureRules, uploads_to_pictures
from tests.fake_engine import MODEL, FakeEngine, words

CAT = Path("assets/examples/chelsea.jpg").resolve()
COFFEE = CAT.with_name("coffee.jpg")
SMALL = ImageBudget(pixels_per_side=32, min_pixels=4096, max_pixels=102_400)
BOX = '[{"bbox_2d": [100, 100, 500, 500], "label": "cat"}]'
HALF = (0, 0, 500, 500)


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine(default_answer=words(BOX))


@pytest.fixture
def find(engine: FakeEngine, tmp_path: Path) -> FindActions:
    return FindActions(ChatActions(engine, tmp_path, Readers(), Pace()))


def attach(*files: Path, text: str = "") -> dict[str, Any]:
    return {"text": text, "files": [str(file) for file in files]}


async def answer(find: FindActions, session: Session) -> dict[str, Any]:
    """Let the answer come, with the page's usual controls; the updates that end it."""
    assert session.run is not None
    request: Any = SimpleNamespace(session_hash="tab")
    start, controls = session.run.start, sampling_to_controls(NEUTRAL).values()
    async for _ in find.chat.stream(session, start, request, "", *controls):
        pass
    return await find.chat.draw_and_finish(session, start)


async def search(find: FindActions, session: Session, query: str, *files: Path) -> dict[str, Any]:
    updates = await find.find(session, attach(*files, text="draft"), 1e6, "", query, False)
    return (await answer(find, session)) if session.run else updates


async def test_a_search_is_greedy_within_a_schema_and_a_turn_of_the_chat(find, engine) -> None:
    session = Session()
    updates = await search(find, session, " cat ", CAT)
    (request,) = engine.requests
    assert request.messages[0]["content"][0]["type"] == "image_url"
    assert '"cat"' in request.messages[0]["content"][1]["text"]
    assert request.sampling.temperature == 0
    assert request.sampling.json_schema["items"]["required"] == ["bbox_2d", "label"]
    assert request.sampling.max_tokens <= MODEL.max_model_len // 2
    assert [turn.role for turn in session.history] == ["user", "assistant"]
    assert any("1 found" in block.get("text", "") for block in updates["chatbot"][-1]["content"])


async def test_what_was_typed_stays_and_what_was_attached_is_used(find) -> None:
    updates = await find.find(Session(), attach(CAT, text="draft"), 1e6, "", "", False)
    assert updates["composer"]["value"] == {"text": "draft", "files": []}


async def test_the_demo_models_own_format_has_no_schema(find, engine) -> None:
    engine.model = SimpleNamespace(**{n: getattr(MODEL, n) for n in MODEL.__slots__})
    engine.model.is_demo = True
    await find.find(session := Session(), attach(CAT), 1e6, "", "cat", True)
    await answer(find, session)
    assert engine.requests[0].sampling.json_schema is None
    assert "points" in engine.requests[0].messages[0]["content"][1]["text"]


async def test_a_second_search_is_about_the_pictures_sent_before(find, engine) -> None:
    session = Session()
    await search(find, session, "cat", CAT)
    await search(find, session, "")
    assert "all objects" in engine.requests[1].messages[-1]["content"]


async def test_of_several_pictures_each_box_names_its_own(find, engine) -> None:
    named = '[{"bbox_2d": [0, 0, 9, 9], "label": "cat", "image": 1}, {"bbox_2d": [1, 1, 9, 9]}]'
    engine.answers.append(words(named))
    updates = await search(find, session := Session(), "cat", CAT, COFFEE)
    (request,) = engine.requests
    assert "from 1 to 2" in request.messages[0]["content"][-1]["text"]
    assert request.sampling.json_schema["items"]["properties"]["image"]["maximum"] == 2
    assert "image" in request.sampling.json_schema["items"]["required"]
    assert [d.image_index for d in located(session.history).detections] == [0, 1]
    shown = [block for block in updates["chatbot"][-1]["content"] if "path" in block]
    assert len(shown) == 2


async def test_a_search_is_regenerated_and_edited_as_a_search(find, engine) -> None:
    session = Session()
    await search(find, session, "cat", CAT)
    find.chat.regenerate(session, SimpleNamespace(index=1))
    await answer(find, session)
    find.chat.edit(session, SimpleNamespace(index=0, value="Locate the dog"))
    await answer(find, session)
    await find.chat.send(session, attach(text="Thanks"), 1e6, "")
    await answer(find, session)
    schemas = [request.sampling.json_schema is not None for request in engine.requests]
    assert schemas == [True, True, True, False]


async def test_an_empty_list_is_said_in_words(find, engine) -> None:
    engine.answers.append(words("[]"))
    updates = await search(find, Session(language="zh"), "dog", CAT)
    assert updates["chatbot"][-1]["content"][0]["text"] == "没有找到。"


async def test_refusals_change_nothing(find, tmp_path: Path) -> None:
    session = Session()
    assert "Attach a picture" in (await search(find, session, "cat"))["notice"]["value"]
    long = await search(find, session, "x" * 501, CAT)
    assert "500 characters" in long["notice"]["value"]
    (tmp_path / "bad.png").write_bytes(b"?")
    bad = await search(find, session, "cat", tmp_path / "bad.png")
    assert "bad.png can't be read" in bad["notice"]["value"]
    film = await search(find, session, "cat", CAT, tmp_path / "film.mp4")
    assert "film.mp4 is a video" in film["notice"]["value"]
    assert session == Session()


async def test_a_search_that_meets_another_question_is_refused(find) -> None:
    session = Session()
    updates = await asyncio.gather(
        find.find(session, attach(CAT), 1e6, "", "cat", False),
        find.chat.send(session, attach(CAT, text="Hi"), 1e6, ""),
    )
    assert ["composer" in update for update in updates].count(True) == 1
    assert session.run is not None
    assert len(session.run.history) == 1


async def test_a_failure_gives_text_and_pictures_back(find, engine) -> None:
    engine.answers.append([Overloaded("The server is full.")])
    updates = await search(find, session := Session(), "cat", CAT)
    assert updates["composer"]["value"] == attach(CAT, text="draft")
    assert session.history == ()


# Regions.


@pytest.mark.parametrize(
    "sides",
    [
        (None, 0, 10, 10),
        (10, 0, 10, 10),
        (0, 11, 10, 10),
        (-1, 0, 10, 10),
        (0, 0, 1001, 10),
        (float("nan"), 0, 10, 10),
    ],
)
async def test_a_region_that_is_none_is_refused(find, sides) -> None:
    with pytest.raises(ValueError, match=r"\("):
        read_region(sides)
    session = Session()
    for updates in (
        await find.zoom(session, attach(CAT), 1e6, "", 0, "What?", *sides),
        await find.ask_region(session, attach(CAT), 1e6, "", 0, "What?", True, *sides),
    ):
        assert "four numbers from 0 to 1000" in updates["notice"]["value"]
    assert session.run is None


@pytest.mark.parametrize("choice", [None, -1, 1])
async def test_a_picture_that_is_not_there_is_refused(find, choice) -> None:
    updates = await find.zoom(session := Session(), attach(CAT), 1e6, "", choice, "?", *HALF)
    assert "Attach a picture" in updates["notice"]["value"]
    assert session.run is None


async def test_a_question_about_a_region_names_it_and_sends_it_enlarged(find, engine) -> None:
    session = Session()
    await search(find, session, "cat", COFFEE)
    composer = attach(CAT)
    sides = (100, 200, 300, 400)
    await find.ask_region(session, composer, 1e6, "", 1, "What is this?", True, *sides)
    await answer(find, session)
    *pictures, text = engine.requests[-1].messages[-1]["content"]
    assert len(pictures) == 2
    assert text["text"].startswith("What is this?\n\n")
    assert "[100, 200, 300, 400] of picture 2" in text["text"]
    assert "enlarged" in text["text"]
    crop = session.history[-2].pictures[-1]
    assert crop.source is not None
    assert crop.source.image_wh == (91, 60)  # a fifth of 451 x 300, rounded outwards
    assert engine.requests[-1].sampling.json_schema is None


async def test_a_region_can_go_without_its_picture_and_in_pixels(find, engine) -> None:
    session = Session(has_pixel_coordinates=True)
    await find.ask_region(session, attach(CAT), 1e6, "", 0, "What?", False, *HALF)
    await answer(find, session)
    _, text = engine.requests[-1].messages[-1]["content"]
    assert "[0, 0, 224, 144]" in text["text"]  # half of 448 x 288, as the model sees it
    assert "enlarged" not in text["text"]
    empty = await find.ask_region(session, attach(), 1e6, "", 0, " ", True, *HALF)
    assert "question" in empty["notice"]["value"]


async def test_zooming_in_asks_the_last_question_again_on_the_cut_out(find, engine) -> None:
    session = Session()
    await find.chat.send(session, attach(CAT, text="What colour is it?"), 1e6, "")
    await answer(find, session)
    updates = await find.zoom(session, attach(COFFEE, text="kept"), 1e6, "", 0, "", *HALF)
    assert "value" not in updates["composer"]  # what lies in the composer stays
    await answer(find, session)
    picture, text = engine.requests[-1].messages[-1]["content"]
    assert picture["type"] == "image_url"
    assert text["text"] == "What colour is it?"
    assert session.history[-2].pictures[0].name == "chelsea [0 0 500 500]"


async def test_no_cut_out_goes_beyond_the_models_pictures(find, engine) -> None:
    engine.model = SimpleNamespace(**{n: getattr(MODEL, n) for n in MODEL.__slots__})
    engine.model.max_images = 1
    updates = await find.ask_region(session := Session(), attach(CAT), 1e6, "", 0, "?", True, *HALF)
    assert "At most 1 pictures" in updates["notice"]["value"]
    assert session.run is None


def test_the_cut_out_has_the_uploads_pixels(tmp_path: Path) -> None:
    image = Image.new("RGB", (1000, 500), "white")
    ImageDraw.Draw(image).rectangle((500, 250, 599, 299), fill="red")
    image.save(tmp_path / "a.png")
    rules = PictureRules(SMALL, tmp_path)
    (picture,) = uploads_to_pictures([str(tmp_path / "a.png")], rules)
    crop = crop_picture(picture, (500, 500, 600, 600), rules)
    assert picture.image_wh[0] < 1000
    with Image.open(crop.path) as cut:
        assert cut.size == (100, 50)
        assert cut.getcolors() == [(5000, (255, 0, 0))]
    with Image.open(crop_picture(picture, (999, 999, 1000, 1000), rules).path) as least:
        assert least.size == (1, 1)


async def test_the_pictures_to_mark_are_the_conversations_then_the_attached(find) -> None:
    session = Session()
    await search(find, session, "cat", COFFEE)
    updates = await find.list_pictures(session, attach(CAT), 1e6, "")
    assert updates["region_picture"]["choices"] == [("1. coffee.jpg", 0), ("2. chelsea.jpg", 1)]
    assert 'alt="chelsea.jpg"' in updates["region_view"]
    assert 'alt="coffee.jpg"' in find.show_picture(session, 0)["region_view"]
    for choice in (None, -1, 2):
        assert find.show_picture(session, choice)["region_view"] == ""


async def test_a_picture_stays_in_view_when_it_is_asked_about(find) -> None:
    session = Session()
    await find.find(session, attach(CAT), 1e6, "", "cat", False)
    updates = await find.list_pictures(session, attach(), 1e6, "")
    assert 'alt="chelsea.jpg"' in updates["region_view"]


async def test_a_region_of_a_picture_that_is_no_longer_shown_is_refused(find) -> None:
    session = Session()
    await find.list_pictures(session, attach(CAT), 1e6, "")
    updates = await find.zoom(session, attach(COFFEE), 1e6, "", 0, "What?", *HALF)
    assert "mark the region again" in updates["notice"]["value"]
    assert session.run is None
    await find.zoom(session, attach(CAT), 30, "", 0, "What?", *HALF)  # the same, made smaller
    assert session.run is not None


def test_a_pictures_name_is_no_markup() -> None:
    assert "<b>" not in region_html(Picture('/x/".png', '"><b>', (1, 1), 1))


async def test_numbers_are_read_as_pixels_when_told_so(find) -> None:
    session = Session()
    await search(find, session, "cat", CAT)
    before = session.history[-1].seen
    updates = await find.read_pixels(session, True)
    assert updates["chatbot"] != (await find.read_pixels(session, False))["chatbot"]
    assert located(session.history).pictures == before


# The export.


def conversation(folder: Path) -> History:
    """Two pictures, one of them asked about twice; one box found twice."""
    image = Image.new("RGB", (1501, 997), "white")
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(folder / "a photo.jpg", exif=exif)
    Image.new("RGB", (301, 203), "white").save(folder / "b.png")
    files = [str(folder / name) for name in ("a photo.jpg", "b.png")]
    first, second = uploads_to_pictures(files, PictureRules(SMALL, folder, "", 2))
    again = (
        '[{"bbox_2d": [100, 101, 500, 500], "label": "cat"}, {"point_2d": [7, 7], "label": "x"}]'
    )
    other = '[{"bbox_2d": [333, 1, 667, 999], "label": "狗: \\"x\\""}]'
    return (
        Turn("user", "?", (first,)),
        Turn("assistant", BOX, seen=(first,)),
        Turn("assistant", again, seen=(first,)),
        Turn("user", "?", (second,)),
        Turn("assistant", other, seen=(second,)),
    )


def test_the_archive_reads_back_as_the_same_boxes_and_pictures(tmp_path: Path) -> None:
    found = located(conversation(tmp_path))
    assert [detection.label for detection in found.detections] == ["cat", "x", '狗: "x"']
    assert [detection.image_index for detection in found.detections] == [0, 0, 1]
    path = save_archive(found, tmp_path)
    assert save_archive(found, tmp_path) == path
    with zipfile.ZipFile(path) as archive:
        coco = json.loads(archive.read("annotations.json"))
        sizes = {}
        for entry in coco["images"]:
            with archive.open(f"images/{entry['file_name']}") as file, Image.open(file) as image:
                assert image.getexif().get(0x0112) is None
                sizes[entry["id"]] = image.size
                assert image.size == (entry["width"], entry["height"])
        assert [*sizes.values()] == [(997, 1501), (301, 203)]
        boxes = {
            (note["image_id"], note["category_id"]): [
                *note["bbox"][:2],
                *map(sum, zip(note["bbox"][:2], note["bbox"][2:], strict=True)),
            ]
            for note in coco["annotations"]
            if "keypoints" not in note
        }
        names = archive.read("data.yaml").decode().partition("names:\n")[2]
        classes = {
            int(n): json.loads(c)
            for n, c in (line.strip().split(": ", 1) for line in names.splitlines())
        }
        assert classes == {0: "cat", 1: '狗: "x"'}
        yolo = [
            archive.read(f"labels/{e['file_name'].rpartition('.')[0]}.txt").decode().split()
            for e in coco["images"]
        ]
    for detection in found.detections:
        if detection.bbox_2d is None:
            continue
        place = detection.image_index
        size = sizes[place + 1]
        exact = bbox_2d_to_px(detection.bbox_2d, size)
        category = next(c["id"] for c in coco["categories"] if c["name"] == detection.label)
        assert boxes[place + 1, category] == pytest.approx(exact, abs=0.5)
        number, x, y, width, height = map(float, yolo[place])
        assert classes[int(number)] == detection.label
        sides = (
            (x - width / 2) * size[0],
            (y - height / 2) * size[1],
            (x + width / 2) * size[0],
            (y + height / 2) * size[1],
        )
        assert sides == pytest.approx(exact, abs=0.51)


def test_two_pages_may_save_the_same_at_once(tmp_path: Path, monkeypatch) -> None:
    found = located(conversation(tmp_path))
    calls = []

    def write(archive: zipfile.ZipFile, found: Located) -> None:
        calls.append(len(calls))
        if len(calls) == 1:
            save_archive(found, tmp_path)
        write_archive(archive, found)

    monkeypatch.setattr("qwen_demo.ui.archive.write_archive", write)
    assert zipfile.is_zipfile(save_archive(found, tmp_path))
    assert len(calls) == 2


async def test_nothing_to_save_is_said(find) -> None:
    updates = await find.save_boxes(Session())
    assert updates["archive"] == ""
    assert "No answer" in updates["notice"]["value"]


async def test_a_disk_that_is_full_costs_the_drawing_and_not_the_answer(
    find, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    session = Session()
    await find.find(session, attach(CAT), 1e6, "", "cat", False)
    monkeypatch.setattr(Image.Image, "save", full)
    updates = await answer(find, session)
    assert not any("path" in block for block in updates["chatbot"][-1]["content"])
    assert session.history[-1].text == BOX


async def test_what_is_saved_is_a_file_of_the_page(find, tmp_path: Path) -> None:
    session = Session()
    await search(find, session, "cat", CAT)
    path = Path((await find.save_boxes(session))["archive"])
    assert path.is_relative_to(tmp_path)
    assert zipfile.is_zipfile(path)
    for picture in session.history[0].pictures:
        Path(picture.path).unlink()
        assert picture.source is not None
    data, _ = encode_picture(Image.open(CAT), "JPEG")
    with zipfile.ZipFile(path) as archive:
        assert len(archive.read("images/001-chelsea.jpg")) == len(data)
