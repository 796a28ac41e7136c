"""Varies how a question is typed: case, final punctuation, courtesy, small slips, full-width or
half-width Chinese marks.
"""

from training.phrases import COURTESIES
from training.said import Said, fill, text_of, with_text

FULL_WIDTH = str.maketrans(
    {",": "\uff0c", "?": "\uff1f", "!": "\uff01", ":": "\uff1a", ";": "\uff1b"}
)
HALF_WIDTH = {ord(full): chr(half) for half, full in FULL_WIDTH.items()} | {0x3002: "."}
END_MARKS = " .?!\u3002\uff1f\uff01"


def to_full_width(said: Said) -> Said:
    """Chinese as it is written in books; ASCII stretches such as JSON have no such marks in our
    questions.
    """
    return with_text(said, lambda text: text.translate(FULL_WIDTH))


def drop_end_mark(said: Said) -> Said:
    last = said[-1]
    return (*said[:-1], last._replace(text=last.text.rstrip(END_MARKS) or last.text))


def slip(rng, text: str) -> str:
    """One letter dropped, doubled or swapped in a longer word."""
    spots = [
        i
        for i in range(1, len(text) - 2)
        if text[i - 1 : i + 3].isalpha() and text[i - 1 : i + 3].isascii()
    ]
    if not spots:
        return text
    i = rng.choice(spots)
    return rng.choice(
        (
            text[:i] + text[i + 1 :],
            text[:i] + text[i] + text[i:],
            text[:i] + text[i + 1] + text[i] + text[i + 2 :],
        )
    )


def with_slip(rng, said: Said) -> Said:
    places = [i for i, piece in enumerate(said) if not piece.cue and len(piece.text) > 4]
    if not places:
        return said
    i = rng.choice(places)
    return (*said[:i], said[i]._replace(text=slip(rng, said[i].text)), *said[i + 1 :])


def lower_first(said: Said) -> Said:
    first = said[0]
    return (first._replace(text=first.text[0].lower() + first.text[1:]), *said[1:])


def vary_english(rng, said: Said) -> Said:
    if rng.random() < 0.1:
        said = fill(rng.choice(COURTESIES["en"]), q=lower_first(said))
    if rng.random() < 0.06:
        said = with_slip(rng, said)
    if rng.random() < 0.25:
        said = with_text(said, str.lower)
    elif rng.random() < 0.04 and '"' not in text_of(said):
        said = with_text(said, str.upper)
    return drop_end_mark(said) if rng.random() < 0.25 else said


def vary_chinese(rng, said: Said) -> Said:
    if rng.random() < 0.1:
        said = fill(rng.choice(COURTESIES["zh"]), q=said)
    said = to_full_width(said)
    if rng.random() < 0.3:
        said = with_text(said, lambda text: text.translate(HALF_WIDTH))
    return drop_end_mark(said) if rng.random() < 0.25 else said


def vary(rng, said: Said, lang: str) -> Said:
    return vary_english(rng, said) if lang == "en" else vary_chinese(rng, said)
