"""What happens when a person does something in the chat: plain methods that a test can call.

Each returns its updates by component name; `wiring.py` knows which component that is. The engine
is known as chat.ChatEngine.
"""

import asyncio
import math
from collections.abc import AsyncGenerator
from contextlib import aclosing
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from qwen_demo.chat import ChatDelta, ChatEngine, ModelInfo, Sampling
from qwen_demo.errors import DemoError
from qwen_demo.messages import (
    History,
    Turn,
    fit_to_context,
    history_to_messages,
)
from qwen_demo.ui.answers import Answer, Pace, Readers, collect, paced_updates
from qwen_demo.ui.controls import CONTROL_NAMES, controls_to_sampling
from qwen_demo.ui.conversations import Conversations, reading_kept
from qwen_demo.ui.drawn import LiveDrawing, draw_history, pictures_before
from qwen_demo.ui.examples import load_examples
from qwen_demo.ui.owners import owner_folder
from qwen_demo.ui.render import chatbot_index_to_turn, status_to_text
from qwen_demo.ui.session import BRANCHING, Draft, Run, Session, answered
from qwen_demo.ui.texts import say
from qwen_demo.ui.uploads import (
    PictureRules,
    bounded_budget,
    picture_to_url,
    uploads_to_pictures,
    uploads_to_videos,
)
from qwen_demo.ui.views import Updates, busy_view, chat_view, drawn_view, live_view, notice


class Refused(Exception):
    """A message that is not sent; the text says why, in the person's language."""


