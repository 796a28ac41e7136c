"""No sentence of the evaluation is one that training may have used, whatever fills its slots."""

import re
from functools import cache

import pytest

from training import names
from training.held_out_prompts import REFUSALS_BESIDE_A_PICTURE, TALK, WORDINGS
from training.out_of_scope import (
    CARRIED,
    FORM_WORDS,
    FORMS,
    OPENINGS,
    OTHER_LANGUAGES,
    REQUESTS,
    TOPICS,
)
from training.phrases import ASK, COLOUR_SPELLINGS, IMAGE_WORDS, THING_WORDS
from training.smalltalk import SMALL_TALK
from training.talk_phrases import all_composed_talk
from training.vary import HALF_WIDTH

SLOT = re.compile(r"\{\w+\}")


def bare(text: str) -> str:
    return text.translate(HALF_WIDTH).lower().strip(" .?!")


def any_of(words) -> re.Pattern[str]:
    """Any of the words as a whole word; Chinese ones anywhere."""
    longest_first = sorted({word.lower() for word in words}, key=len, reverse=True)
    whole = (rf"\b{re.escape(w)}s?\b" if w.isascii() else re.escape(w) for w in longest_first)
    return re.compile("|".join(whole))


@cache
def words_of_pictures() -> re.Pattern[str]:
    """What a question's slots are filled with: images, things, shapes and colours."""
    words = {*COLOUR_SPELLINGS}
    for lang in names.LANGUAGES:
        words |= {*IMAGE_WORDS[lang], *THING_WORDS[lang]}
        for table in (names.SHAPE_WORDS, names.COLOUR_WORDS):
            words |= {word for choices in table[lang].values() for word in choices}
    return any_of(words)


@cache
def words_of_requests() -> re.Pattern[str]:
    words = {word for topics in TOPICS.values() for word in topics}
    words |= {w for table in FORM_WORDS.values() for choices in table.values() for w in choices}
    return any_of(words)


def outline(text: str, words: re.Pattern[str]) -> str:
    """The text with one mark for each run of slots, of words that may fill them, or of numbers."""
    marked = words.sub("_", SLOT.sub("_", bare(text)))
    marked = re.sub(r"\b(an?|the)\b ?", "", marked)
    return re.sub(r"[_\d]+([ 的]*[_\d]+)*", "_", marked).strip()


def talk_of_training() -> set[str]:
    listed = (p for *_, lists in SMALL_TALK for prompts in lists.values() for p in prompts)
    kinds = ((kind, lang) for kind, *_ in SMALL_TALK for lang in names.LANGUAGES)
    composed = (prompt for kind, lang in kinds for prompt in all_composed_talk(kind, lang))
    return {bare(prompt) for prompts in (listed, composed) for prompt in prompts}


def requests_of_training() -> set[str]:
    tables = (table[lang] for table in (REQUESTS, OPENINGS, FORMS, CARRIED) for lang in table)
    prompts = (*OTHER_LANGUAGES, *(prompt for table in tables for prompt in table))
    return {outline(prompt, words_of_requests()) for prompt in prompts}


def questions_of_training(tasks=tuple(ASK)) -> set[str]:
    prompts = {prompt for task in tasks for lists in ASK[task].values() for prompt in lists}
    return {outline(prompt, words_of_pictures()) for prompt in prompts}


def test_no_held_out_talk_is_training_talk():
    known = talk_of_training()
    assert [prompt for prompt, *_ in TALK if bare(prompt) in known] == []


def test_no_held_out_request_is_a_training_request():
    known = requests_of_training()
    held_out = [prompt for prompt, kind, _ in TALK if kind == "refusal"]
    held_out += [prompt for prompt, _ in REFUSALS_BESIDE_A_PICTURE]
    assert [prompt for prompt in held_out if outline(prompt, words_of_requests()) in known] == []


def test_no_held_out_question_without_a_picture_is_a_training_question():
    known = questions_of_training()
    held_out = [prompt for prompt, kind, _ in TALK if kind == "no_picture"]
    assert [prompt for prompt in held_out if outline(prompt, words_of_pictures()) in known] == []


@pytest.mark.parametrize("task", WORDINGS)
def test_no_held_out_wording_is_a_training_wording(task):
    known = questions_of_training((task,))
    held_out = [prompt for lists in WORDINGS[task].values() for prompt in lists]
    assert [prompt for prompt in held_out if outline(prompt, words_of_pictures()) in known] == []


def test_an_outline_forgets_what_fills_a_slot_and_nothing_else():
    words = words_of_pictures()
    asked = outline("What {cw} is the {x} in the {img}?", words)
    assert outline("what colour is the red star in the photo", words) == asked
    assert outline("What size is the red star in the photo?", words) != asked
