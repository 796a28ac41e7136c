"""Questions that only make sense after another one: "and the square?", "where is it?"."""

from training import names
from training.asking import (
    Turn,
    View,
    absent,
    ask,
    asked_words,
    in_language,
    only_one,
    pick_attribute,
    pick_description,
)
from training.grounding import boxes_told
from training.lookups import colours_told, place_told
from training.phrases import FOLLOW_UP
from training.said import Said, fill, look
from training.whole_picture import counted


def same_colour_of(rng, view: View) -> Turn:
    shape = pick_attribute(rng, view.scene, "shape")
    question = ask(rng, view, "same", FOLLOW_UP, x=asked_words(rng, view, shape, None))
    return Turn(
        "colour_of",
        view.lang,
        question,
        colours_told(view, shape),
        tuple(view.scene.matching(shape, None)),
    )


def same_count_of(rng, view: View) -> Turn:
    shape, colour = pick_description(rng, view.scene, 0.7)
    question = ask(
        rng, view, "same_count", FOLLOW_UP, x=asked_words(rng, view, shape, colour, many=True)
    )
    return Turn(
        "count_of",
        view.lang,
        question,
        counted(view, view.scene.matching(shape, colour), shape, colour),
    )


def same_find(rng, view: View) -> Turn:
    shape, colour = pick_description(rng, view.scene, 0.9)
    found = view.scene.matching(shape, colour)
    question = ask(rng, view, "same", FOLLOW_UP, x=asked_words(rng, view, shape, colour))
    said = boxes_told(view, found) if found else absent(view, shape, colour)
    return Turn("find", view.lang, question, said, only_one(found))


SAME_AGAIN = {"colour_of": same_colour_of, "count_of": same_count_of, "find": same_find}


def about_it(rng, view: View, previous: Turn) -> Turn | None:
    index = previous.about[0]
    thing, ref = view.scene.things[index], (view.picture, index)
    kind = rng.choice(("where_it", "where_it", "colour_it", "shape_it", "find_it"))
    question = ask(rng, view, kind, FOLLOW_UP)
    if kind == "find_it":
        return Turn("find", view.lang, question, boxes_told(view, [index]), (index,))
    if kind == "where_it":
        place = place_told(view, index)
        if place is None:
            return None
        return Turn(
            "where",
            view.lang,
            question,
            fill(in_language(view, "It is {p}.", "它在图片的{p}。"), p=place),
            (index,),
        )
    if kind == "colour_it":
        said = fill(
            in_language(view, "It is {c}.", "它是{c}的。"),
            c=look(names.colour_word(view.lang, thing.colour), ref),
        )
        return Turn("colour_of", view.lang, question, said, (index,))
    shape: Said = (look(names.shape_word(view.lang, thing.shape), ref),)
    return Turn(
        "shape_of",
        view.lang,
        question,
        fill(in_language(view, "It is a {s}.", "它是{s}。"), s=shape),
        (index,),
    )


def follow_up(rng, view: View, previous: Turn) -> Turn | None:
    """A question that only makes sense after `previous`, or None."""
    if previous.task in SAME_AGAIN and rng.random() < 0.7:
        return SAME_AGAIN[previous.task](rng, view)
    if len(previous.about) == 1 and previous.task != "point":
        return about_it(rng, view, previous)
    return None
