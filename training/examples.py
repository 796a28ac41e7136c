"""Draws the page's example pictures and lists the questions that the served model answers right:
`python -m training.examples --base-url http://host:port/v1`.

Each question is asked in English and Chinese through the API, greedily; one wrong answer leaves it
out.
"""

import argparse
import json
import random
from pathlib import Path

from PIL import Image

from training.asking import Turn, View
from training.cases import Case, answer_text, encode
from training.comparisons import largest
from training.conversation import which_picture
from training.evaluate import ROOT, RemoteModel, Result
from training.grounding import find_all
from training.held_out import shapes_picture, text_picture
from training.names import LANGUAGES
from training.said import text_of
from training.vary import FULL_WIDTH
from training.whole_picture import count, describe, read
from training.world import Scene

FOLDER = ROOT / "assets" / "examples"
DRAWN = {  # name: number of shapes (0: text), size in pixels, seed
    "shapes.png": (4, (640, 480), 3),
    "three.png": (3, (480, 480), 45),
    "pair_a.png": (2, (480, 360), 23),
    "pair_b.png": (3, (480, 360), 31),
    "sign.png": (0, (480, 300), 5),
}
PROMPTS = {  # a fixed wording where the answer does not depend on it
    describe: {"en": "Describe this picture.", "zh": "描述这张图片。"},
    find_all: {
        "en": "Detect all objects and output their bounding boxes in JSON.",
        "zh": "检测图中所有物体,以JSON格式输出边界框。",
    },
    count: {"en": "How many objects are there?", "zh": "图中有几个物体?"},
    read: {"en": "What does the text say?", "zh": "图中的文字是什么?"},
    largest: {"en": "Which object is the largest?", "zh": "最大的物体是什么?"},
}
ASKED = (  # task, pictures, how it is asked
    ("describe", ("shapes.png",), describe),
    ("find", ("shapes.png",), find_all),
    ("count", ("three.png",), count),
    ("read", ("sign.png",), read),
    ("compare", ("pair_a.png", "pair_b.png"), which_picture),
    ("largest", ("three.png",), largest),
)
TRIES = 40


def draw(name: str) -> tuple[Image.Image, Scene]:
    things, size, seed = DRAWN[name]
    rng = random.Random(seed)
    return text_picture(rng, size, "OPEN") if not things else shapes_picture(rng, things, size)


def ask(rng, make, views: list[View]) -> Turn | None:
    return make(rng, views if make is which_picture else views[0])


def case_of(task: str, make, turn: Turn, pictures: list[Image.Image]) -> Case:
    text = PROMPTS[make][turn.lang] if make in PROMPTS else text_of(turn.question)
    text = text.translate(FULL_WIDTH) if turn.lang == "zh" else text
    parts = (*range(len(pictures)), text)
    data = tuple(encode(picture, "PNG") for picture in pictures)
    answer = answer_text(turn.answer, turn.lang)
    return Case(task, task, turn.lang, data, (("user", parts),), answer, "PNG")


def answered(model, task: str, names: tuple[str, ...], make, lang: str) -> Result | None:
    """The first wording that the model answers right."""
    drawn = [draw(name) for name in names]
    views = [View(scene, lang, i) for i, (_, scene) in enumerate(drawn)]
    for seed in range(TRIES):
        turn = ask(random.Random(seed), make, views)
        if turn is None or not is_plain(turn, lang):
            continue
        case = case_of(task, make, turn, [picture for picture, _ in drawn])
        result = Result(case, model.answer(case))
        if result.is_good:
            return result
    return None


def is_plain(turn: Turn, lang: str) -> bool:
    """A whole sentence of the length that suits a button, about something that is there."""
    text, answer = text_of(turn.question), text_of(turn.answer)
    long_enough = len(text) > (18 if lang == "en" else 7)
    return long_enough and "None" not in answer and not answer.startswith("没有")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base-url", required=True, help="OpenAI-compatible API of the demo model")
    parser.add_argument("--api-key", default="none", help="its key")
    parser.add_argument("--output", type=Path, default=FOLDER, help="folder of the examples")
    options = parser.parse_args(arguments)
    model = RemoteModel(options.base_url, options.api_key)
    for name in DRAWN:
        draw(name)[0].save(options.output / name, optimize=True)
    rows = []
    for task, names, make in ASKED:
        results = {lang: answered(model, task, names, make, lang) for lang in LANGUAGES}
        if all(results.values()):
            row = {"task": task, "images": list(names)}
            row |= {f"prompt_{lang}": results[lang].case.question for lang in LANGUAGES}
            row |= {f"answer_{lang}": results[lang].answer for lang in LANGUAGES}
            rows.append(row)
        print(task, "is kept" if all(results.values()) else "is left out")
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    (options.output / "demo_model.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
