"""What every question is made of: the view of a picture, the turn, and the words for things asked
and told.

Must not know how pictures are drawn, nor anything of tokens.
"""

from dataclasses import dataclass

from training import names
from training.phrases import ASK, COLOUR_SPELLINGS, IMAGE_WORDS, THING_WORDS
from training.said import Piece, Ref, Said, fill, joined, key, look, plain
from training.world import COLOURS, SHAPES, Scene

NOWHERE: Ref = (-1, -1)  # what a word looks at when nothing in the picture bears it


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
    words = {
        "img": image,
        "imgs": image + "s",
        "thing": thing,
        "things": thing + "s",
        "cw": rng.choice(COLOUR_SPELLINGS),
    }
    return fill(rng.choice(table[task][view.lang]), **{**words, **slots})


def shape_piece(view: View, shape: str, word: str | None = None) -> Piece:
    return Piece(word or names.shape_word(view.lang, shape), "shape", shape)


def colour_piece(view: View, colour: str, word: str | None = None) -> Piece:
    return Piece(word or names.colour_word(view.lang, colour), "colour", colour)


def asked_words(rng, view: View, shape: str | None, colour: str | None, many: bool = False) -> Said:
    """A question's words for a thing, in any synonym: "red circle", "grey objects"."""
    pieces: Said = ()
    if colour:
        pieces = (colour_piece(view, colour, rng.choice(names.COLOUR_WORDS[view.lang][colour])),)
        pieces += plain(
            " " if view.lang == "en" else "的" if not shape or rng.random() < 0.6 else ""
        )
    if not shape:
        noun = rng.choice(THING_WORDS[view.lang])
        return pieces + plain(noun + "s" if many and view.lang == "en" else noun)
    word = rng.choice(names.SHAPE_WORDS[view.lang][shape])
    return (
        *pieces,
        shape_piece(view, shape, names.plural(word) if many and view.lang == "en" else word),
    )


def told_words(view: View, shape: str | None, colour: str | None, count: int = 1) -> Said:
    """An answer's canonical words for a thing that was asked about; plural in English unless
    `count` is 1.
    """
    pieces: Said = ()
    if colour:
        pieces = (colour_piece(view, colour), *plain(" " if view.lang == "en" else "的"))
    if not shape:
        return pieces + plain(in_language(view, "object" if count == 1 else "objects", "物体"))
    word = names.shape_word(view.lang, shape)
    return (
        *pieces,
        shape_piece(view, shape, names.plural(word) if count != 1 and view.lang == "en" else word),
    )


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
    return fill(
        in_language(view, "There is {no} {x} in the image.", "图中{no}{x}。"),
        no=key(in_language(view, "no", "没有"), NOWHERE),
        x=words,
    )


def only_one(found: list[int]) -> tuple[int, ...]:
    """What "it" would mean after an answer about these things."""
    return tuple(found) if len(found) == 1 else ()


def pick_attribute(rng, scene: Scene, attribute: str, present: float = 0.88) -> str:
    known = SHAPES if attribute == "shape" else list(COLOURS)
    if scene.things and rng.random() < present:
        return getattr(rng.choice(scene.things), attribute)
    return rng.choice(known)


def pick_description(rng, scene: Scene, present: float) -> tuple[str | None, str | None]:
    """A shape, a colour or both; with chance `present` taken from one thing, else likely a near
    miss.
    """
    shape, colour = (
        pick_attribute(rng, scene, "shape", 0.6),
        pick_attribute(rng, scene, "colour", 0.6),
    )
    if scene.things and rng.random() < present:
        thing = rng.choice(scene.things)
        shape, colour = thing.shape, thing.colour
    style = rng.random()
    return (shape, None) if style < 0.3 else (None, colour) if style < 0.5 else (shape, colour)


def pick_unique(rng, scene: Scene) -> tuple[int, str | None, str | None] | None:
    """A thing and a description that fits no other."""
    if not scene.things:
        return None
    index = rng.randrange(len(scene.things))
    thing = scene.things[index]
    shape, colour = rng.choice(
        ((thing.shape, thing.colour), (thing.shape, None), (thing.shape, thing.colour))
    )
    return (index, shape, colour) if len(scene.matching(shape, colour)) == 1 else None


def missing(rng, view: View, task: str, slot: str = "x", **slots) -> Turn | None:
    """A question of the type about something that is not there."""
    shape, colour = rng.choice(SHAPES), rng.choice((None, rng.choice(list(COLOURS))))
    if view.scene.matching(shape, colour):
        return None
    question = ask(rng, view, task, **{slot: asked_words(rng, view, shape, colour)}, **slots)
    return Turn(task, view.lang, question, absent(view, shape, colour))
