"""What happens when a person does something in the chat: plain methods that a test can call.

Each returns its updates by component name; `wiring.py` knows which component that is. The answers
that they begin are streaming.py's.
"""

import asyncio
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from qwen_demo.chat import ChatEngine, ModelInfo
from qwen_demo.errors import DemoError
from qwen_demo.messages import History, Turn
from qwen_demo.ui.answers import Answer, Pace, Readers
from qwen_demo.ui.conversations import Conversations
from qwen_demo.ui.error_texts import say_error
from qwen_demo.ui.examples import load_examples
from qwen_demo.ui.owners import owner_folder
from qwen_demo.ui.render import chatbot_index_to_turn, status_to_text
from qwen_demo.ui.session import Draft, Run, Session
from qwen_demo.ui.streaming import AnswerStreams
from qwen_demo.ui.texts import say
from qwen_demo.ui.uploads import (
    PictureRules,
    bounded_budget,
    uploads_to_pictures,
    uploads_to_videos,
)
from qwen_demo.ui.views import Updates, busy_view, chat_view, drawn_view, notice


class Refused(Exception):
    """A message that is not sent; the text says why, in the person's language."""


class ChatActions(AnswerStreams):
    """The actions of all open pages; what belongs to one page is in its Session."""

    def __init__(
        self,
        engine: ChatEngine,
        picture_folder: Path,
        readers: Readers,
        pace: Pace,
        conversations: Conversations | None = None,
    ) -> None:
        super().__init__(engine, readers, pace, conversations)
        self.picture_folder = picture_folder

    # What starts an answer: each sets session.run, or says why not.

    async def send(
        self, session: Session, composer: dict[str, Any], budget: float, pdf_pages: str
    ) -> Updates:
        """Take the composer's text and files as the next question."""
        draft = Draft(composer["text"] or "", tuple(composer["files"]))
        return await self.ask("send", session, draft, budget, pdf_pages)

    async def ask(
        self, start: str, session: Session, draft: Draft, budget: float, pdf_pages: str
    ) -> Updates:
        """Make a draft the next question. A refusal says why and leaves the composer as it is."""
        try:
            model = self.ready_model(session)
            if not draft.text.strip() and not draft.files:
                raise Refused(say(session.language, "empty"))
            rules = self.picture_rules(session, model, budget, pdf_pages)
            paths = list(draft.files)
            pictures = await asyncio.to_thread(uploads_to_pictures, paths, rules)
            videos = await asyncio.to_thread(uploads_to_videos, paths, rules)
        except (Refused, DemoError) as refusal:
            return notice(say_error(session.language, refusal))
        turn = Turn("user", draft.text, pictures, videos=videos)
        run = Run(start, (*session.history, turn), session.history, draft)
        return self.begin_run(session, run, value={"text": "", "files": []})

    async def send_example(self, session: Session, event: gr.SelectData) -> Updates:
        """Take an example, pictures included, as the next question."""
        model = self.model
        examples = load_examples(model, session.language) if model is not None else ()
        if not 0 <= event.index < len(examples):
            return {}
        example = examples[event.index]
        draft = Draft(example.prompt, tuple(str(path) for path in example.images))
        return await self.ask("example", session, draft, math.inf, "")

    def regenerate(self, session: Session, event: gr.RetryData) -> Updates:
        """Answer the question at (or before) the message again.

        The old answer returns if that fails.
        """
        try:
            self.ready_model(session)
            index = turn_index(session.history, event.index)
        except (Refused, IndexError) as refusal:
            return notice(say_error(session.language, refusal))
        questions = [
            i for i, turn in enumerate(session.history[: index + 1]) if turn.role == "user"
        ]
        if not questions:
            return notice(say(session.language, "nothing_to_regenerate"))
        history = session.history[: questions[-1] + 1]
        return self.begin_run(session, Run("regenerate", history, session.history, Draft()))

    def edit(self, session: Session, event: gr.EditData) -> Updates:
        """Replace a question's text and answer it again; what followed stays as a version."""
        try:
            self.ready_model(session)
            index = turn_index(session.history, event.index)
        except (Refused, IndexError) as refusal:
            return self.current_view(session) | notice(say_error(session.language, refusal))
        question = session.history[index]
        text = str(event.value).strip()
        if question.role != "user" or not (text or question.pictures or question.videos):
            return chat_view(session, self.model)
        history = (*session.history[:index], replace(question, text=text))
        return self.begin_run(session, Run("edit", history, session.history, Draft()))

    def continue_answer(self, session: Session) -> Updates:
        """Let the model go on from where the last answer ended."""
        try:
            self.ready_model(session)
        except Refused as refusal:
            return notice(say_error(session.language, refusal))
        if not session.history:
            return chat_view(session, self.model)
        last = session.history[-1]
        answer = Answer(prefix=last.text if last.role == "assistant" else "")
        run = Run("continue", session.history, session.history, Draft(), answer)
        return self.begin_run(session, run)

    # What changes the history.

    async def undo(self, session: Session, event: gr.UndoData) -> Updates:
        """Take back the last question and its answer; the question returns to the composer."""
        questions = [i for i, turn in enumerate(session.history) if turn.role == "user"]
        if session.run is not None:
            return notice(say(session.language, "busy"))
        if not questions:
            return {}
        question = session.history[questions[-1]]
        session.history = session.history[: questions[-1]]
        files = [picture.path for picture in question.pictures]
        files += [video.path for video in question.videos]
        value = gr.update(value={"text": question.text, "files": files})
        return await drawn_view(session, self.model) | {"composer": value} | notice("")

    def new_chat(self, session: Session) -> Updates:
        """Leave the conversation; an answer that nobody keeps is aborted."""
        if session.run is not None and session.run.keeper is None:
            session.run.stop()
        session.run = None
        session.begin()
        return chat_view(session, self.model) | notice("")

    # What several of them share.

    def begin_run(self, session: Session, run: Run, **composer: Any) -> Updates:
        """Make the run the page's next answer, unless another has begun while files were read."""
        if session.run is not None:
            return notice(say(session.language, "busy"))
        session.run = run
        return busy_view(session, run.history, self.model, **composer)

    def current_view(self, session: Session) -> Updates:
        """The conversation as it is, also while an answer is being written."""
        if session.run is not None:
            return busy_view(session, session.run.history, self.model)
        return chat_view(session, self.model)

    def ready_model(self, session: Session) -> ModelInfo:
        """The model. Raises: Refused while it is not ready, or while an answer is being written."""
        status = self.engine.status()
        if not status.is_ready or status.model is None:
            text = status_to_text(status, session.language)
            raise Refused(say(session.language, "not_ready", status=text))
        if session.run is not None:
            raise Refused(say(session.language, "busy"))
        return status.model

    def picture_rules(
        self, session: Session, model: ModelInfo, budget: float, pdf_pages: str
    ) -> PictureRules:
        """What holds for the next uploads.

        The model's limits of pictures and videos cover the whole conversation.
        """
        sent = sum(not p.is_excluded for turn in session.history for p in turn.pictures)
        return PictureRules(
            bounded_budget(model.image_budget, budget),
            owner_folder(self.picture_folder, session.owner),
            pdf_pages,
            max(0, model.max_images - sent),
            model.video_budget,
            max(0, model.max_videos - sum(len(turn.videos) for turn in session.history)),
        )


def turn_index(history: History, message_index: int | tuple[int, int] | list[int]) -> int:
    """The turn of a chatbot event. Raises: IndexError."""
    index = message_index if isinstance(message_index, int) else message_index[0]
    return chatbot_index_to_turn(history, index)
