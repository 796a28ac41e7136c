"""Questions about one picture, each with its one right answer, in English and Chinese.

A question type is a function from a View to a Turn, or None where the picture leaves room for doubt. Must not know how
pictures are drawn, nor anything of tokens.
"""

from collections.abc import Callable
from dataclasses import dataclass

from training import names
from training.phrases import ASK, COLOUR_SPELLINGS, FOLLOW_UP, IMAGE_WORDS, RELATIONS, SIDES, THING_WORDS
from training.said import Piece, Ref, Said, fill, joined, key, look, plain
from training.world import COLOURS, SHAPES, Scene, Thing

NOWHERE: Ref = (-1, -1)  # what a word looks at when nothing in the picture bears it
SIDE_MARGIN = 0.07
SIZE_RATIO = 1.35
REGION_EDGES = (0.36, 0.64)
REGION_MARGIN = 0.03
BOX_STEP = 5  # of 1000: finer digits would be noise


@dataclass(frozen=True, slots=True)
class View:
    """One picture of a conversation as it is asked about in one language."""

    scene: Scene
    lang: str = "en"
    picture: int = 0

    def refs(self, indices) -> tuple[Ref, ...]:
        return tuple((self.picture, i) for i in indices) or (NOWHERE,)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer. `about` are the things a follow-up's "it" would mean."""

    task: str
    lang: str
    question: Said
    answer: Said
    about: tuple[int, ...] = ()


def in_language(view: View, en: str, zh: str) -> str:
    return en if view.lang == "en" else zh


def ask(rng, view: View, task: str, table=ASK, **slots) -> Said:
    image = rng.choice(IMAGE_WORDS[view.lang])
    thing = rng.choice(THING_WORDS[view.lang])
    words = {"img": image, "imgs": image + "s", "thing": thing, "things": thing + "s", "cw": rng.choice(COLOUR_SPELLINGS)}
    return fill(rng.choice(table[task][view.lang]), **{**words, **slots})


def shape_piece(view: View, shape: str, word: str | None = None) -> Piece:
    return Piece(word or names.shape_word(view.lang, shape), "shape", shape)


def colour_piece(view: View, colour: str, word: str | None = None) -> Piece:
    return Piece(word or names.colour_word(view.lang, colour), "colour", colour)


def asked_words(rng, view: View, shape: str | None, colour: str | None, many: bool = False) -> Said:
    """A question's words for a thing, in any synonym: "red circle", "grey objects", "红色的物体"."""
    pieces: Said = ()
    if colour:
        pieces = (colour_piece(view, colour, rng.choice(names.COLOUR_WORDS[view.lang][colour])),)
        pieces += plain(" " if view.lang == "en" else "的" if not shape or rng.random() < 0.6 else "")
    if not shape:
        noun = rng.choice(THING_WORDS[view.lang])
        return pieces + plain(noun + "s" if many and view.lang == "en" else noun)
    word = rng.choice(names.SHAPE_WORDS[view.lang][shape])
    return (*pieces, shape_piece(view, shape, names.plural(word) if many and view.lang == "en" else word))


def told_words(view: View, shape: str | None, colour: str | None, count: int = 1) -> Said:
    """An answer's canonical words for a thing that was asked about; plural in English unless `count` is 1."""
    pieces: Said = ()
    if colour:
        pieces = (colour_piece(view, colour), *plain(" " if view.lang == "en" else "的"))
    if not shape:
        return pieces + plain(in_language(view, "object" if count == 1 else "objects", "物体"))
    word = names.shape_word(view.lang, shape)
    return (*pieces, shape_piece(view, shape, names.plural(word) if count != 1 and view.lang == "en" else word))


def with_article(said: Said) -> Said:
    return plain(names.article(said[0].text) + " ") + said


def seen(view: View, index: int) -> Said:
    """The thing's name, read off the picture."""
    thing = view.scene.things[index]
    return (look(names.label(view.lang, thing), (view.picture, index)),)


def seen_one(view: View, index: int) -> Said:
    thing, ref = view.scene.things[index], (view.picture, index)
    if view.lang == "zh":
        return (look("一个" + names.label("zh", thing), ref),)
    return (look(f"{names.article(thing.colour)} {thing.name}", ref),)


