"""Questions that look a thing up by a word: what colour is the star, how many are red, is there
one, where is it.
"""

from training import names
from training.asking import (
    NOWHERE,
    Turn,
    View,
    absent,
    ask,
    asked_words,
    colour_piece,
    in_language,
    listed,
    missing,
    only_one,
    pick_attribute,
    pick_description,
    pick_unique,
    told_words,
    with_article,
)
from training.placing import region
from training.said import Said, fill, key, look
from training.whole_picture import counted


def colours_told(view: View, shape: str) -> Said:
    found = view.scene.matching(shape, None)
    colours = [
        (look(names.colour_word(view.lang, view.scene.things[i].colour), (view.picture, i)),)
        for i in found
    ]
    if not found:
        return absent(view, shape, None)
    if len(found) == 1:
        template = in_language(view, "The {x} is {c}.", "{x}是{c}的。")
        return fill(template, x=told_words(view, shape, None), c=colours[0])
    return several_told(view, found, told_words(view, shape, None, len(found)), colours)


def several_told(view: View, found, words: Said, items: list[Said]) -> Said:
    template = in_language(view, "There are {n} {x}: {list}.", "有{n}个{x}:{list}。")
    return fill(
        template, n=key(str(len(found)), *view.refs(found)), x=words, list=listed(view, items)
    )


def colour_of(rng, view: View) -> Turn:
    shape = pick_attribute(rng, view.scene, "shape")
    question = ask(rng, view, "colour_of", x=asked_words(rng, view, shape, None))
    return Turn(
        "colour_of",
        view.lang,
        question,
        colours_told(view, shape),
        tuple(view.scene.matching(shape, None)),
    )


def shapes_told(view: View, colour: str) -> Said:
    found = view.scene.matching(None, colour)
    shapes = [
        (look(names.shape_word(view.lang, view.scene.things[i].shape), (view.picture, i)),)
        for i in found
    ]
    if not found:
        return absent(view, None, colour)
    if view.lang == "en":
        shapes = [with_article(shape) for shape in shapes]
    if len(found) == 1:
        template = in_language(view, "The {x} is {s}.", "{x}是{s}。")
        return fill(template, x=told_words(view, None, colour), s=shapes[0])
    return several_told(view, found, told_words(view, None, colour, len(found)), shapes)


def shape_of(rng, view: View) -> Turn:
    colour = pick_attribute(rng, view.scene, "colour")
    word = colour_piece(view, colour, rng.choice(names.COLOUR_WORDS[view.lang][colour]))
    question = ask(rng, view, "shape_of", x=word)
    return Turn(
        "shape_of",
        view.lang,
        question,
        shapes_told(view, colour),
        tuple(view.scene.matching(None, colour)),
    )


def count_of(rng, view: View) -> Turn:
    shape, colour = pick_description(rng, view.scene, 0.7)
    question = ask(rng, view, "count_of", x=asked_words(rng, view, shape, colour, many=True))
    found = view.scene.matching(shape, colour)
    return Turn("count_of", view.lang, question, counted(view, found, shape, colour))


def exists(rng, view: View) -> Turn:
    shape, colour = pick_description(rng, view.scene, 0.4)
    one, many = (
        asked_words(rng, view, shape, colour),
        asked_words(rng, view, shape, colour, many=True),
    )
    question = ask(rng, view, "exists", x=with_article(one) if view.lang == "en" else one, xs=many)
    found, words = view.scene.matching(shape, colour), told_words(view, shape, colour)
    if found:
        yes = key(in_language(view, "Yes", "有"), *view.refs(found))
        said = fill(
            in_language(view, "{k}, there is {x}.", "{k},图中有{x}。"),
            k=yes,
            x=with_article(words) if view.lang == "en" else words,
        )
    else:
        said = fill(
            in_language(view, "{k}, there is no {x}.", "{k},图中没有{x}。"),
            k=key(in_language(view, "No", "没有"), NOWHERE),
            x=words,
        )
    return Turn("exists", view.lang, question, said, only_one(found))


def place_told(view: View, index: int) -> Said | None:
    place = region(view.scene.things[index])
    if place is None:
        return None
    row, column = place
    word = names.PLACE_WORDS[view.lang][row][column]
    if view.lang == "zh":
        return (look(word, (view.picture, index)),)
    preposition = "in" if place == (1, 1) else "on" if row == 1 else "at"
    return (look(f"{preposition} the {word}", (view.picture, index)),)


def where(rng, view: View) -> Turn | None:
    picked = pick_unique(rng, view.scene)
    if picked is None or rng.random() < 0.08:
        return missing(rng, view, "where")
    index, shape, colour = picked
    place = place_told(view, index)
    if place is None:
        return None
    question = ask(rng, view, "where", x=asked_words(rng, view, shape, colour))
    words = told_words(view, shape, colour)
    return Turn(
        "where",
        view.lang,
        question,
        fill(in_language(view, "The {x} is {p}.", "{x}在图片的{p}。"), x=words, p=place),
        (index,),
    )
