"""Trains the demo model from nothing: `python -m training.train`. Seeded, resumable, on CUDA where
there is one.

Everything is learnt at once from an endless stream of fresh pictures and conversations, so the
accuracies it prints are always of pictures not seen before. A run that was stopped goes on where it
last saved. The finished model goes to assets/demo_model.
"""

import argparse
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from training.batch import TASKS, BatchShape
from training.feeder import batches
from training.forward import see, speak
from training.labels import HEADS
from training.losses import CellHead, total_loss
from training.model import build_model, build_processor, save_checkpoint
from training.optimiser import Optimiser
from training.tokens import Encoder, load_or_train_tokenizer

ROOT = Path(__file__).resolve().parent.parent
REPORT_NAMES = ("tokens", "aim_shape", "aim_colour", "aim_look", *HEADS, "box")
WARM_UP_STEPS = 100
HOLD_SHARE = 0.25  # of the run, before the rate falls to zero
ANSWERS_EVERY = 10  # steps between two countings of right answers


@dataclass(frozen=True, slots=True)
class Options:
    """Each option is a flag of the command line."""

    steps: int = field(metadata={"help": "training steps in all"}, default=8000)
    packs: int = field(metadata={"help": "packs of conversations a step"}, default=256)
    workers: int = field(
        metadata={"help": "processes that make the data; 0 makes it in this one"}, default=2
    )
    seed: int = field(metadata={"help": "seed of the weights and of the data"}, default=3)
    muon_rate: float = field(metadata={"help": "learning rate of the matrices"}, default=0.02)
    adam_rate: float = field(metadata={"help": "learning rate of everything else"}, default=2e-3)
    stop_after_s: float = field(
        metadata={"help": "save and stop after so many seconds; 0 never"}, default=0.0
    )
    save_every_s: float = field(metadata={"help": "seconds between saves"}, default=60.0)
    log_every: int = field(metadata={"help": "steps between lines of progress"}, default=50)
    work_dir: str = field(
        metadata={"help": "where the state of an unfinished run is kept"},
        default=str(ROOT / "build" / "demo_model"),
    )
    output: str = field(
        metadata={"help": "where the finished model goes"},
        default=str(ROOT / "assets" / "demo_model"),
    )
    device: str = field(metadata={"help": "cpu or cuda; empty chooses"}, default="")
    threads: int = field(metadata={"help": "threads of the model on a CPU"}, default=0)
    start_from: str = field(
        metadata={"help": "folder of a checkpoint to start from; empty starts from nothing"},
        default="",
    )
    language_only: int = field(
        metadata={"help": "1 leaves the vision tower as it is: quick lessons in new wordings"},
        default=0,
    )
    time_budget_s: float = field(
        metadata={
            "help": "seconds of training in all, for a rented machine; 0 counts steps instead"
        },
        default=0.0,
    )


def parse_options(arguments: list[str] | None = None) -> Options:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, option in Options.__dataclass_fields__.items():
        flag = "--" + name.replace("_", "-")
        parser.add_argument(
            flag,
            type=option.type,
            default=option.default,
            help=f"{option.metadata['help']} (default: {option.default})",
        )
    return Options(**vars(parser.parse_args(arguments)))


def schedule(step: int, progress: float) -> float:
    """Warm up, hold, then fall to zero in a straight line; `progress` goes from 0 to 1 over the
    run.
    """
    rising = min(1.0, (step + 1) / WARM_UP_STEPS)
    return rising * min(1.0, max(0.0, 1 - progress) / (1 - HOLD_SHARE))


def cell_weight(progress: float) -> float:
    """The cells' labels lead at first and fade to a fifth."""
    return max(0.2, 1 - 1.6 * progress)


