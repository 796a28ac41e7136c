"""Makes batches in other processes, in shared memory, and hands them over in their seeded order."""

import contextlib
import mmap
import multiprocessing
import os
import queue
from collections.abc import Iterator

import numpy as np

from training.batch import BatchShape, batch_fields, empty_batch, fill_batch
from training.tokens import Encoder

DEATH_CHECK_S = 20.0


def shared_batch(shape: BatchShape) -> dict[str, np.ndarray]:
    """Arrays that a forked process writes and this one reads."""
    batch = {}
    for name, (size, kind) in batch_fields(shape).items():
        memory = mmap.mmap(-1, max(1, int(np.prod(size)) * np.dtype(kind).itemsize))
        batch[name] = np.frombuffer(memory, kind).reshape(size)
    return batch


def _work(slots, shape: BatchShape, encoder: Encoder, seed: int, orders, done) -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    while (order := orders.get()) is not None:
        number, slot = order
        fill_batch(slots[slot], shape, encoder, seed, number)
        done.put(order)


@contextlib.contextmanager
def batches(
    shape: BatchShape, encoder: Encoder, seed: int, first: int, workers: int
) -> Iterator[Iterator[dict[str, np.ndarray]]]:
    """The seeded stream from batch `first` on. A yielded batch is overwritten once the next one is
    asked for.
    """
    if not workers:
        yield _here(shape, encoder, seed, first)
        return
    context = multiprocessing.get_context("fork")  # before CUDA starts
    orders, done = context.Queue(), context.Queue()
    slots = [shared_batch(shape) for _ in range(2 * workers)]
    team = [
        context.Process(target=_work, args=(slots, shape, encoder, seed, orders, done), daemon=True)
        for _ in range(workers)
    ]
    for process in team:
        process.start()
    try:
        yield _in_order(slots, first, orders, done, team)
    finally:
        for process in team:
            process.terminate()
        for process in team:
            process.join()


def _in_order(slots, first: int, orders, done, team) -> Iterator[dict[str, np.ndarray]]:
    for slot in range(len(slots)):
        orders.put((first + slot, slot))
    ready: dict[int, int] = {}
    ordered = first + len(slots)
    number = first
    while True:
        while number not in ready:
            try:
                finished, slot = done.get(timeout=DEATH_CHECK_S)
            except queue.Empty:
                if not all(process.is_alive() for process in team):
                    raise RuntimeError(
                        "a process that makes the data has died; its error is above"
                    ) from None
                continue
            ready[finished] = slot
        slot = ready.pop(number)
        yield slots[slot]
        orders.put((ordered, slot))
        ordered, number = ordered + 1, number + 1


def _here(
    shape: BatchShape, encoder: Encoder, seed: int, first: int
) -> Iterator[dict[str, np.ndarray]]:
    batch = empty_batch(shape)
    number = first
    while True:
        fill_batch(batch, shape, encoder, seed, number)
        yield batch
        number += 1
