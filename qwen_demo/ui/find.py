"""What happens in the Find tab: search, regions, the export. As in actions.py."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from qwen_demo.chat import ModelInfo
from qwen_demo.errors import DemoError
from qwen_demo.grounding import Box
from qwen_demo.grounding.prompts import (
    MAX_QUERY_CHARACTERS,
    MAX_TOKENS,
    Kind,
    search_prompt,
    search_sampling,
)
from qwen_demo.messages import Picture, Turn
from qwen_demo.ui.actions import ChatActions, Refused
from qwen_demo.ui.archive import located, save_archive
from qwen_demo.ui.error_texts import say_error
from qwen_demo.ui.owners import owner_folder
from qwen_demo.ui.region import crop_picture, read_region, region_html, region_to_prompt
from qwen_demo.ui.session import Draft, Run, Session
from qwen_demo.ui.texts import say
from qwen_demo.ui.uploads import PictureRules, uploads_to_pictures
from qwen_demo.ui.views import Updates, drawn_view, notice
from qwen_demo.video import is_video

Composer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Marked:
    """A region marked on a picture: number `number` of those sent and attached, from 1."""

    model: ModelInfo
    rules: PictureRules
    attached: tuple[Picture, ...]
    picture: Picture
    number: int
    region: Box


class FindActions:
    """The tab's actions for all open pages, on the chat that they ask in."""

    def __init__(self, chat: ChatActions) -> None:
        self.chat = chat

    # Questions: each sets session.run, or says why not.

    async def find(
        self,
        session: Session,
        composer: Composer,
        budget: float,
        pdf_pages: str,
        query: str,
        wants_points: bool,
    ) -> Updates:
        """Search the attached pictures, or else the conversation's, so that the answer parses."""
        kind: Kind = "point_2d" if wants_points else "bbox_2d"
        try:
            model, rules = self.ready(session, budget, pdf_pages)
            attached = await self.attached(session, composer, rules)
            if not sent_pictures(session) + attached:
                raise Refused(say(session.language, "find_needs_picture"))
            if len(query) > MAX_QUERY_CHARACTERS:
                raise Refused(say(session.language, "long_query", limit=MAX_QUERY_CHARACTERS))
        except (Refused, DemoError) as refusal:
            return notice(say_error(session.language, refusal))
        longest = min(MAX_TOKENS, model.max_model_len // 2)
        in_pixels = session.has_pixel_coordinates
        count = 1 if model.is_demo else len(sent_pictures(session) + attached)
        sampling = search_sampling(kind, model, longest, in_pixels=in_pixels, image_count=count)
        prompt = search_prompt(query.strip(), kind, count)
        turn = Turn("user", prompt, attached, sampling=sampling)
        return self.begin(session, "find", turn, composer)

    async def ask_region(
        self,
        session: Session,
        composer: Composer,
        budget: float,
        pdf_pages: str,
        choice: int | None,
        question: str,
        is_enlarged: bool,
        *sides: float | None,
    ) -> Updates:
        """Ask about a region of a picture: its corners in words and, if wished, a cut-out."""
        try:
            marked = await self.marked(session, composer, budget, pdf_pages, choice, sides)
            if not question.strip():
                raise Refused(say(session.language, "region_needs_question"))
            pictures = marked.attached
            if is_enlarged:
                pictures += (await self.crop(session, marked, len(marked.attached)),)
        except (Refused, DemoError) as refusal:
            return notice(say_error(session.language, refusal))
        seen = (marked.picture, marked.model.image_budget)
        text = region_to_prompt(
            question.strip(),
            marked.region,
            marked.number,
            session.language,
            is_enlarged=is_enlarged,
            pixels_of=seen if session.has_pixel_coordinates else None,
        )
        turn = Turn("user", text, pictures)
        return self.begin(session, "ask_region", turn, composer)

    async def zoom(
        self,
        session: Session,
        composer: Composer,
        budget: float,
        pdf_pages: str,
        choice: int | None,
        question: str,
        *sides: float | None,
    ) -> Updates:
        """Ask again on the region alone: the question, or else the last one before."""
        try:
            marked = await self.marked(session, composer, budget, pdf_pages, choice, sides)
            crop = await self.crop(session, marked, 0)
        except (Refused, DemoError) as refusal:
            return notice(say_error(session.language, refusal))
        asked = [turn.text for turn in session.history if turn.role == "user" and turn.text]
        text = question.strip() or (asked or [say(session.language, "prompt_describe")])[-1]
        return self.begin(session, "zoom", Turn("user", text, (crop,)))

    # What is shown and saved.

    async def list_pictures(
        self, session: Session, composer: Composer, budget: float, pdf_pages: str
    ) -> Updates:
        """The pictures that a region can be marked on, the last one shown."""
        try:
            _, rules = self.ready(session, budget, pdf_pages)
            pictures = sent_pictures(session) + await self.attached(session, composer, rules)
        except (Refused, DemoError):
            pictures = sent_pictures(session)
        session.region_pictures = pictures
        choices = [(f"{n}. {picture.name}", n - 1) for n, picture in enumerate(pictures, 1)]
        last = len(pictures) - 1 if pictures else None
        return {
            "region_picture": gr.update(choices=choices, value=last, visible=len(pictures) > 1),
            "region_view": region_html(pictures[-1] if pictures else None),
        }

    def show_picture(self, session: Session, choice: int | None) -> Updates:
        """Another picture to mark a region on."""
        shown = session.region_pictures
        picture = shown[choice] if choice is not None and 0 <= choice < len(shown) else None
        return {"region_view": region_html(picture)}

    async def read_pixels(self, session: Session, has_pixels: bool) -> Updates:
        """Read the answers' numbers as pixels, or as 0..1000; draw the conversation again."""
        session.has_pixel_coordinates = has_pixels
        if session.run is not None:
            return {}
        return await drawn_view(session, self.chat.model)

    async def save_boxes(self, session: Session) -> Updates:
        """The conversation's detections as a zip, for the browser to download."""
        budget = session.pixel_budget(self.chat.model)
        found = await asyncio.to_thread(located, session.history, budget)
        if not found.detections:
            return {"archive": ""} | notice(say(session.language, "nothing_located"))
        folder = owner_folder(self.chat.picture_folder, session.owner)
        try:
            path = await asyncio.to_thread(save_archive, found, folder)
        except DemoError as error:
            return {"archive": ""} | notice(say_error(session.language, error))
        return {"archive": str(path)} | notice("")

    # Checks that several of them share.

    def ready(
        self, session: Session, budget: float, pdf_pages: str
    ) -> tuple[ModelInfo, PictureRules]:
        """The model and the rules for pictures. Raises: Refused."""
        model = self.chat.ready_model(session)
        return model, self.chat.picture_rules(session, model, budget, pdf_pages)

    async def attached(
        self, session: Session, composer: Composer, rules: PictureRules
    ) -> tuple[Picture, ...]:
        """The composer's pictures. Raises: DemoError; Refused for a video."""
        for path in map(Path, composer["files"]):
            if is_video(path):
                raise Refused(say(session.language, "find_no_video", name=path.name))
        return await asyncio.to_thread(uploads_to_pictures, list(composer["files"]), rules)

    async def marked(
        self,
        session: Session,
        composer: Composer,
        budget: float,
        pdf_pages: str,
        choice: int | None,
        sides: Sequence[float | None],
    ) -> Marked:
        """What a question about a region is asked on. Raises: DemoError; Refused."""
        model, rules = self.ready(session, budget, pdf_pages)
        attached = await self.attached(session, composer, rules)
        pictures = sent_pictures(session) + attached
        if choice is None or not 0 <= choice < len(pictures):
            raise Refused(say(session.language, "find_needs_picture"))
        shown = session.region_pictures[choice : choice + 1]
        if shown and not is_same(shown[0], pictures[choice]):
            raise Refused(say(session.language, "region_changed"))
        try:
            region = read_region(sides)
        except ValueError:
            raise Refused(say(session.language, "bad_region")) from None
        return Marked(model, rules, attached, pictures[choice], choice + 1, region)

    def begin(
        self, session: Session, name: str, turn: Turn, composer: Composer | None = None
    ) -> Updates:
        """Make the turn the next question; the composer's files, if they went with it, leave it."""
        history = (*session.history, turn)
        if composer is None:
            return self.chat.begin_run(session, Run(name, history, session.history, Draft()))
        draft = Draft(composer["text"] or "", tuple(composer["files"]))
        run = Run(name, history, session.history, draft)
        return self.chat.begin_run(session, run, value={"text": draft.text, "files": []})

    async def crop(self, session: Session, marked: Marked, taken: int) -> Picture:
        """The region as one picture more. Raises: DemoError; Refused where none fits."""
        if marked.rules.max_pictures <= taken:
            limit = marked.model.max_images
            raise Refused(say(session.language, "too_many_pictures", limit=limit))
        return await asyncio.to_thread(crop_picture, marked.picture, marked.region, marked.rules)


def is_same(picture: Picture, other: Picture) -> bool:
    """Whether both are of one upload, perhaps in different sizes."""
    return picture.path == other.path or (
        picture.source is not None and picture.source == other.source
    )


def sent_pictures(session: Session) -> tuple[Picture, ...]:
    """The pictures of the conversation that the model is sent, those just asked about included."""
    history = session.run.history if session.run is not None else session.history
    return tuple(p for turn in history for p in turn.pictures if not p.is_excluded)