class ChatActions:
    """The actions of all open pages; what belongs to one page is in its Session."""

    def __init__(
        self,
        engine: ChatEngine,
        picture_folder: Path,
        readers: Readers,
        pace: Pace,
        conversations: Conversations | None = None,
    ) -> None:
        self.engine = engine
        self.picture_folder = picture_folder
        self.readers = readers
        self.pace = pace
        self.conversations = conversations

    @property
    def model(self) -> ModelInfo | None:
        """The model, once it is loaded."""
        return self.engine.status().model

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
            return notice(str(refusal))
        turn = Turn("user", draft.text, pictures, videos=videos)
        session.run = Run(start, (*session.history, turn), session.history, draft)
        return busy_view(session, session.run.history, model, value={"text": "", "files": []})

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
            return notice(str(refusal))
        questions = [
            i for i, turn in enumerate(session.history[: index + 1]) if turn.role == "user"
        ]
        if not questions:
            return notice(say(session.language, "nothing_to_regenerate"))
        session.run = Run(
            "regenerate", session.history[: questions[-1] + 1], session.history, Draft()
        )
        return busy_view(session, session.run.history, self.model)

    def edit(self, session: Session, event: gr.EditData) -> Updates:
        """Replace a question's text and answer it again; what followed stays as a version."""
        try:
            self.ready_model(session)
            index = turn_index(session.history, event.index)
        except (Refused, IndexError) as refusal:
            return self.current_view(session) | notice(str(refusal))
        question = session.history[index]
        text = str(event.value).strip()
        if question.role != "user" or not (text or question.pictures or question.videos):
            return chat_view(session, self.model)
        history = (*session.history[:index], replace(question, text=text))
        session.run = Run("edit", history, session.history, Draft())
        return busy_view(session, session.run.history, self.model)

    def continue_answer(self, session: Session) -> Updates:
        """Let the model go on from where the last answer ended."""
        try:
            self.ready_model(session)
        except Refused as refusal:
            return notice(str(refusal))
        if not session.history:
            return chat_view(session, self.model)
        last = session.history[-1]
        answer = Answer(prefix=last.text if last.role == "assistant" else "")
        session.run = Run("continue", session.history, session.history, Draft(), answer)
        return busy_view(session, session.run.history, self.model)

    # The answer itself.

    async def stream(
        self,
        session: Session,
        start: str,
        request: gr.Request,
        system_prompt: str,
        *controls: Any,
    ) -> AsyncGenerator[dict[str, Any], None]:
        """Stream session.run's answer.

        Its text so far, ten times a second. `finish` takes it from there.
        """
        run = session.run
        if run is None or run.start != start:
            return
        try:
            if run.task is None:
                values = dict(zip(CONTROL_NAMES, controls, strict=True))
                sampling = run.history[-1].sampling or controls_to_sampling(values)
                await self.begin(session, run, system_prompt, sampling)
            async with aclosing(self.views(session, run, request)) as views:
                async for view in views:
                    yield view
        except DemoError as error:
            run.failure = error.message
        finally:
            run.is_shown = True
        if run.keeper is not None and run.task is not None and run.task.done():
            await asyncio.wait({run.keeper})

    async def begin(
        self, session: Session, run: Run, system_prompt: str, sampling: Sampling
    ) -> None:
        """Start a run's answer; a kept one goes on without this page."""
        deltas = await self.open_stream(run, system_prompt, sampling)
        if run.is_stopped:
            await deltas.aclose()
            deltas = nothing()
        run.task = asyncio.create_task(collect(deltas, run.answer))
        session.system_prompt = system_prompt
        if self.conversations is not None and run.kept is not None:
            self.conversations.keep(run, session)

    async def views(
        self, session: Session, run: Run, request: gr.Request
    ) -> AsyncGenerator[dict[str, Any], None]:
        """What the page shows of a run's answer, until it ends or the page turns to another."""
        assert run.task is not None
        drawing = LiveDrawing(run.seen, session.pixel_budget(self.model))
        is_kept = run.keeper is not None
        reading = (
            reading_kept(run) if is_kept else self.readers.reading(request.session_hash, run.task)
        )
        with reading:
            updates = paced_updates(run.task, run.answer, self.pace, ends_task=not is_kept)
            async with aclosing(updates):
                async for answer in updates:
                    if session.run is not run:
                        break
                    self.readers.on_update()
                    previews = drawing.previews(answer.parts[1])
                    place = self.engine.queue_position(run.request_id)
                    yield live_view(answer, session.language, previews, place)
        await drawing.close()

    def stop(self, session: Session) -> None:
        """End the answer that is being written."""
        if session.run is not None:
            session.run.stop()

    async def open_stream(self, run: Run, system_prompt: str, sampling: Sampling) -> Any:
        """The engine's deltas for a run. Reading and encoding pictures happens in a thread."""
        history = run.history
        model = self.model
        if model is not None:
            reserve = min(sampling.max_tokens or model.max_model_len, model.max_model_len // 4)
            history = fit_to_context(history, system_prompt, model.max_model_len - reserve)
        run.is_trimmed = len(history) < len(run.history)
        run.seen = pictures_before(history, len(history))
        messages = await asyncio.to_thread(
            history_to_messages, history, system_prompt, picture_to_url
        )
        return self.engine.stream_chat(messages, sampling, run.request_id)

    async def draw_and_finish(self, session: Session, start: str) -> Updates:
        """`finish`, after the answer has been drawn in a thread."""
        run = session.run
        if run is not None and run.start == start:
            budget = session.pixel_budget(self.model)
            await asyncio.to_thread(draw_history, answered(run), budget)
        return self.finish(session, start)

    def finish(self, session: Session, start: str) -> Updates:
        """Put the answer into the history.

        If none came, give the person everything back, and say why.
        """
        run = session.run
        if run is None:
            return chat_view(session, self.model)
        if run.start != start or not run.is_shown:
            return {}
        session.run = None
        session.kept = copy(run.kept)
        if run.answer.has_content:
            if run.start in BRANCHING:
                session.branches = session.branches.leaving(run.before)
            session.history = answered(run)
            text = self.closing_words(session, run, "failure_midway")
            return chat_view(session, self.model) | notice(text)
        session.history = run.before
        text = self.closing_words(session, run, "failure") or say(session.language, "stopped_early")
        updates = chat_view(session, self.model) | notice(text)
        if run.draft != Draft():
            value = {"text": run.draft.text, "files": list(run.draft.files)}
            updates["composer"] = gr.update(value=value, submit_btn=True, stop_btn=False)
            updates |= notice(f"{text} {say(session.language, 'given_back')}")
        return updates

    def closing_words(self, session: Session, run: Run, failure_key: str) -> str:
        """What a person should know after an answer; empty where all went well."""
        if run.failure:
            return say(session.language, failure_key, reason=run.failure)
        return say(session.language, "trimmed") if run.is_trimmed else ""

    # What changes the history.

    async def undo(self, session: Session, event: gr.UndoData) -> Updates:
        """Take back the last question and its answer; the question returns to the composer."""
        questions = [i for i, turn in enumerate(session.history) if turn.role == "user"]
        if session.run is not None or not questions:
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


async def nothing() -> AsyncGenerator[ChatDelta, None]:
    """The answer to a question that was taken back before it was asked."""
    return
    yield