def listed(view: View, items: list[Said]) -> Said:
    return joined(items, in_language(view, ", ", "、"), in_language(view, " and ", "和"))


def absent(view: View, shape: str | None, colour: str | None) -> Said:
    words = told_words(view, shape, colour)
    return fill(in_language(view, "There is {no} {x} in the image.", "图中{no}{x}。"), no=key(in_language(view, "no", "没有"), NOWHERE), x=words)


def only_one(found: list[int]) -> tuple[int, ...]:
    """What "it" would mean after an answer about these things."""
    return tuple(found) if len(found) == 1 else ()


def pick_attribute(rng, scene: Scene, attribute: str, present: float = 0.88) -> str:
    known = SHAPES if attribute == "shape" else list(COLOURS)
    if scene.things and rng.random() < present:
        return getattr(rng.choice(scene.things), attribute)
    return rng.choice(known)


# -- whole-picture questions ----------------------------------------------------------------------------------------


def description(view: View) -> Said:
    scene, background = view.scene, key(names.background_word(view.lang, view.scene.background))
    if scene.kind == "text":
        colour = key(names.colour_word(view.lang, scene.text_colour), *view.refs(range(len(scene.text))))
        template = in_language(view, 'The image shows the text "{t}" in {c} on a {b} background.', "图中有{c}的文字“{t}”,背景是{b}。")
        return fill(template, t=letters(view), c=colour, b=background)
    if not scene.things:
        return fill(in_language(view, "The image is empty: just a {b} background.", "图中什么都没有,背景是{b}。"), b=background)
    things = listed(view, [seen_one(view, i) for i in range(len(scene.things))])
    return fill(in_language(view, "The image shows {x} on a {b} background.", "图中有{x},背景是{b}。"), x=things, b=background)


def describe(rng, view: View) -> Turn:
    return Turn("describe", view.lang, ask(rng, view, "describe"), description(view))


def counted(view: View, indices, shape: str | None, colour: str | None) -> Said:
    n = len(indices)
    number = key(str(n) if n else in_language(view, "no", "没有"), *view.refs(indices))
    if view.lang == "zh":
        return fill("图中有{n}个{x}。" if n else "图中{n}{x}。", n=number, x=told_words(view, shape, colour))
    verb = key("is" if n == 1 else "are", *view.refs(indices))
    return fill("There {v} {n} {x}.", v=verb, n=number, x=told_words(view, shape, colour, n))


def count(rng, view: View) -> Turn:
    return Turn("count", view.lang, ask(rng, view, "count"), counted(view, range(len(view.scene.things)), None, None))


def background(rng, view: View) -> Turn:
    colour = key(names.background_word(view.lang, view.scene.background))
    answer = fill(in_language(view, "The background is {b}.", "背景是{b}的。"), b=colour)
    return Turn("background", view.lang, ask(rng, view, "background"), answer)


def letters(view: View) -> Said:
    return tuple(look(letter, (view.picture, i)) for i, letter in enumerate(view.scene.text))


def no_text(view: View) -> Said:
    return fill(in_language(view, "There is {no} text in the image.", "图中{no}文字。"), no=key(in_language(view, "no", "没有")))


def read(rng, view: View) -> Turn:
    said = no_text(view)
    if view.scene.text:
        said = fill(in_language(view, 'The text says "{t}".', "图中的文字是“{t}”。"), t=letters(view))
    return Turn("read", view.lang, ask(rng, view, "read"), said)


def text_colour(rng, view: View) -> Turn:
    said = no_text(view)
    if view.scene.text:
        colour = key(names.colour_word(view.lang, view.scene.text_colour), *view.refs(range(len(view.scene.text))))
        said = fill(in_language(view, "The text is {c}.", "文字是{c}的。"), c=colour)
    return Turn("text_colour", view.lang, ask(rng, view, "text_colour"), said)


# -- questions that look a thing up by a word -----------------------------------------------------------------------


