"""Turns a pack into token arrays: numbers, targets, positions, where the pictures' cells stand and
where attention should go.

The layout of tokens is that of chat_template.jinja (a test holds the two together) and the
positions are Qwen3-VL's (interleaved M-RoPE: a picture takes max(rows, columns) positions).
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

import numpy as np

from training.asking import NOWHERE
from training.conversation import Message, Pack
from training.grid import core_cells
from training.said import Piece, Said, text_of
from training.tokens import Encoder

BITS_PER_PICTURE = 8  # things and letters of one picture in an owner's bit mask
SINK_BIT = 1 << 30  # "nowhere": the marker before the first picture
AIM_KINDS = ("shape", "colour", "look")
PLAIN_WEIGHT, READ_WEIGHT = (
    0.7,
    2.5,
)  # loss weight of an answer's plain tokens and of those read off the picture


@dataclass(slots=True)
class Aim:
    """The token at `at` should attend to tokens owned by any of `bits`."""

    at: int
    kind: int
    bits: int


@dataclass(slots=True)
class Strand:
    """A run of tokens with one history. `targets` and `weights` stand where a token predicts."""

    position: int = 0
    pictures_seen: int = 0
    ids: list[int] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)  # picture * 1000 + cell, -1 for text
    owners: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    answers: list[int] = field(
        default_factory=list
    )  # number of the answer that the prediction belongs to, -1 for none
    aims: list[Aim] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)

    def add_text(self, tokens: tuple[int, ...], owner: int = 0) -> None:
        count, first = len(tokens), self.position
        self.position += count
        self._extend(
            tokens, [(p, p, p) for p in range(first, first + count)], [-1] * count, [owner] * count
        )

    def add_picture(
        self, token: int, picture: int, grid: tuple[int, int], owners: list[int]
    ) -> None:
        rows, columns = grid
        t, count = self.position, rows * columns
        places = [(t, t + row, t + column) for row in range(rows) for column in range(columns)]
        self._extend([token] * count, places, range(picture * 1000, picture * 1000 + count), owners)
        self.position += max(rows, columns)
        self.pictures_seen = picture + 1

    def _extend(self, ids, places, cells, owners) -> None:
        count = len(ids)
        self.ids.extend(ids)
        self.places.extend(places)
        self.cells.extend(cells)
        self.owners.extend(owners)
        self.targets.extend([-1] * count)
        self.weights.extend([0.0] * count)
        self.answers.extend([-1] * count)


def ref_bit(ref: tuple[int, int]) -> int:
    return SINK_BIT if ref == NOWHERE else 1 << (ref[0] * BITS_PER_PICTURE + ref[1])


@dataclass(frozen=True, slots=True)
class PackWriter:
    """Writes the strands of one pack."""

    pack: Pack
    grids: tuple[tuple[int, int], ...]
    encoder: Encoder

    def trunk(self) -> Strand:
        strand = Strand()
        for message in self.pack.trunk:
            self._message(strand, message)
        self._start(strand, "user")
        self._parts(strand, self.pack.opening)
        return strand

    def branch(self, messages: tuple[Message, ...], trunk: Strand) -> Strand:
        strand = Strand(position=trunk.position, pictures_seen=trunk.pictures_seen)
        for i, message in enumerate(messages):
            if i == 0:
                self._parts(strand, message.parts)
                self._end(strand)
            else:
                self._message(strand, message)
        return strand

    def _text(self, strand: Strand, text: str) -> None:
        strand.add_text(self.encoder.encode(text)[0])

    def _mark(self, strand: Strand, token: str, owner: int = 0) -> None:
        strand.add_text((self.encoder.special[token],), owner)

    def _start(self, strand: Strand, role: str) -> None:
        self._mark(strand, "<|im_start|>")
        self._text(strand, role + "\n")

    def _end(self, strand: Strand) -> None:
        self._mark(strand, "<|im_end|>")
        self._text(strand, "\n")

    def _message(self, strand: Strand, message: Message) -> None:
        self._start(strand, message.role)
        if message.role == "assistant":
            self._answer(strand, message)
        else:
            self._parts(strand, message.parts)
        self._end(strand)

    def _parts(self, strand: Strand, parts) -> None:
        for part in parts:
            if isinstance(part, int):
                self._picture(strand, part)
            else:
                self._said(strand, part)

    def _picture(self, strand: Strand, picture: int) -> None:
        self._mark(strand, "<|vision_start|>", SINK_BIT if picture == 0 else 0)
        owners = self._cell_owners(picture).tolist()
        strand.add_picture(
            self.encoder.special["<|image_pad|>"], picture, self.grids[picture], owners
        )
        self._mark(strand, "<|vision_end|>")

    def _cell_owners(self, picture: int) -> np.ndarray:
        scene, (rows, columns) = self.pack.scenes[picture], self.grids[picture]
        owners = np.zeros(rows * columns, np.int64)
        boxes = scene.letters or tuple(thing.box for thing in scene.things)
        for i, box in enumerate(boxes):
            owners[core_cells(box, rows, columns)] |= ref_bit((picture, i))
        return owners

    def _said(self, strand: Strand, said: Said) -> list[int]:
        """Writes the text and aims its cue words; returns each token's piece."""
        tokens, spans = self.encoder.encode(text_of(said))
        start = len(strand.ids)
        strand.add_text(tokens)
        edges = list(accumulate(len(piece.text) for piece in said))
        pieces = [bisect_right(edges, end - 1) for _, end in spans]
        self._aim_words(strand, said, start, pieces)
        return pieces

    def _aim_words(self, strand: Strand, said: Said, start: int, pieces: list[int]) -> None:
        """English words decide at their last token, Chinese ones at their first."""
        for number, piece in enumerate(said):
            if piece.cue not in ("shape", "colour") or not strand.pictures_seen:
                continue
            tokens = [k for k, owner in enumerate(pieces) if owner == number]
            if tokens:
                at = tokens[-1] if piece.text.isascii() else tokens[0]
                strand.aims.append(
                    Aim(
                        start + at,
                        AIM_KINDS.index(piece.cue),
                        self._bearers(piece, strand.pictures_seen),
                    )
                )

    def _bearers(self, piece: Piece, pictures_seen: int) -> int:
        bits = 0
        for picture, scene in enumerate(self.pack.scenes[:pictures_seen]):
            shape, colour = (piece.value, None) if piece.cue == "shape" else (None, piece.value)
            for i in scene.matching(shape, colour):
                bits |= ref_bit((picture, i))
        return bits or SINK_BIT

    def _answer(self, strand: Strand, message: Message) -> None:
        said = message.parts[0]
        start = len(strand.ids)
        pieces = self._said(strand, said)
        raw = [READ_WEIGHT if said[p].cue in ("look", "key") else PLAIN_WEIGHT for p in pieces] + [
            PLAIN_WEIGHT
        ]
        scale = 1 / sum(raw) ** 0.5
        answer = len(strand.tasks)
        strand.tasks.append(message.task)
        targets = [*strand.ids[start:], self.encoder.special["<|im_end|>"]]
        for k, (target, weight) in enumerate(zip(targets, raw, strict=True)):
            at = start - 1 + k
            strand.targets[at], strand.weights[at], strand.answers[at] = (
                target,
                weight * scale,
                answer,
            )
            refs = said[pieces[k]].refs if k < len(pieces) else ()
            if refs and strand.pictures_seen:
                bits = 0
                for ref in refs:
                    bits |= ref_bit(ref)
                strand.aims.append(Aim(at, AIM_KINDS.index("look"), bits))
