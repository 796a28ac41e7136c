"""Questions about the picture as a whole: what it shows, how many things, background, text."""

from training import names
from training.asking import Turn, View, ask, in_language, listed, seen_one, told_words
from training.said import Said, fill, key, look


def description(view: View) -> Said:
    scene, background = view.scene, key(names.background_word(view.lang, view.scene.background))
    if scene.kind == "text":
        colour = key(
            names.colour_word(view.lang, scene.text_colour), *view.refs(range(len(scene.text)))
        )
        template = in_language(
            view,
            'The image shows the text "{t}" in {c} on a {b} background.',
            "图中有{c}的文字“{t}”,背景是{b}。",
        )
        return fill(template, t=letters(view), c=colour, b=background)
    if not scene.things:
        return fill(
            in_language(
                view, "The image is empty: just a {b} background.", "图中什么都没有,背景是{b}。"
            ),
            b=background,
        )
    things = listed(view, [seen_one(view, i) for i in range(len(scene.things))])
    return fill(
        in_language(view, "The image shows {x} on a {b} background.", "图中有{x},背景是{b}。"),
        x=things,
        b=background,
    )


def describe(rng, view: View) -> Turn:
    return Turn("describe", view.lang, ask(rng, view, "describe"), description(view))


def counted(view: View, indices, shape: str | None, colour: str | None) -> Said:
    n = len(indices)
    number = key(str(n) if n else in_language(view, "no", "没有"), *view.refs(indices))
    if view.lang == "zh":
        return fill(
            "图中有{n}个{x}。" if n else "图中{n}{x}。", n=number, x=told_words(view, shape, colour)
        )
    verb = key("is" if n == 1 else "are", *view.refs(indices))
    return fill("There {v} {n} {x}.", v=verb, n=number, x=told_words(view, shape, colour, n))


def count(rng, view: View) -> Turn:
    return Turn(
        "count",
        view.lang,
        ask(rng, view, "count"),
        counted(view, range(len(view.scene.things)), None, None),
    )


def background(rng, view: View) -> Turn:
    colour = key(names.background_word(view.lang, view.scene.background))
    answer = fill(in_language(view, "The background is {b}.", "背景是{b}的。"), b=colour)
    return Turn("background", view.lang, ask(rng, view, "background"), answer)


def letters(view: View) -> Said:
    return tuple(look(letter, (view.picture, i)) for i, letter in enumerate(view.scene.text))


def no_text(view: View) -> Said:
    return fill(
        in_language(view, "There is {no} text in the image.", "图中{no}文字。"),
        no=key(in_language(view, "no", "没有")),
    )


def read(rng, view: View) -> Turn:
    said = no_text(view)
    if view.scene.text:
        said = fill(
            in_language(view, 'The text says "{t}".', "图中的文字是“{t}”。"), t=letters(view)
        )
    return Turn("read", view.lang, ask(rng, view, "read"), said)


def text_colour(rng, view: View) -> Turn:
    said = no_text(view)
    if view.scene.text:
        colour = key(
            names.colour_word(view.lang, view.scene.text_colour),
            *view.refs(range(len(view.scene.text))),
        )
        said = fill(in_language(view, "The text is {c}.", "文字是{c}的。"), c=colour)
    return Turn("text_colour", view.lang, ask(rng, view, "text_colour"), said)