def colours_told(view: View, shape: str) -> Said:
    found = view.scene.matching(shape, None)
    colours = [(look(names.colour_word(view.lang, view.scene.things[i].colour), (view.picture, i)),) for i in found]
    if not found:
        return absent(view, shape, None)
    if len(found) == 1:
        template = in_language(view, "The {x} is {c}.", "{x}是{c}的。")
        return fill(template, x=told_words(view, shape, None), c=colours[0])
    return several_told(view, found, told_words(view, shape, None, len(found)), colours)


def several_told(view: View, found, words: Said, items: list[Said]) -> Said:
    template = in_language(view, "There are {n} {x}: {list}.", "有{n}个{x}:{list}。")
    return fill(template, n=key(str(len(found)), *view.refs(found)), x=words, list=listed(view, items))


def colour_of(rng, view: View) -> Turn:
    shape = pick_attribute(rng, view.scene, "shape")
    question = ask(rng, view, "colour_of", x=asked_words(rng, view, shape, None))
    return Turn("colour_of", view.lang, question, colours_told(view, shape), tuple(view.scene.matching(shape, None)))


def shapes_told(view: View, colour: str) -> Said:
    found = view.scene.matching(None, colour)
    shapes = [(look(names.shape_word(view.lang, view.scene.things[i].shape), (view.picture, i)),) for i in found]
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
    return Turn("shape_of", view.lang, question, shapes_told(view, colour), tuple(view.scene.matching(None, colour)))


def pick_description(rng, scene: Scene, present: float) -> tuple[str | None, str | None]:
    """A shape, a colour or both; with chance `present` taken from one thing, else likely a near miss."""
    shape, colour = pick_attribute(rng, scene, "shape", 0.6), pick_attribute(rng, scene, "colour", 0.6)
    if scene.things and rng.random() < present:
        thing = rng.choice(scene.things)
        shape, colour = thing.shape, thing.colour
    style = rng.random()
    return (shape, None) if style < 0.3 else (None, colour) if style < 0.5 else (shape, colour)


def count_of(rng, view: View) -> Turn:
    shape, colour = pick_description(rng, view.scene, 0.7)
    question = ask(rng, view, "count_of", x=asked_words(rng, view, shape, colour, many=True))
    found = view.scene.matching(shape, colour)
    return Turn("count_of", view.lang, question, counted(view, found, shape, colour))


def exists(rng, view: View) -> Turn:
    shape, colour = pick_description(rng, view.scene, 0.4)
    one, many = asked_words(rng, view, shape, colour), asked_words(rng, view, shape, colour, many=True)
    question = ask(rng, view, "exists", x=with_article(one) if view.lang == "en" else one, xs=many)
    found, words = view.scene.matching(shape, colour), told_words(view, shape, colour)
    if found:
        yes = key(in_language(view, "Yes", "有"), *view.refs(found))
        said = fill(in_language(view, "{k}, there is {x}.", "{k},图中有{x}。"), k=yes, x=with_article(words) if view.lang == "en" else words)
    else:
        said = fill(in_language(view, "{k}, there is no {x}.", "{k},图中没有{x}。"), k=key(in_language(view, "No", "没有"), NOWHERE), x=words)
    return Turn("exists", view.lang, question, said, only_one(found))


def region(thing: Thing) -> tuple[int, int] | None:
    """Row and column of the thing's centre in a 3 x 3 grid, None near a border."""
    x, y = thing.centre
    if min(abs(v - edge) for v in (x, y) for edge in REGION_EDGES) < REGION_MARGIN:
        return None
    return sum(y > edge for edge in REGION_EDGES), sum(x > edge for edge in REGION_EDGES)


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


def pick_unique(rng, scene: Scene) -> tuple[int, str | None, str | None] | None:
    """A thing and a description that fits no other."""
    if not scene.things:
        return None
    index = rng.randrange(len(scene.things))
    thing = scene.things[index]
    shape, colour = rng.choice(((thing.shape, thing.colour), (thing.shape, None), (thing.shape, thing.colour)))
    return (index, shape, colour) if len(scene.matching(shape, colour)) == 1 else None


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
    return Turn("where", view.lang, question, fill(in_language(view, "The {x} is {p}.", "{x}在图片的{p}。"), x=words, p=place), (index,))


