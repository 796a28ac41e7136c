"""Questions that compare things: outermost, largest, smallest, left of, above."""

from training.asking import (
    NOWHERE,
    Turn,
    View,
    ask,
    asked_words,
    in_language,
    listed,
    missing,
    only_one,
    pick_unique,
    seen,
    told_words,
)
from training.phrases import RELATIONS, SIDES
from training.placing import OPPOSITE, SIDE_MARGIN, SIZE_RATIO, along
from training.said import Said, fill, key, plain


def side(rng, view: View) -> Turn | None:
    things = view.scene.things
    direction = rng.choice(list(SIDES))
    order = sorted(range(len(things)), key=lambda i: along(things[i], direction))
    if not order or (
        len(order) > 1
        and along(things[order[-1]], direction) - along(things[order[-2]], direction) < SIDE_MARGIN
    ):
        return None
    words = SIDES[direction]
    question = ask(
        rng, view, "side", side=rng.choice(words[view.lang]), most=rng.choice(words["most"])
    )
    told = key(words["most"][0] if view.lang == "en" else words["zh"][0])
    template = in_language(view, "The {most} object is the {x}.", "最{most}的是{x}。")
    return Turn(
        "side",
        view.lang,
        question,
        fill(template, most=told, x=seen(view, order[-1])),
        (order[-1],),
    )


def by_size(rng, view: View, task: str) -> Turn | None:
    things = view.scene.things
    order = sorted(range(len(things)), key=lambda i: things[i].area, reverse=task == "largest")
    if len(order) < 2:
        return None
    sizes = sorted((things[order[0]].area, things[order[1]].area))
    if sizes[1] < SIZE_RATIO * sizes[0]:
        return None
    word = in_language(view, task, "最大" if task == "largest" else "最小")
    template = in_language(view, "The {w} object is the {x}.", "{w}的是{x}。")
    answer = fill(template, w=key(word), x=seen(view, order[0]))
    return Turn(task, view.lang, ask(rng, view, task), answer, (order[0],))


def largest(rng, view: View) -> Turn | None:
    return by_size(rng, view, "largest")


def smallest(rng, view: View) -> Turn | None:
    return by_size(rng, view, "smallest")


def relation_word(view: View, direction: str, rng=None) -> str:
    words = RELATIONS[direction][view.lang]
    return rng.choice(words) if rng else words[0]


def is_relation(rng, view: View) -> Turn | None:
    a, b = pick_unique(rng, view.scene), pick_unique(rng, view.scene)
    if a is None or b is None or a[0] == b[0]:
        return None
    direction = rng.choice(list(RELATIONS))
    things = view.scene.things
    gap = along(things[a[0]], direction) - along(things[b[0]], direction)
    if abs(gap) < SIDE_MARGIN:
        return None
    words = [told_words(view, *picked[1:]) for picked in (a, b)]
    asked = [asked_words(rng, view, *picked[1:]) for picked in (a, b)]
    question = ask(
        rng, view, "is_relation", a=asked[0], b=asked[1], r=relation_word(view, direction, rng)
    )
    refs = view.refs((a[0], b[0]))
    truth = key(relation_word(view, direction if gap > 0 else OPPOSITE[direction]), *refs)
    verdict = key(
        in_language(view, "Yes", "是的") if gap > 0 else in_language(view, "No", "不是"), *refs
    )
    template = in_language(view, "{k}, the {a} is {r} the {b}.", "{k},{a}在{b}的{r}。")
    return Turn(
        "is_relation",
        view.lang,
        question,
        fill(template, k=verdict, a=words[0], b=words[1], r=truth),
    )


def what_relation(rng, view: View) -> Turn | None:
    direction = rng.choice(list(RELATIONS))
    asked_word, told_word = relation_word(view, direction, rng), relation_word(view, direction)
    picked = pick_unique(rng, view.scene)
    if picked is None or rng.random() < 0.08:
        return missing(rng, view, "what_relation", "b", r=asked_word)
    things, (pivot, shape, colour) = view.scene.things, picked
    gaps = {
        i: along(thing, direction) - along(things[pivot], direction)
        for i, thing in enumerate(things)
        if i != pivot
    }
    if any(abs(gap) < SIDE_MARGIN for gap in gaps.values()):
        return None
    found = [i for i, gap in gaps.items() if gap > 0]
    question = ask(
        rng, view, "what_relation", b=asked_words(rng, view, shape, colour), r=asked_word
    )
    return Turn(
        "what_relation",
        view.lang,
        question,
        relation_told(view, found, told_words(view, shape, colour), told_word),
        only_one(found),
    )


def relation_told(view: View, found: list[int], pivot: Said, relation: str) -> Said:
    if not found:
        nothing = key(in_language(view, "nothing", "没有"), NOWHERE)
        return fill(
            in_language(view, "There is {no} {r} the {b}.", "{b}的{r}{no}物体。"),
            no=nothing,
            r=relation,
            b=pivot,
        )
    if view.lang == "zh":
        return fill(
            "{b}的{r}是{x}。", b=pivot, r=relation, x=listed(view, [seen(view, i) for i in found])
        )
    items = [plain("the " if n else "The ") + seen(view, i) for n, i in enumerate(found)]
    return fill(
        "{x} {v} {r} the {b}.",
        x=listed(view, items),
        v="is" if len(found) == 1 else "are",
        r=relation,
        b=pivot,
    )
