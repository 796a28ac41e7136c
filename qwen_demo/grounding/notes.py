"""What of an answer is not read, and why: as data, and as a sentence in the language of a table.

It must not know how answers are read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

ENGLISH: Final[dict[str, str]] = {
    "item": "Item {number} is left out: {why}.",
    "labelled_item": "Item {number} ({label}) is left out: {why}.",
    "bbox_3d": "a box in three dimensions can't be drawn",
    "box_2d": "box_2d has no known order of axes; bbox_2d has",
    "quad": "a quadrilateral can't be drawn",
    "no_coordinates": "{key} has no readable coordinates",
    "no_area": "the box has no area",
    "outside": "it lies outside the picture",
    "no_such_picture": "{key} is {index}, but there are {count}",
    "more": "{count} more are left out.",
    "breaks_off": "The answer breaks off inside an item or a list; the unfinished is left out.",
    "repeats": "Repeated detections, merged into the first of their kind: {count}.",
    "too_long": "The answer is too long to read in full: {characters} characters, {items} "
    "detections and {different} different ones are the limits.",
}
"""By reason; those of a single item stand in for the `why` of `item`."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is not read: a reason, what its sentence tells, and the item (from 1) that it is of."""

    reason: str
    values: dict[str, Any] = field(default_factory=dict)
    item: int | None = None
    label: str = ""

    def to_text(self, sentences: Mapping[str, str] = ENGLISH) -> str:
        """A sentence, by a table with the keys of ENGLISH."""
        why = sentences[self.reason].format(**self.values)
        if self.item is None:
            return why
        kind = "labelled_item" if self.label else "item"
        return sentences[kind].format(number=self.item, label=self.label, why=why)
