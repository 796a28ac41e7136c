"""Measures the demo model: `python -m training.evaluate` here, `--base-url http://host:port/v1`
through an OpenAI-compatible API.

The pictures come from another renderer, with other fonts, sizes and colours than training's, and a
third of the questions in wordings that training never used. Answers must be exact; boxes are scored
by intersection over union.
"""

import argparse
import base64
import io
import json
import re
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from training.cases import Case, all_cases

ROOT = Path(__file__).resolve().parent.parent
SEED = 640_911
MAX_NEW_TOKENS = 220
BOX_TASKS = ("find", "find_all")
BARS = (  # beginning of a group's name: share of exact answers to reach
    ("describe, 1-2", 0.95), ("colour_of, 1-2", 0.95), ("shape_of, 1-2", 0.95),
    ("count, 1-2", 0.95), ("exists, 1-2", 0.95), ("background, 1-2", 0.95),
    ("describe, 3-4", 0.85), ("colour_of, 3-4", 0.85), ("shape_of, 3-4", 0.85),
    ("count, 3-4", 0.85), ("exists, 3-4", 0.85), ("background, 3-4", 0.85),
    ("side", 0.92), ("where", 0.92), ("largest", 0.92), ("smallest", 0.92),
    ("is_relation", 0.85), ("what_relation", 0.85), ("count_of", 0.85), ("colour_of: none", 0.85),
    ("shape_of: none", 0.85),
    ("read", 0.75), ("describe text", 0.75), ("text_colour", 0.75),
    ("follow-up", 0.85), ("several", 0.85),
    ("small talk", 0.95), ("refusal", 0.95), ("no picture", 0.95), ("photograph", 0.95),
)  # fmt: skip
MEAN_IOU_BAR, HIT_BAR = 0.60, 0.75
BOX = re.compile(r'"bbox_2d": \[(\d+), (\d+), (\d+), (\d+)\], "label": "([^"]*)"')
POINT = re.compile(r'"point_2d": \[(\d+), (\d+)\]')
POINT_TOLERANCE = 25  # of 1000


class LocalModel:
    """Greedy answers from transformers, one at a time."""

    def __init__(self, folder: str):
        import torch
        from transformers import AutoProcessor, Qwen3VLForConditionalGeneration

        self.torch = torch
        self.processor = AutoProcessor.from_pretrained(folder)
        self.model = Qwen3VLForConditionalGeneration.from_pretrained(
            folder, dtype=torch.float32
        ).eval()

    def answer(self, case: Case) -> str:
        from PIL import Image

        pictures = [Image.open(io.BytesIO(data)).convert("RGB") for data in case.pictures]
        messages = [
            {"role": role, "content": [self._part(part) for part in parts]}
            for role, parts in case.turns
        ]
        text = self.processor.apply_chat_template(
            messages, add_generation_prompt=True, tokenize=False
        )
        inputs = self.processor(text=[text], images=pictures or None, return_tensors="pt")
        with self.torch.no_grad():
            output = self.model.generate(**inputs, max_new_tokens=MAX_NEW_TOKENS)
        return self.processor.decode(
            output[0][inputs["input_ids"].shape[1] :], skip_special_tokens=True
        )

    @staticmethod
    def _part(part: str | int) -> dict:
        return {"type": "text", "text": part} if isinstance(part, str) else {"type": "image"}


class RemoteModel:
    """Greedy answers through an OpenAI-compatible API, pictures as data URLs."""

    def __init__(self, base_url: str, api_key: str):
        from openai import OpenAI

        self.client = OpenAI(base_url=base_url, api_key=api_key)
        self.model = self.client.models.list().data[0].id

    def answer(self, case: Case) -> str:
        messages = [
            {"role": role, "content": self._content(case, parts)} for role, parts in case.turns
        ]
        reply = self.client.chat.completions.create(
            model=self.model, messages=messages, temperature=0, max_tokens=MAX_NEW_TOKENS
        )
        return reply.choices[0].message.content or ""

    @staticmethod
    def _content(case: Case, parts) -> list[dict]:
        content = []
        for part in parts:
            if isinstance(part, str):
                content.append({"type": "text", "text": part})
            else:
                kind = "jpeg" if case.format == "JPEG" else "png"
                url = f"data:image/{kind};base64,{base64.b64encode(case.pictures[part]).decode()}"
                content.append({"type": "image_url", "image_url": {"url": url}})
        return content


@dataclass(frozen=True, slots=True)
class Result:
    case: Case
    answer: str

    @property
    def is_exact(self) -> bool:
        return self.answer.strip() == self.case.answer

    @property
    def overlaps(self) -> list[float]:
        """IoU of each true box with the answer's box at the same place and of the same label, else
        0.
        """
        truth, found = BOX.findall(self.case.answer), BOX.findall(self.answer)
        return [
            iou(t, found[i]) if i < len(found) and found[i][4] == t[4] else 0.0
            for i, t in enumerate(truth)
        ]

    @property
    def is_good(self) -> bool:
        """Exact, or with coordinates: valid, complete and near enough."""
        if "```" not in self.case.answer:
            return self.is_exact
        if not is_valid_json(self.answer):
            return False
        if self.case.task == "point":
            return points_agree(self.case.answer, self.answer)
        return len(BOX.findall(self.answer)) == len(self.overlaps) and min(self.overlaps) > 0.5


