"""Fixed-shape arrays of many packs, made from nothing but a seed and the batch's number."""

import random
from dataclasses import dataclass

import numpy as np

from training.conversation import make_pack
from training.draw import draw_picture
from training.grid import MAX_CELLS, MAX_PATCHES, PATCH_VALUES, grid_of, picture_to_patches
from training.labels import HEADS, cell_labels
from training.strand import AIM_KINDS, PackWriter
from training.tokens import Encoder

NO_CELL = -1
PAD_BRANCH = -1


@dataclass(frozen=True, slots=True)
class BatchShape:
    """How many packs and pictures a batch holds, and how long they are."""

    packs: int
    tokens: int = 448
    branches: int = 11
    aims: int = 96
    answers: int = 48
    pictures_shared: int = 2  # packs that look at the same drawn picture

    @property
    def layout(self) -> list[int]:
        """The number of pictures of each pack: mostly one, a quarter none, few two or three."""
        turns = (1, 1, 1, 0, 1, 1, 0, 2, 1, 1, 0, 1, 1, 2, 0, 3)
        return [turns[i % len(turns)] for i in range(self.packs)]

    @property
    def pictures(self) -> int:
        return -(-sum(self.layout) // self.pictures_shared)


def batch_fields(shape: BatchShape) -> dict[str, tuple[tuple[int, ...], type]]:
    """Shape and type of each array of a batch."""
    b, t = shape.packs, shape.tokens
    return {
        "patches": ((shape.pictures, MAX_PATCHES, PATCH_VALUES), np.uint8),
        "grids": ((shape.pictures, 2), np.int64),
        "cell_labels": ((shape.pictures, MAX_CELLS, len(HEADS)), np.int8),
        "cell_boxes": ((shape.pictures, MAX_CELLS, 4), np.float16),
        "ids": ((b, t), np.int16),
        "places": ((b, t, 3), np.int16),
        "cells": ((b, t), np.int32),
        "owners": ((b, t), np.int32),
        "branches": ((b, t), np.int8),
        "targets": ((b, t), np.int16),
        "weights": ((b, t), np.float32),
        "answers": ((b, t), np.int8),
        "tasks": ((b, shape.answers), np.int8),
        "aim_at": ((b, len(AIM_KINDS), shape.aims), np.int16),
        "aim_bits": ((b, len(AIM_KINDS), shape.aims), np.int32),
    }


TASKS = (
    "describe", "count", "background", "read", "text_colour", "colour_of", "shape_of", "count_of",
    "exists", "side", "where", "is_relation", "what_relation", "largest", "smallest", "find",
    "find_all", "point", "which_picture", "more_things", "how_many_pictures", "describe_each",
    "small_talk", "refusal", "no_picture", "clutter",
)  # fmt: skip


def empty_batch(shape: BatchShape) -> dict[str, np.ndarray]:
    return {name: np.zeros(size, kind) for name, (size, kind) in batch_fields(shape).items()}


def _draw_pictures(rng: random.Random, batch: dict[str, np.ndarray], kind: str | None = None):
    scenes = []
    for i in range(len(batch["patches"])):
        picture, scene = draw_picture(rng, kind)
        rows, columns = grid_of(*picture.size)
        batch["patches"][i] = picture_to_patches(picture, rows, columns)
        batch["grids"][i] = rows, columns
        batch["cell_labels"][i], batch["cell_boxes"][i] = cell_labels(scene, rows, columns)
        scenes.append(scene)
    return scenes


def _write(
    batch, row: int, start: int, strand, branch: int, pictures: list[int], answer_base: int
) -> int:
    end = start + len(strand.ids)
    span = np.s_[row, start:end]
    batch["ids"][span], batch["places"][span], batch["owners"][span] = (
        strand.ids,
        strand.places,
        strand.owners,
    )
    cells = np.array(strand.cells)
    slots = np.array([*pictures, 0])[np.clip(cells // 1000, -1, None)] * MAX_CELLS + cells % 1000
    batch["cells"][span] = np.where(cells >= 0, slots, NO_CELL)
    batch["branches"][span] = branch
    batch["targets"][span], batch["weights"][span] = strand.targets, strand.weights
    answers = np.array(strand.answers)
    batch["answers"][span] = np.where(answers >= 0, answers + answer_base, -1)
    for i, task in enumerate(strand.tasks):
        batch["tasks"][row, answer_base + i] = TASKS.index(task)
    return end


def _write_aims(rng, batch, row: int, aims: list) -> None:
    limit = batch["aim_at"].shape[-1]
    for kind in range(len(AIM_KINDS)):
        chosen = [(at, bits) for at, k, bits in aims if k == kind]
        for j, (at, bits) in enumerate(rng.sample(chosen, min(limit, len(chosen)))):
            batch["aim_at"][row, kind, j], batch["aim_bits"][row, kind, j] = at, bits


def write_pack(rng, batch, row: int, pack, grids, pictures: list[int], encoder: Encoder) -> bool:
    """Writes the pack into the row: its trunk and as many branches as fit. False, and nothing
    written, if none does.
    """
    limit, most_answers = batch["ids"].shape[1], batch["tasks"].shape[1]
    writer = PackWriter(pack, grids, encoder)
    trunk = writer.trunk()
    if len(trunk.ids) > limit * 0.9:
        return False
    end = _write(batch, row, 0, trunk, 0, pictures, 0)
    aims = [(aim.at, aim.kind, aim.bits) for aim in trunk.aims]
    answered = len(trunk.tasks)
    for number, messages in enumerate(pack.branches, start=1):
        strand = writer.branch(messages, trunk)
        if end + len(strand.ids) > limit or answered + len(strand.tasks) > most_answers:
            if end > limit * 0.9:
                break
            continue
        aims += [(end + aim.at, aim.kind, aim.bits) for aim in strand.aims]
        end = _write(batch, row, end, strand, number, pictures, answered)
        answered += len(strand.tasks)
    _write_aims(rng, batch, row, aims)
    return True


def fill_batch(
    batch: dict[str, np.ndarray], shape: BatchShape, encoder: Encoder, seed: int, number: int
) -> None:
    """Makes batch `number` of the endless, seeded stream in place."""
    rng = random.Random(seed * 1_000_003 + number)
    for name, blank in (
        ("ids", 0),
        ("places", 0),
        ("owners", 0),
        ("targets", -1),
        ("weights", 0),
        ("answers", -1),
        ("tasks", -1),
        ("aim_at", -1),
        ("aim_bits", 0),
    ):
        batch[name].fill(blank)
    batch["cells"].fill(NO_CELL)
    batch["branches"].fill(PAD_BRANCH)
    scenes = _draw_pictures(rng, batch)
    wanted = list(range(len(scenes))) * shape.pictures_shared
    rng.shuffle(wanted)
    for row, number_of_pictures in enumerate(shape.layout):
        pictures = [wanted.pop() for _ in range(number_of_pictures)]
        grids = tuple(tuple(int(v) for v in batch["grids"][p]) for p in pictures)
        while not write_pack(
            rng,
            batch,
            row,
            make_pack(rng, tuple(scenes[p] for p in pictures), shape.branches),
            grids,
            pictures,
            encoder,
        ):
            pass
