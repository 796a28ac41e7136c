"""The evaluation's cases: held-out pictures, held-out wordings among the questions, one right
answer each.
"""

import io
import random
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from training import names, smalltalk
from training.asking import Turn, View
from training.comparisons import is_relation, largest, side, smallest, what_relation
from training.conversation import more_things, question_about_several, which_picture
from training.follow_ups import follow_up
from training.grounding import find, find_all, point
from training.held_out import SIZES_WH, shapes_picture, text_picture
from training.held_out_prompts import REFUSALS_BESIDE_A_PICTURE, TALK, WORDINGS
from training.lookups import colour_of, count_of, exists, shape_of, where
from training.names import LANGUAGES
from training.said import Piece, plain, text_of
from training.vary import FULL_WIDTH, vary
from training.whole_picture import background, count, describe, read, text_colour

SCENE_TASKS = (
    describe, colour_of, shape_of, count, exists, background, side, where, largest, smallest,
    is_relation, what_relation, count_of, find, find_all, point,
)  # fmt: skip
SYSTEM_PROMPTS = (
    None,
    None,
    "You are a helpful assistant.",
    "You look at pictures and answer.",
    "你是一个认真看图的助手。",
)
TALK_ANSWERS = {
    "hello": smalltalk.HELLO, "who": smalltalk.WHO, "able": smalltalk.ABLE,
    "thanks": smalltalk.WELCOME, "bye": smalltalk.BYE, "refusal": smalltalk.REFUSAL,
    "no_picture": smalltalk.NO_PICTURE, "fine": smalltalk.FINE,
}  # fmt: skip
PHOTO_QUESTIONS = (
    ("Describe this picture.", "en"), ("How many objects are there?", "en"),
    ("What color is the circle?", "en"), ("Find everything.", "en"), ("描述这张图片。", "zh"),
    ("图中有几个物体?", "zh"), ("What is this?", "en"), ("这是什么?", "zh"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation that ends with a question. `turns` are (role, parts); a part is a text or a
    picture's number.
    """

    task: str
    group: str
    lang: str
    pictures: tuple[bytes, ...]
    turns: tuple[tuple[str, tuple[str | int, ...]], ...]
    answer: str
    format: str = "-"
    longest_px: int = 0

    @property
    def question(self) -> str:
        return " ".join(part for part in self.turns[-1][1] if isinstance(part, str))


def encode(picture: Image.Image, form: str) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **({"quality": 90} if form == "JPEG" else {"compress_level": 1}))
    return buffer.getvalue()


def answer_text(said, lang: str) -> str:
    text = text_of(said)
    return text.translate(FULL_WIDTH) if lang == "zh" and not text.startswith("```") else text


def _question_text(rng, turn: Turn) -> str:
    return text_of(vary(rng, turn.question, turn.lang))


def _reworded(rng, task: str, turn: Turn, view: View) -> str:
    """The same question in a wording that training never used, where there is one for its words."""
    wordings = WORDINGS.get(task, {}).get(view.lang)
    if wordings is None:
        return _question_text(rng, turn)
    cues = [piece for piece in turn.question if piece.cue]
    template = rng.choice(wordings)
    if "{x}" in template and not _can_reword(task, cues):
        return _question_text(rng, turn)
    return template.format(x=_cue_words(task, cues, view.lang)) if "{x}" in template else template


def _wording(rng, task: str, turn: Turn, view: View) -> str:
    """A third of the questions in wordings that training never used."""
    if rng.random() < 0.35:
        return _reworded(rng, task, turn, view)
    return _question_text(rng, turn)


def _case_of_one(rng, task: str, group: str, turn: Turn, picture, form: str, parts) -> Case:
    """A question about one picture, in the first message after the system prompt."""
    turns = _with_system(rng, [("user", parts)])
    answer = answer_text(turn.answer, turn.lang)
    longest_px = max(picture.size)
    return Case(task, group, turn.lang, (encode(picture, form),), turns, answer, form, longest_px)


def _can_reword(task: str, cues: list[Piece]) -> bool:
    return bool(cues) and (cues[-1].cue == "shape" or task == "shape_of")


def _cue_words(task: str, cues: list[Piece], lang: str) -> str:
    """The words for the thing, taken from the question that is reworded: "red circles"."""
    words = [piece.text.lower() for piece in cues]
    if lang == "zh":
        return "的".join(words)
    if cues[-1].cue == "shape":
        words[-1] = names.shape_word("en", cues[-1].value)
    if task == "count_of":
        words[-1] = names.plural(words[-1])
    text = " ".join(words)
    return f"{names.article(text)} {text}" if task == "exists" else text


def _group(task: str, turn: Turn, things: int) -> str:
    if task in (
        "side",
        "where",
        "largest",
        "smallest",
        "is_relation",
        "what_relation",
        "count_of",
        "find",
        "find_all",
        "point",
    ):
        return task
    if task in ("colour_of", "shape_of") and len(turn.about) != 1:
        return f"{task}: none or several"
    return f"{task}, {'1-2' if things <= 2 else '3-4'} objects"


def _with_system(rng, turns) -> tuple:
    prompt = rng.choice(SYSTEM_PROMPTS)
    return ((("system", (prompt,)),) if prompt else ()) + tuple(turns)


def is_yes(turn: Turn) -> bool:
    return text_of(turn.answer)[0] in "Y有"


def scene_cases(rng, per_task: int):
    """Each question type about one picture of one to four shapes, all sizes and both formats in
    turn.
    """
    for task in SCENE_TASKS:
        made = 0
        while made < per_task:
            size = SIZES_WH[made % len(SIZES_WH)]
            lang = LANGUAGES[made % 2]
            picture, scene = shapes_picture(rng, rng.randint(1, 4), size)
            view = View(scene, lang)
            turn = task(rng, view)
            if turn is None or (task is exists and is_yes(turn) != (made // 2 % 2 == 0)):
                continue
            text = _wording(rng, task.__name__, turn, view)
            parts = (text, 0) if rng.random() < 0.25 else (0, text)
            form = ("PNG", "JPEG")[made // 4 % 2]
            group = _group(task.__name__, turn, len(scene.things))
            yield _case_of_one(rng, task.__name__, group, turn, picture, form, parts)
            made += 1


def text_cases(rng, per_task: int):
    for task, name in (
        (read, "read"),
        (describe, "describe text"),
        (text_colour, "text_colour"),
        (read, "read: no text"),
    ):
        for i in range(per_task):
            size, lang = SIZES_WH[i % len(SIZES_WH)], LANGUAGES[i % 2]
            picture, scene = (
                text_picture(rng, size)
                if name != "read: no text"
                else shapes_picture(rng, rng.randint(0, 3), size)
            )
            view = View(scene, lang)
            turn = task(rng, view)
            text = _wording(rng, task.__name__, turn, view)
            form = ("PNG", "JPEG")[i // 4 % 2]
            yield _case_of_one(rng, name, name, turn, picture, form, (0, text))


def follow_up_cases(rng, number: int):
    made = 0
    while made < number:
        lang = LANGUAGES[made % 2]
        picture, scene = shapes_picture(rng, rng.randint(1, 4), rng.choice(SIZES_WH))
        view = View(scene, lang)
        first = rng.choice((colour_of, count_of, shape_of, side, largest))(rng, view)
        again = follow_up(rng, view, first) if first else None
        if again is None or again.task == "find":
            continue
        turns = [
            ("user", (0, _question_text(rng, first))),
            ("assistant", (answer_text(first.answer, lang),)),
            ("user", (_question_text(rng, again),)),
        ]
        yield Case(
            "follow_up",
            "follow-up",
            lang,
            (encode(picture, "PNG"),),
            _with_system(rng, turns),
            answer_text(again.answer, lang),
            "PNG",
        )
        made += 1


def several_cases(rng, number: int):
    """Two or three pictures, in one message or one after the other."""
    made = 0
    while made < number:
        lang = LANGUAGES[made % 2]
        drawn = [
            shapes_picture(rng, rng.randint(1, 4), rng.choice(SIZES_WH))
            for _ in range(2 if made % 4 else 3)
        ]
        scenes = tuple(scene for _, scene in drawn)
        views = [View(scene, lang, i) for i, scene in enumerate(scenes)]
        style = made % 3
        turn = (
            (which_picture(rng, views), more_things(rng, views))[made % 5 == 0]
            if style == 0
            else question_about_several(rng, scenes, lang, style == 2)[0]
        )
        if turn.task in ("find", "find_all", "point"):
            continue
        pictures = tuple(encode(picture, "PNG") for picture, _ in drawn)
        last: tuple[str | int, ...] = (*range(len(drawn)), _question_text(rng, turn))
        turns: list = [("user", last)]
        if style == 2:
            opening = describe(rng, views[0])
            turns = [
                ("user", (0, _question_text(rng, opening))),
                ("assistant", (answer_text(opening.answer, lang),)),
                ("user", last[1:]),
            ]
        group = "several pictures: " + ("which or more", "named one", "over turns")[style]
        yield Case(
            "several",
            group,
            lang,
            pictures,
            _with_system(rng, turns),
            answer_text(turn.answer, lang),
            "PNG",
        )
        made += 1


def talk_cases(rng):
    for typed, kind, lang in TALK:
        prompt = typed.translate(FULL_WIDTH) if lang == "zh" else typed
        task = {"refusal": "refusal", "no_picture": "no picture"}.get(kind, "small talk")
        yield Case(
            task,
            task,
            lang,
            (),
            (("user", (prompt,)),),
            answer_text(plain(TALK_ANSWERS[kind][lang]), lang),
        )
    for prompt, lang in REFUSALS_BESIDE_A_PICTURE:
        picture, _ = shapes_picture(rng, rng.randint(1, 4), (400, 300))
        answer = answer_text(plain(smalltalk.REFUSAL[lang]), lang)
        yield Case(
            "refusal",
            "refusal beside a picture",
            lang,
            (encode(picture, "PNG"),),
            (("user", (0, prompt)),),
            answer,
            "PNG",
        )


def photo_cases(folders: list[Path]):
    """Real photographs, wherever there are any: each must get the honest sentence."""
    for folder in folders:
        for path in sorted(folder.glob("*.jpg")):
            with Image.open(path) as picture:
                data = encode(picture.convert("RGB"), "JPEG")
            for prompt, lang in PHOTO_QUESTIONS:
                answer = answer_text(plain(smalltalk.TOO_COMPLEX[lang]), lang)
                yield Case(
                    "photograph",
                    "photograph",
                    lang,
                    (data,),
                    (("user", (0, prompt)),),
                    answer,
                    "JPEG",
                )


def all_cases(seed: int, per_task: int, photo_folders: list[Path]) -> list[Case]:
    rng = random.Random(seed)
    return [
        *scene_cases(rng, per_task),
        *text_cases(rng, per_task // 2),
        *follow_up_cases(rng, per_task),
        *several_cases(rng, per_task),
        *talk_cases(rng),
        *photo_cases(photo_folders),
    ]