def missing(rng, view: View, task: str, slot: str = "x", **slots) -> Turn | None:
    """A question of the type about something that is not there."""
    shape, colour = rng.choice(SHAPES), rng.choice((None, rng.choice(list(COLOURS))))
    if view.scene.matching(shape, colour):
        return None
    question = ask(rng, view, task, **{slot: asked_words(rng, view, shape, colour)}, **slots)
    return Turn(task, view.lang, question, absent(view, shape, colour))


# -- comparing things ---------------------------------------------------------------------------------------------


def along(thing: Thing, side: str) -> float:
    """How far the thing lies towards the side."""
    x, y = thing.centre
    return {"left": -x, "right": x, "above": -y, "below": y}[side]


def side(rng, view: View) -> Turn | None:
    things = view.scene.things
    direction = rng.choice(list(SIDES))
    order = sorted(range(len(things)), key=lambda i: along(things[i], direction))
    if not order or (len(order) > 1 and along(things[order[-1]], direction) - along(things[order[-2]], direction) < SIDE_MARGIN):
        return None
    words = SIDES[direction]
    question = ask(rng, view, "side", side=rng.choice(words[view.lang]), most=rng.choice(words["most"]))
    told = key(words["most"][0] if view.lang == "en" else words["zh"][0])
    template = in_language(view, "The {most} object is the {x}.", "最{most}的是{x}。")
    return Turn("side", view.lang, question, fill(template, most=told, x=seen(view, order[-1])), (order[-1],))


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


OPPOSITE = {"left": "right", "right": "left", "above": "below", "below": "above"}


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
    question = ask(rng, view, "is_relation", a=asked[0], b=asked[1], r=relation_word(view, direction, rng))
    refs = view.refs((a[0], b[0]))
    truth = key(relation_word(view, direction if gap > 0 else OPPOSITE[direction]), *refs)
    verdict = key(in_language(view, "Yes", "是的") if gap > 0 else in_language(view, "No", "不是"), *refs)
    template = in_language(view, "{k}, the {a} is {r} the {b}.", "{k},{a}在{b}的{r}。")
    return Turn("is_relation", view.lang, question, fill(template, k=verdict, a=words[0], b=words[1], r=truth))


def what_relation(rng, view: View) -> Turn | None:
    direction = rng.choice(list(RELATIONS))
    asked_word, told_word = relation_word(view, direction, rng), relation_word(view, direction)
    picked = pick_unique(rng, view.scene)
    if picked is None or rng.random() < 0.08:
        return missing(rng, view, "what_relation", "b", r=asked_word)
    things, (pivot, shape, colour) = view.scene.things, picked
    gaps = {i: along(thing, direction) - along(things[pivot], direction) for i, thing in enumerate(things) if i != pivot}
    if any(abs(gap) < SIDE_MARGIN for gap in gaps.values()):
        return None
    found = [i for i, gap in gaps.items() if gap > 0]
    question = ask(rng, view, "what_relation", b=asked_words(rng, view, shape, colour), r=asked_word)
    return Turn("what_relation", view.lang, question, relation_told(view, found, told_words(view, shape, colour), told_word), only_one(found))


def relation_told(view: View, found: list[int], pivot: Said, relation: str) -> Said:
    if not found:
        nothing = key(in_language(view, "nothing", "没有"), NOWHERE)
        return fill(in_language(view, "There is {no} {r} the {b}.", "{b}的{r}{no}物体。"), no=nothing, r=relation, b=pivot)
    if view.lang == "zh":
        return fill("{b}的{r}是{x}。", b=pivot, r=relation, x=listed(view, [seen(view, i) for i in found]))
    items = [plain("the " if n else "The ") + seen(view, i) for n, i in enumerate(found)]
    return fill("{x} {v} {r} the {b}.", x=listed(view, items), v="is" if len(found) == 1 else "are", r=relation, b=pivot)


# -- boxes and points -------------------------------------------------------------------------------------------------


def box_to_bbox_2d(box) -> list[int]:
    return [max(0, min(1000, round(value * 1000 / BOX_STEP) * BOX_STEP)) for value in box]