def iou(a, b) -> float:
    ax1, ay1, ax2, ay2 = map(int, a[:4])
    bx1, by1, bx2, by2 = map(int, b[:4])
    shared = max(0, min(ax2, bx2) - max(ax1, bx1)) * max(0, min(ay2, by2) - max(ay1, by1))
    union = (ax2 - ax1) * (ay2 - ay1) + max(0, bx2 - bx1) * max(0, by2 - by1) - shared
    return shared / union if union else 0.0


def is_valid_json(answer: str) -> bool:
    try:
        json.loads(answer.removeprefix("```json").removesuffix("```"))
    except ValueError:
        return False
    return True


def points_agree(truth: str, answer: str) -> bool:
    a, b = POINT.findall(truth), POINT.findall(answer)
    gaps = [
        abs(int(p) - int(q)) for t, f in zip(a, b, strict=False) for p, q in zip(t, f, strict=True)
    ]
    return len(a) == len(b) and max(gaps) <= POINT_TOLERANCE


def share(results: list[Result]) -> float:
    return sum(result.is_good for result in results) / len(results)


def bar_of(group: str) -> float | None:
    return next((bar for start, bar in BARS if group.startswith(start)), None)


def print_table(results: list[Result]) -> None:
    """A line per group with its bar, then boxes, languages, formats and sizes."""
    groups = defaultdict(list)
    for result in results:
        groups[result.case.group].append(result)
    print(f"{'task':34} {'n':>5} {'right':>7} {'bar':>6}")
    for group, members in groups.items():
        bar = bar_of(group)
        verdict = "  below" if bar and share(members) < bar else ""
        shown = f"{bar:.0%}" if bar else ""
        print(f"{group:34} {len(members):5} {share(members):7.1%} {shown:>6}{verdict}")
    overlaps = [
        value for result in results if result.case.task in BOX_TASKS for value in result.overlaps
    ]
    if overlaps:
        hits = sum(value > 0.5 for value in overlaps) / len(overlaps)
        mean = sum(overlaps) / len(overlaps)
        print(f"boxes: {len(overlaps)}, mean IoU {mean:.3f} (bar {MEAN_IOU_BAR}), ", end="")
        print(f"over 0.5: {hits:.1%} (bar {HIT_BAR:.0%})")
    print_slices(results)


def print_slices(results: list[Result]) -> None:
    for name, key in (
        ("language", lambda c: c.lang),
        ("format", lambda c: c.format),
        ("longest side, px", lambda c: c.longest_px),
    ):
        slices = defaultdict(list)
        for result in results:
            slices[key(result.case)].append(result)
        print(
            f"by {name}: "
            + ", ".join(
                f"{value} {share(slices[value]):.1%} ({len(slices[value])})"
                for value in sorted(slices)
                if value
            )
        )
    print(f"all: {len(results)}, right {share(results):.1%}")


def results_of(model, cases: list[Case], streams: int) -> list[Result]:
    with ThreadPoolExecutor(streams) as executor:
        answers = list(executor.map(model.answer, cases))
    return [Result(case, answer) for case, answer in zip(cases, answers, strict=True)]


def save_results(results: list[Result], path: Path) -> None:
    rows = [
        {
            "group": r.case.group,
            "lang": r.case.lang,
            "question": r.case.question,
            "truth": r.case.answer,
            "answer": r.answer,
            "good": r.is_good,
        }
        for r in results
    ]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1))


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--model", default=str(ROOT / "assets" / "demo_model"), help="folder of the checkpoint"
    )
    parser.add_argument("--base-url", help="ask this OpenAI-compatible API instead of transformers")
    parser.add_argument("--api-key", default="none", help="key for the API")
    parser.add_argument("--per-task", type=int, default=96, help="questions of each type")
    parser.add_argument("--seed", type=int, default=SEED, help="seed of the pictures and questions")
    parser.add_argument(
        "--photos",
        action="append",
        help="folder of photographs, *.jpg (default: assets/examples); may be repeated",
    )
    parser.add_argument("--streams", type=int, default=8, help="requests at a time to the API")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads of the local model")
    parser.add_argument(
        "--save", type=Path, help="write every question and answer to this JSON file"
    )
    parser.add_argument(
        "--against", type=Path, help="count the answers that are the same in this JSON file"
    )
    return parser.parse_args(arguments)


def local_model(options: argparse.Namespace) -> LocalModel:
    import torch

    if options.threads:
        torch.set_num_threads(options.threads)
    return LocalModel(options.model)


def main(arguments: list[str] | None = None) -> None:
    options = parse_arguments(arguments)
    folders = [Path(folder) for folder in options.photos or [str(ROOT / "assets" / "examples")]]
    cases = all_cases(options.seed, options.per_task, folders)
    model = (
        RemoteModel(options.base_url, options.api_key) if options.base_url else local_model(options)
    )
    results = results_of(model, cases, options.streams if options.base_url else 1)
    print_table(results)
    if options.save:
        save_results(results, options.save)
    if options.against:
        others = json.loads(options.against.read_text())
        same = sum(a["answer"] == b.answer for a, b in zip(others, results, strict=True))
        part = f"{same} of {len(results)} ({same / len(results):.2%})"
        print(f"same answers as in {options.against.name}: {part}")


if __name__ == "__main__":
    main()
