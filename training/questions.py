"""The question types and how often each is asked.

A question type is a function from a View to a Turn, or None where the picture leaves room for
doubt.
"""

from collections.abc import Callable

from training.asking import Turn, View
from training.comparisons import is_relation, largest, side, smallest, what_relation
from training.grounding import find, find_all, point
from training.lookups import colour_of, count_of, exists, shape_of, where
from training.whole_picture import background, count, describe, read, text_colour

SHAPE_TASKS: dict[Callable, float] = {
    describe: 9, count: 5, background: 3, read: 2, text_colour: 0.5, colour_of: 9, shape_of: 9,
    count_of: 9, exists: 9, side: 6, where: 6, is_relation: 10, what_relation: 8, largest: 3,
    smallest: 3, find: 10, find_all: 5, point: 3,
}  # fmt: skip
TEXT_TASKS: dict[Callable, float] = {
    read: 16, describe: 6, text_colour: 4, background: 3, count: 1, exists: 1, colour_of: 1,
    find_all: 0.5, find: 0.5,
}  # fmt: skip


def question_about(rng, view: View) -> Turn:
    """A random question that the picture answers without doubt."""
    tasks = TEXT_TASKS if view.scene.kind == "text" else SHAPE_TASKS
    while True:
        turn = rng.choices(list(tasks), list(tasks.values()))[0](rng, view)
        if turn is not None:
            return turn