def boxes_told(view: View, indices, point: bool = False) -> Said:
    """Qwen3-VL's grounding format: a JSON list in a code block, coordinates 0..1000 of the whole picture."""
    said: list[Piece] = [Piece("```json\n[")]
    for n, i in enumerate(indices):
        thing, ref = view.scene.things[i], (view.picture, i)
        numbers = ", ".join(map(str, box_to_bbox_2d(thing.centre if point else thing.box)))
        said += [Piece("," if n else ""), Piece('\n\t{"point_2d": [' if point else '\n\t{"bbox_2d": ['), look(numbers, ref)]
        said += [Piece('], "label": "'), look(names.label(view.lang, thing), ref), Piece('"}')]
    return tuple(piece for piece in said if piece.text) + plain("\n]\n```")


def find(rng, view: View, task: str = "find") -> Turn:
    shape, colour = pick_description(rng, view.scene, 0.9)
    found = view.scene.matching(shape, colour)
    question = ask(rng, view, task, x=asked_words(rng, view, shape, colour))
    said = boxes_told(view, found, point=task == "point") if found else absent(view, shape, colour)
    return Turn(task, view.lang, question, said, only_one(found))


def point(rng, view: View) -> Turn:
    return find(rng, view, "point")


def find_all(rng, view: View) -> Turn:
    nothing = fill(in_language(view, "There are {no} objects in the image.", "图中{no}物体。"), no=key(in_language(view, "no", "没有"), NOWHERE))
    said = boxes_told(view, range(len(view.scene.things))) if view.scene.things else nothing
    return Turn("find_all", view.lang, ask(rng, view, "find_all"), said)


SHAPE_TASKS: dict[Callable, float] = {
    describe: 9, count: 5, background: 3, read: 2, text_colour: 0.5, colour_of: 9, shape_of: 9, count_of: 9, exists: 9,
    side: 6, where: 6, is_relation: 10, what_relation: 8, largest: 3, smallest: 3, find: 10, find_all: 5, point: 3,
}  # fmt: skip
TEXT_TASKS: dict[Callable, float] = {
    read: 16, describe: 6, text_colour: 4, background: 3, count: 1, exists: 1, colour_of: 1, find_all: 0.5, find: 0.5,
}  # fmt: skip


def question_about(rng, view: View) -> Turn:
    """A random question that the picture answers without doubt."""
    tasks = TEXT_TASKS if view.scene.kind == "text" else SHAPE_TASKS
    while True:
        turn = rng.choices(list(tasks), list(tasks.values()))[0](rng, view)
        if turn is not None:
            return turn


# -- follow-ups -------------------------------------------------------------------------------------------------------


def follow_up(rng, view: View, previous: Turn) -> Turn | None:
    """A question that only makes sense after `previous`, or None."""
    if previous.task in SAME_AGAIN and rng.random() < 0.7:
        return SAME_AGAIN[previous.task](rng, view)
    if len(previous.about) == 1 and previous.task != "point":
        return about_it(rng, view, previous)
    return None


def same_colour_of(rng, view: View) -> Turn:
    shape = pick_attribute(rng, view.scene, "shape")
    question = ask(rng, view, "same", FOLLOW_UP, x=asked_words(rng, view, shape, None))
    return Turn("colour_of", view.lang, question, colours_told(view, shape), tuple(view.scene.matching(shape, None)))


def same_count_of(rng, view: View) -> Turn:
    shape, colour = pick_description(rng, view.scene, 0.7)
    question = ask(rng, view, "same_count", FOLLOW_UP, x=asked_words(rng, view, shape, colour, many=True))
    return Turn("count_of", view.lang, question, counted(view, view.scene.matching(shape, colour), shape, colour))


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
        return Turn("where", view.lang, question, fill(in_language(view, "It is {p}.", "它在图片的{p}。"), p=place), (index,))
    if kind == "colour_it":
        said = fill(in_language(view, "It is {c}.", "它是{c}的。"), c=look(names.colour_word(view.lang, thing.colour), ref))
        return Turn("colour_of", view.lang, question, said, (index,))
    shape: Said = (look(names.shape_word(view.lang, thing.shape), ref),)
    return Turn("shape_of", view.lang, question, fill(in_language(view, "It is a {s}.", "它是{s}。"), s=shape), (index,))