@dataclass(slots=True)
class Trainer:
    """The model with all that a step needs."""

    model: torch.nn.Module
    head: CellHead
    optimiser: Optimiser
    options: Options
    device: torch.device
    step: int = 0
    spent_s: float = 0.0

    @property
    def progress(self) -> float:
        budget_s = self.options.time_budget_s
        return self.spent_s / budget_s if budget_s else self.step / self.options.steps

    def forward(self, batch: dict[str, torch.Tensor]):
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            with torch.set_grad_enabled(not self.options.language_only):
                seen = see(self.model, batch["patches"], batch["grids"])
            hidden, looks = speak(
                self.model,
                batch["ids"].long(),
                batch["places"],
                batch["cells"],
                batch["branches"],
                seen,
            )
            weight = 0.0 if self.options.language_only else cell_weight(self.progress)
            return *total_loss(self.model, self.head, batch, seen, hidden, looks, weight), hidden

    def train_on(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """One step; the numbers for the log and the hidden states."""
        loss, report, hidden = self.forward(batch)
        loss.backward()
        self.optimiser.step(schedule(self.step, self.progress))
        self.step += 1
        return report, hidden.detach()


@torch.no_grad()
def right_answers(
    model, hidden: torch.Tensor, batch: dict[str, torch.Tensor]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Right and asked answers by task: an answer is right if each of its tokens would have been
    chosen.
    """
    scores = (
        hidden.to(torch.bfloat16)
        @ model.model.language_model.embed_tokens.weight.to(torch.bfloat16).T
    )
    wrong = (scores.argmax(-1) != batch["targets"]) & (batch["targets"] >= 0)
    tasks = batch["tasks"].long()
    mistakes = torch.zeros(tasks.shape, device=wrong.device)
    mistakes.scatter_add_(
        1, batch["answers"].long().clamp(min=0), (wrong & (batch["answers"] >= 0)).float()
    )
    asked = torch.zeros(len(TASKS), device=wrong.device)
    right = asked.clone()
    present = tasks >= 0
    asked.scatter_add_(0, tasks[present], torch.ones_like(tasks[present], dtype=torch.float))
    right.scatter_add_(0, tasks[present], (mistakes[present] == 0).float())
    return right, asked


class Log:
    """Prints progress: speed, time to go, running losses, and each task's exact answers since the
    last line.
    """

    def __init__(self, options: Options, first_step: int):
        self.options, self.first_step, self.start = options, first_step, time.monotonic()
        self.reports: list[torch.Tensor] = []
        self.right, self.asked = np.zeros(len(TASKS)), np.zeros(len(TASKS))

    def add(self, report: torch.Tensor) -> None:
        self.reports.append(report)

    def add_answers(self, right: torch.Tensor, asked: torch.Tensor) -> None:
        self.right += right.cpu().numpy()
        self.asked += asked.cpu().numpy()

    def line(self, trainer: Trainer) -> None:
        spent = time.monotonic() - self.start
        speed = (trainer.step - self.first_step) / spent
        to_go = (1 - trainer.progress) * (self.options.time_budget_s or self.options.steps / speed)
        where = f"step {trainer.step} ({trainer.progress:.1%})"
        print(f"{where}  {speed:.2f} steps/s  {spent:.0f} s  about {to_go:.0f} s to go")
        mean = torch.stack(self.reports).float().mean(0).tolist()
        print(
            "   ",
            " ".join(f"{name} {value:.3f}" for name, value in zip(REPORT_NAMES, mean, strict=True)),
        )
        shares = {
            task: self.right[i] / self.asked[i] for i, task in enumerate(TASKS) if self.asked[i]
        }
        print("   ", " ".join(f"{task} {share:.3f}" for task, share in shares.items()), flush=True)
        self.reports.clear()
        self.right[:] = self.asked[:] = 0


def save_state(trainer: Trainer) -> None:
    """The run's state in two files, each replaced whole."""
    folder = Path(trainer.options.work_dir)
    folder.mkdir(parents=True, exist_ok=True)
    rest = {
        "step": trainer.step,
        "spent_s": trainer.spent_s,
        "head": trainer.head.state_dict(),
        "optimiser": trainer.optimiser.state(),
    }
    for name, value in (("weights.pt", trainer.model.state_dict()), ("rest.pt", rest)):
        torch.save(value, folder / (name + ".part"))
        (folder / (name + ".part")).replace(folder / name)


def load_state(trainer: Trainer) -> bool:
    folder = Path(trainer.options.work_dir)
    if not (folder / "rest.pt").exists():
        return False
    trainer.model.load_state_dict(torch.load(folder / "weights.pt", map_location=trainer.device))
    rest = torch.load(folder / "rest.pt", map_location=trainer.device, weights_only=False)
    trainer.head.load_state_dict(rest["head"])
    trainer.optimiser.load(rest["optimiser"])
    trainer.step, trainer.spent_s = rest["step"], rest["spent_s"]
    return True


def build_trainer(options: Options, tokenizer, device: torch.device) -> Trainer:
    model = build_model(tokenizer, options.seed).to(device)
    head = CellHead(model.config.text_config.hidden_size).to(device)
    if options.start_from:
        model.load_state_dict(
            load_file(Path(options.start_from) / "model.safetensors"), strict=False
        )
    learner = model.model.language_model if options.language_only else model
    optimiser = Optimiser(learner, head, options.muon_rate, options.adam_rate)
    return Trainer(model, head, optimiser, options, device)


def on_device(stream, device: torch.device):
    """The batches as tensors; on CUDA the next one is copied while the last one is used."""
    side = torch.cuda.Stream() if device.type == "cuda" else None

    def fetch() -> dict[str, torch.Tensor]:
        arrays = next(stream)
        if side is None:
            return {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}
        with torch.cuda.stream(side):
            batch = {name: torch.from_numpy(array).to(device) for name, array in arrays.items()}
        side.synchronize()
        return batch

    with ThreadPoolExecutor(1) as executor:
        coming = executor.submit(fetch)
        while True:
            batch = coming.result()
            coming = executor.submit(fetch)
            yield batch


def run(trainer: Trainer, stream) -> bool:
    """Steps until the end, or until time is up; says whether the end was reached."""
    options, log = trainer.options, Log(trainer.options, trainer.step)
    saved, spent_before_s = log.start, trainer.spent_s
    for batch in on_device(stream, trainer.device):
        report, hidden = trainer.train_on(batch)
        log.add(report)
        if trainer.step % ANSWERS_EVERY == 0:
            log.add_answers(*right_answers(trainer.model, hidden, batch))
        if trainer.step % options.log_every == 0:
            log.line(trainer)
        now = time.monotonic()
        trainer.spent_s = spent_before_s + now - log.start
        finished = trainer.progress >= 1
        late = bool(options.stop_after_s) and now - log.start > options.stop_after_s
        if finished or late or now - saved > options.save_every_s:
            save_state(trainer)
            saved = now
        if finished or late:
            return finished
    return False


def main(arguments: list[str] | None = None) -> None:
    options = parse_options(arguments)
    output = Path(options.output)
    tokenizer = load_or_train_tokenizer(output / "tokenizer.json", options.seed)
    shape = BatchShape(options.packs)
    first = 0
    rest = Path(options.work_dir) / "rest.pt"
    if rest.exists():
        first = torch.load(rest, map_location="cpu", weights_only=False)["step"]
    with batches(shape, Encoder(tokenizer), options.seed, first, options.workers) as stream:
        device = torch.device(options.device or ("cuda" if torch.cuda.is_available() else "cpu"))
        if options.threads:
            torch.set_num_threads(options.threads)
        torch.set_float32_matmul_precision("high")
        trainer = build_trainer(options, tokenizer, device)
        if load_state(trainer):
            print(f"going on from step {trainer.step}")
        parameters = sum(p.numel() for p in trainer.model.parameters())
        print(
            json.dumps({"device": str(device), "parameters": parameters, "packs": options.packs}),
            flush=True,
        )
        finished = trainer.progress >= 1 or run(trainer, stream)
    save_checkpoint(trainer.model, build_processor(tokenizer), output)
    print(f"{'finished' if finished else 'stopped'} at step {trainer.step}; model in {output}")


if __name__ == "__main__":
    main()
