"""Every question has the answer that its scene says it has."""

import json
import random
import re

import pytest

from training import names
from training.asking import View
from training.cases import is_yes
from training.comparisons import is_relation, largest, side, what_relation
from training.conversation import decoy_scene, make_pack, messages_of
from training.draw import draw_picture, draw_shapes
from training.follow_ups import follow_up
from training.grounding import find, find_all
from training.lookups import colour_of, count_of, exists, shape_of, where
from training.out_of_scope import CARRIED, FORMS, OPENINGS, with_particulars
from training.phrases import ASK
from training.questions import question_about
from training.said import text_of
from training.smalltalk import SMALL_TALK, VISUAL_TASKS, small_talk
from training.vary import vary
from training.whole_picture import count, describe
from training.world import COLOURS, SHAPES

SEEDS = range(60)


def scene_of(seed: int):
    return draw_shapes(random.Random(seed), 200, 160)[1]


def asked_value(turn, cue: str):
    return next((piece.value for piece in turn.question if piece.cue == cue), None)


def turns_of(task, lang: str = "en"):
    for seed in SEEDS:
        view = View(scene_of(seed), lang)
        turn = task(random.Random(seed + 1), view)
        if turn is not None:
            yield view.scene, turn, text_of(turn.answer)


def test_colour_of_names_the_colours_of_that_shape_and_no_others():
    for scene, turn, answer in turns_of(colour_of):
        truth = sorted(t.colour for t in scene.things if t.shape == asked_value(turn, "shape"))
        assert sorted(re.findall("|".join(COLOURS), answer)) == truth


def test_shape_of_names_the_shapes_of_that_colour_and_no_others():
    for scene, turn, answer in turns_of(shape_of):
        truth = sorted(t.shape for t in scene.things if t.colour == asked_value(turn, "colour"))
        assert sorted(re.findall("|".join(SHAPES), answer)) == truth


@pytest.mark.parametrize("task", [count, count_of])
def test_counts_are_the_number_of_matching_things(task):
    for scene, turn, answer in turns_of(task):
        found = scene.matching(asked_value(turn, "shape"), asked_value(turn, "colour"))
        told = re.search(r"\d", answer)
        assert (int(told.group()) if told else 0) == len(found)


@pytest.mark.parametrize("lang", names.LANGUAGES)
def test_yes_means_that_there_is_one(lang):
    said_yes = 0
    for scene, turn, _ in turns_of(exists, lang):
        found = scene.matching(asked_value(turn, "shape"), asked_value(turn, "colour"))
        assert is_yes(turn) == bool(found)
        said_yes += is_yes(turn)
    assert 0.35 < said_yes / len(SEEDS) < 0.75


def test_descriptions_list_the_things_from_left_to_right():
    for scene, _, answer in turns_of(describe):
        told = re.findall(rf"({'|'.join(COLOURS)}) ({'|'.join(SHAPES)})", answer)
        assert [" ".join(words) for words in told] == [thing.name for thing in scene.things]
        assert scene.background in answer


def test_the_outermost_thing_is_clearly_outermost():
    axis_of = {"leftmost": (0, 1), "rightmost": (0, -1), "topmost": (1, 1), "bottommost": (1, -1)}
    for scene, turn, answer in turns_of(side):
        axis, sign = axis_of[answer.split()[1]]
        places = [thing.centre[axis] * sign for thing in scene.things]
        assert places.index(min(places)) == turn.about[0]


def test_the_largest_thing_has_the_largest_box():
    for scene, turn, _ in turns_of(largest):
        assert max(scene.things, key=lambda thing: thing.area) is scene.things[turn.about[0]]


def test_relations_hold_between_the_boxes():
    for scene, _, answer in turns_of(is_relation):
        found = re.search(r"the (.+) is (to the \w+ of|above|below) the (.+)\.", answer)
        a, relation, b = found.groups()
        first, second = (next(t for t in scene.things if t.name.endswith(n)) for n in (a, b))
        axis = 0 if "left" in relation or "right" in relation else 1
        less = "left" in relation or relation == "above"
        assert (first.centre[axis] < second.centre[axis]) == less


def test_what_is_beside_a_thing_never_names_the_thing_itself():
    for scene, _, answer in turns_of(what_relation):
        told = re.findall(rf"(?:{'|'.join(COLOURS)}) (?:{'|'.join(SHAPES)})", answer)
        assert len(told) <= len(scene.things)


@pytest.mark.parametrize("task", [find, find_all])
def test_boxes_are_json_and_lie_on_their_things(task):
    for scene, _, answer in turns_of(task):
        if "```" not in answer:
            continue
        for row in json.loads(answer.removeprefix("```json").removesuffix("```")):
            things = [thing for thing in scene.things if thing.name == row["label"]]
            gaps = [
                max(abs(a * 1000 - b) for a, b in zip(t.box, row["bbox_2d"], strict=True))
                for t in things
            ]
            assert min(gaps) <= 2.5


def test_places_lie_in_the_part_of_the_picture_they_name():
    for scene, turn, answer in turns_of(where):
        if turn.about and "left" in answer.split(" is ")[-1]:
            assert scene.things[turn.about[0]].centre[0] < 0.4


def test_follow_ups_about_it_speak_of_the_one_thing_just_named():
    for seed in SEEDS:
        view, rng = View(scene_of(seed), "en"), random.Random(seed)
        first = largest(rng, view)
        again = follow_up(rng, view, first) if first else None
        if again and again.task == "colour_of":
            assert view.scene.things[first.about[0]].colour in text_of(again.answer)


def test_the_same_seed_asks_the_same():
    packs = [make_pack(random.Random(5), (decoy_scene(random.Random(1)),), 8) for _ in range(2)]
    assert packs[0] == packs[1]


def test_every_kind_of_picture_can_be_talked_about():
    for seed in range(15):
        rng = random.Random(seed)
        scenes = tuple(draw_picture(rng)[1] for _ in range(rng.randint(0, 3)))
        for message in messages_of(make_pack(rng, scenes, 6)):
            assert all(isinstance(part, int) or text_of(part).strip() for part in message.parts)


def test_varied_questions_keep_the_words_that_decide():
    for seed in SEEDS:
        rng = random.Random(seed)
        turn = question_about(rng, View(scene_of(seed), rng.choice(names.LANGUAGES)))
        varied = vary(rng, turn.question, turn.lang)
        cues = [(piece.cue, piece.value) for piece in turn.question if piece.cue]
        assert [(piece.cue, piece.value) for piece in varied if piece.cue] == cues


@pytest.mark.parametrize("lang", names.LANGUAGES)
def test_every_request_has_words_for_its_slots(lang):
    for form in (*OPENINGS[lang], *FORMS[lang], *CARRIED[lang]):
        assert "{" not in with_particulars(random.Random(1), lang, form)


@pytest.mark.parametrize("lang", names.LANGUAGES)
def test_questions_about_a_whole_picture_name_nothing_in_it(lang):
    known = {"img", "thing", "things", "cw", "side", "most"}
    for task in VISUAL_TASKS:
        asked = {slot for form in ASK[task][lang] for slot in re.findall(r"\{(\w+)\}", form)}
        assert asked <= known


def test_small_talk_comes_in_every_kind_with_its_own_answer():
    rng = random.Random(4)
    heard = {(answer, lang) for _, answer, lang in (small_talk(rng) for _ in range(400))}
    assert heard == {(a[lang], lang) for _, a, _ in SMALL_TALK for lang in names.LANGUAGES}
