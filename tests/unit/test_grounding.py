"""Boxes and points are read from what models write, and what can't be read is said."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qwen_demo.grounding import (
    Detection,
    bbox_2d_to_px,
    bbox_iou,
    detections_to_coco,
    detections_to_yolo,
    merge_duplicates,
    parse_detections,
    point_2d_to_px,
    px_to_bbox_2d,
    px_to_point_2d,
    to_openai,
)

CORPUS = json.loads((Path(__file__).parent / "grounding_corpus.json").read_text(encoding="utf-8"))

bounded = settings(deadline=None, derandomize=True, max_examples=50)

labels = st.text(alphabet="abc '\"\\{}[],:é猫\n", max_size=8).map(lambda text: f"x{text}x")
numbers = st.integers(0, 1000).map(float)
boxes = st.tuples(*[st.integers(0, 999)] * 4).map(
    lambda v: (float(min(v[::2])), float(min(v[1::2])), max(v[::2]) + 1.0, max(v[1::2]) + 1.0)
)
points = st.tuples(numbers, numbers)
sizes = st.tuples(st.integers(1, 9000), st.integers(1, 9000))
found = st.one_of(
    st.builds(Detection, st.sampled_from("ab"), bbox_2d=boxes),
    st.builds(Detection, st.sampled_from("ab"), point_2d=points),
)
fragments = st.sampled_from(
    [
        *("[", "]", "{", "}", "(", ")", ",", ":", '"', "'", "\\", "```", "```json\n", "\n", " "),
        *('"bbox_2d": [1, 2, 30, 40]', '"label": "a"', '"point_2d"', "[5, 6]", "bbox", "1e999"),
        *("<ref>", "</ref>", "<box>", "</box>", "(1,2),(30,40)", "<points x1='1' y1='2'>", "NaN"),
        *("</points>", "<|box_start|>", "<|box_end|>", "-", "7", "word", "//", "é猫", "\ud83d"),
        *('{"bbox_2d": [1, 2, 30, 40], "label": "a"}', '"image": "Image 2"', "null", "\\ud83d"),
    ]
)
junk = st.one_of(st.text(), st.lists(fragments, max_size=40).map("".join))


def expected(row: list[Any]) -> Detection:
    """A row of the corpus: label, then a box, a point, or both in one list; then the picture."""
    label, place, *index = row
    box = tuple(place[:4]) if len(place) >= 4 else None
    point = tuple(place[-2:]) if len(place) in (2, 6) else None
    return Detection(label, box, point, *index)


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["name"])
def test_the_corpus_parses_as_labelled(case: dict[str, Any]) -> None:
    reading = parse_detections(case["text"], **case.get("options", {}))
    assert list(reading.detections) == [expected(row) for row in case["detections"]]
    wanted = case.get("notes", [])
    notes = [note.to_text() for note in reading.notes]
    assert len(notes) == len(wanted), notes
    assert all(any(part in note for note in notes) for part in wanted), notes


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case["name"])
def test_a_prefix_of_an_answer_gives_a_prefix_of_its_detections(case: dict[str, Any]) -> None:
    text, options = case["text"], case.get("options", {})
    whole = parse_detections(text, **options).detections
    for end in range(len(text)):
        part = parse_detections(text[:end], **options).detections
        assert part == whole[: len(part)], text[:end]


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 60


@bounded
@given(st.lists(st.tuples(labels, boxes), max_size=6), st.data())
def test_valid_answers_are_read_in_full_and_by_prefix(rows: list[Any], data: st.DataObject) -> None:
    answer = json.dumps([{"bbox_2d": box, "label": label} for label, box in rows], indent=1)
    wanted = [Detection(" ".join(label.split()), box) for label, box in rows]
    assert parse_detections(answer).detections == merge_duplicates(wanted)
    part = parse_detections(answer[: data.draw(st.integers(0, len(answer)))]).detections
    assert part == merge_duplicates(wanted)[: len(part)]


@bounded
@given(junk, st.data())
def test_junk_never_raises_and_keeps_the_prefix_property(text: str, data: st.DataObject) -> None:
    reading = parse_detections(text, image_count=2)
    part = parse_detections(text[: data.draw(st.integers(0, len(text)))], image_count=2).detections
    assert part == reading.detections[: len(part)]
    for item in to_openai(reading.detections, [(640, 480), (30, 4000)]):
        json.dumps(item, allow_nan=False, ensure_ascii=False).encode()
        assert all(0 <= value <= 1000 for value in item["bbox_2d"] or item["point_2d"])


def assert_quick(text: str) -> None:
    start = time.thread_time()
    parse_detections(text)
    assert time.thread_time() - start < 0.6


@pytest.mark.parametrize(
    "unit",
    [
        *('"', "'a", '{"', "{'a", "[", "[1,", "{", "`", "\\", "[ ", '[" ', "<ref>", "<box>", "1"),
        *("<points ", "<points x='", '{"bbox_2d":[1,2,3,4],', '{"a":', "[1 ", "({[", '"\\', "//"),
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    for head in ("", '[{"bbox_2d": "'):
        assert_quick(head + unit * (60_000 // len(unit)))


def test_closing_what_was_never_opened_takes_linear_time() -> None:
    assert_quick("[" * 30_000 + "}" * 30_000)
    assert_quick("[1}" * 20_000)


def test_what_is_kept_and_what_is_said_is_bounded() -> None:
    many = [{"bbox_2d": [n, n, n + 9, n + 9]} for n in range(900)]
    reading = parse_detections(json.dumps(many))
    assert len(reading.detections) == 200
    assert "200 different" in reading.notes[-1].to_text()
    reading = parse_detections('{"bbox_2d": []}\n' * 900)
    assert len(reading.notes) == 11
    assert reading.notes[-1].to_text() == "890 more are left out."


def test_text_beyond_the_limit_is_not_read() -> None:
    reading = parse_detections(" " * 200_000 + '{"bbox_2d": [1, 2, 30, 40]}')
    assert not reading.detections
    assert "200000 characters" in reading.notes[0].to_text()


def test_items_beyond_the_limit_are_not_read() -> None:
    copies = '{"bbox_2d": [1, 2, 30, 40]}\n' * 1000
    late = '{"bbox_2d": [500, 2, 630, 40]}'
    assert len(parse_detections(copies + late).detections) == 1
    inside_one = f'{{"bboxes": [{"[1, 2, 30, 40], " * 1000} [500, 2, 630, 40]]}}'
    reading = parse_detections(inside_one)
    assert len(reading.detections) == 1
    assert "1000 detections" in reading.notes[0].to_text()


def test_deep_nesting_is_bounded_and_later_items_are_read() -> None:
    text = "[" * 5000 + "]" * 5000 + '{"bbox_2d": [1, 2, 30, 40], "label": "a"}'
    assert [d.label for d in parse_detections(text).detections] == ["a"]


@pytest.mark.parametrize("text", ["[1,2\x1c,30 ,\u20034e1]", "[\n1.,+2,.3e2,40\n]"])
def test_a_list_of_numbers_is_read_however_it_is_spaced(text: str) -> None:
    (found,) = parse_detections(f'{{"bbox_2d": {text}}}').detections
    assert found.bbox_2d == (1, 2, 30, 40)


def test_a_long_label_is_cut() -> None:
    text = json.dumps({"bbox_2d": [1, 2, 30, 40], "label": "x" * 5000})
    assert parse_detections(text).detections[0].label == "x" * 200


@bounded
@given(sizes, st.data())
def test_pixels_to_thousandths_and_back_is_exact(size: Any, data: st.DataObject) -> None:
    x, y = st.integers(0, size[0]), st.integers(0, size[1])
    box_px = data.draw(st.tuples(x, y, x, y))
    assert bbox_2d_to_px(px_to_bbox_2d(box_px, size), size) == box_px
    assert point_2d_to_px(px_to_point_2d(box_px[:2], size), size) == box_px[:2]


@bounded
@given(boxes, sizes)
def test_thousandths_to_pixels_are_half_a_pixel_off_at_most(box: Any, size: Any) -> None:
    exact = [value * side / 1000 for value, side in zip(box, size * 2, strict=True)]
    pixels = bbox_2d_to_px(box, size)
    assert all(abs(p - e) <= 0.5 + 1e-9 for p, e in zip(pixels, exact, strict=True))


@bounded
@given(st.lists(found, max_size=12))
def test_merging_is_idempotent_and_keeps_a_subsequence(detections: list[Detection]) -> None:
    merged = merge_duplicates(detections)
    assert merge_duplicates(merged) == merged
    rest = iter(detections)
    assert all(detection in rest for detection in merged)


@bounded
@given(boxes, st.tuples(*[st.integers(-120, 120)] * 4))
def test_merging_agrees_with_the_iou_of_every_pair(box: Any, shift: tuple[int, ...]) -> None:
    moved = tuple(min(max(a + b, 0), 1000) for a, b in zip(box, shift, strict=True))
    if moved[0] < moved[2] and moved[1] < moved[3]:
        pair = [Detection("a", box), Detection("a", moved)]
        is_duplicate = bbox_iou(box, moved) >= 0.9
        assert len(merge_duplicates(pair)) == (1 if is_duplicate else 2)


def test_iou() -> None:
    assert bbox_iou((0, 0, 10, 10), (0, 0, 10, 10)) == 1
    assert bbox_iou((0, 0, 10, 10), (5, 0, 15, 10)) == pytest.approx(1 / 3)
    assert bbox_iou((0, 0, 10, 10), (10, 0, 20, 10)) == 0
    assert bbox_iou((0, 0, 10, 10), (20, 20, 30, 30)) == 0


@pytest.mark.parametrize("x", [99.0, 101.0])
@pytest.mark.parametrize("y", [199.0, 201.0])
def test_duplicates_are_found_wherever_they_lie(x: float, y: float) -> None:
    pair = [Detection("a", (100.0, 200.0, 500.0, 600.0)), Detection("a", (x, y, 500.0, 600.0))]
    assert merge_duplicates(pair) == (pair[0],)
    assert merge_duplicates(pair[::-1]) == (pair[1],)


def test_a_box_is_no_duplicate_of_a_point() -> None:
    place = (5.0, 6.0)
    pair = (Detection("a", (1.0, 2.0, 9.0, 10.0), place), Detection("a", None, place))
    assert merge_duplicates(pair) == pair
    assert merge_duplicates(pair[::-1]) == pair[::-1]


def test_the_same_box_on_two_pictures_is_two_detections() -> None:
    pair = [Detection("a", (1, 2, 30, 40), image_index=index) for index in (0, 1)]
    assert merge_duplicates(pair) == tuple(pair)


DETECTIONS = (
    Detection("cat", (100.0, 200.0, 500.0, 600.0)),
    Detection("dog", (0.0, 0.0, 12.5, 1000.0), image_index=1),
    Detection("cat", None, (250.0, 750.0), image_index=1),
)
SIZES = [(640, 480), (1000, 333)]


def test_the_json_of_the_api() -> None:
    first, _, last = to_openai(DETECTIONS, SIZES)
    assert first == {
        "label": "cat",
        "bbox_2d": [100, 200, 500, 600],
        "bbox_px": [64, 96, 320, 288],
        "point_2d": None,
        "point_px": None,
        "image_index": 0,
    }
    assert (last["bbox_px"], last["point_2d"], last["point_px"]) == (None, [250, 750], [250, 250])
    assert '"bbox_2d": [100, 200, 500, 600]' in json.dumps(first)


def test_coco_reads_back_as_the_same_detections() -> None:
    coco = json.loads(json.dumps(detections_to_coco(DETECTIONS, ["a.png", "b.png"], SIZES)))
    images = {image["id"]: image for image in coco["images"]}
    names = {category["id"]: category["name"] for category in coco["categories"]}
    back = []
    for note in coco["annotations"]:
        image = images[note["image_id"]]
        size = (image["width"], image["height"])
        x, y, width, height = note["bbox"]
        assert note["area"] == width * height
        is_point = note.get("num_keypoints") == 1
        place = note["keypoints"][:2] if is_point else (x, y, x + width, y + height)
        place = px_to_point_2d(place, size) if is_point else px_to_bbox_2d(place, size)
        back.append((names[note["category_id"]], pytest.approx(place), note["image_id"] - 1))
    assert [(d.label, d.bbox_2d or d.point_2d, d.image_index) for d in DETECTIONS] == back
    assert [image["file_name"] for image in coco["images"]] == ["a.png", "b.png"]
    assert len({note["id"] for note in coco["annotations"]}) == 3


def test_yolo_reads_back_as_the_same_boxes() -> None:
    yolo = detections_to_yolo(DETECTIONS, 3)
    back = []
    for index, file in enumerate(yolo.files):
        for line in file.splitlines():
            name, x, y, width, height = line.split()
            x, y, width, height = (float(value) * 1000 for value in (x, y, width, height))
            box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            back.append((yolo.names[int(name)], pytest.approx(box, abs=2e-3), index))
    assert [(d.label, d.bbox_2d, d.image_index) for d in DETECTIONS[:2]] == back
    assert yolo.files[2] == ""


def test_the_parser_never_evaluates_text() -> None:
    package = Path(__file__).parents[2] / "qwen_demo" / "grounding"
    for path in package.glob("*.py"):
        assert not re.search(r"\b(eval|exec|literal_eval)\(", path.read_text())
