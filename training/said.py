"""Texts made of pieces that remember what they are about, so that training can tell the model where
to look.

Must not know the questions themselves, nor any tokenizer.
"""

import re
from typing import NamedTuple

# the picture's number in the conversation, the thing's or letter's in that picture
Ref = tuple[int, int]


class Piece(NamedTuple):
    """A stretch of text. `cue` is "" (plain), "shape" or "colour" (a word to look up, its canonical
    name in `value`), "look" (read off the things in `refs`) or "key" (decides the answer, read
    off the things in `refs` if any).
    """

    text: str
    cue: str = ""
    value: str = ""
    refs: tuple[Ref, ...] = ()


Said = tuple[Piece, ...]
SLOT = re.compile(r"\{(\w+)\}")


def plain(text: str) -> Said:
    return (Piece(text),)


def look(text: str, *refs: Ref) -> Piece:
    return Piece(text, "look", refs=refs)


def key(text: str, *refs: Ref) -> Piece:
    return Piece(text, "key", refs=refs)


def fill(template: str, **slots: Piece | Said | str) -> Said:
    """The template with each {slot} replaced by the pieces given for it."""
    said: list[Piece] = []
    for i, part in enumerate(SLOT.split(template)):
        value = slots[part] if i % 2 else part
        said += (
            [Piece(value)]
            if isinstance(value, str)
            else [value]
            if isinstance(value, Piece)
            else list(value)
        )
    return tuple(piece for piece in said if piece.text)


def joined(items: list[Said], comma: str, last: str) -> Said:
    """The items as a list in prose: "a, b and c"."""
    said: Said = ()
    for i, item in enumerate(items):
        said += plain(last if i == len(items) - 1 else comma) + item if i else item
    return said


def text_of(said: Said) -> str:
    return "".join(piece.text for piece in said)


def with_text(said: Said, change) -> Said:
    """The same pieces with `change` applied to each text."""
    return tuple(piece._replace(text=change(piece.text)) for piece in said)
