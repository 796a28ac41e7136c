"""Questions with pictures that a new chat offers: the demo model's own, or general ones."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qwen_demo.chat import ModelInfo
from qwen_demo.ui.texts import say

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "examples"
DEMO_FILE = "demo_model.json"
GENERAL = (
    ("describe", ("chelsea.jpg",)),
    ("find", ("coffee.jpg",)),
    ("compare", ("chelsea.jpg", "coffee.jpg")),
)
MAX_CARDS = 6


@dataclass(frozen=True, slots=True)
class Example:
    """A question, its pictures, and what it is an example of."""

    title: str
    prompt: str
    images: tuple[Path, ...]


def load_examples(model: ModelInfo, language: str, folder: Path = FOLDER) -> tuple[Example, ...]:
    """The examples for a model, in a language; none where their file or pictures are missing."""
    examples = (
        demo_examples(folder, language) if model.is_demo else general_examples(folder, language)
    )
    there = [example for example in examples if all(path.is_file() for path in example.images)]
    return tuple(example for example in there if len(example.images) <= model.max_images)[
        :MAX_CARDS
    ]


def general_examples(folder: Path, language: str) -> list[Example]:
    """Examples that any Qwen3-VL can answer."""
    return [
        Example(
            say(language, f"task_{task}"),
            say(language, f"prompt_{task}"),
            tuple(folder / name for name in names),
        )
        for task, names in GENERAL
    ]


def demo_examples(folder: Path, language: str) -> list[Example]:
    """Examples that the embedded model can truly answer, from the file made with it."""
    file = folder / DEMO_FILE
    if not file.is_file():
        return []
    return [
        Example(item["task"], item[f"prompt_{language}"], tuple(folder / n for n in item["images"]))
        for item in json.loads(file.read_text(encoding="utf-8"))
    ]


def example_cards(model: ModelInfo, language: str) -> list[dict[str, Any]]:
    """The examples as the chatbot shows them while it is empty."""
    return [
        {
            "text": example.prompt,
            "display_text": example.prompt,
            "icon": str(example.images[0]) if example.images else None,
        }
        for example in load_examples(model, language)
    ]
