"""Questions answered with boxes and points, in Qwen3-VL's own grounding format."""

from training import names
from training.asking import (
    NOWHERE,
    Turn,
    View,
    absent,
    ask,
    asked_words,
    in_language,
    only_one,
    pick_description,
)
from training.said import Piece, Said, fill, key, look, plain

BOX_STEP = 5  # of 1000: finer digits would be noise


def box_to_bbox_2d(box) -> list[int]:
    return [max(0, min(1000, round(value * 1000 / BOX_STEP) * BOX_STEP)) for value in box]


def boxes_told(view: View, indices, point: bool = False) -> Said:
    """Qwen3-VL's grounding format: a JSON list in a code block, coordinates 0..1000 of the whole
    picture.
    """
    said: list[Piece] = [Piece("```json\n[")]
    for n, i in enumerate(indices):
        thing, ref = view.scene.things[i], (view.picture, i)
        numbers = ", ".join(map(str, box_to_bbox_2d(thing.centre if point else thing.box)))
        said += [
            Piece("," if n else ""),
            Piece('\n\t{"point_2d": [' if point else '\n\t{"bbox_2d": ['),
            look(numbers, ref),
        ]
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
    nothing = fill(
        in_language(view, "There are {no} objects in the image.", "图中{no}物体。"),
        no=key(in_language(view, "no", "没有"), NOWHERE),
    )
    said = boxes_told(view, range(len(view.scene.things))) if view.scene.things else nothing
    return Turn("find_all", view.lang, ask(rng, view, "find_all"), said)
