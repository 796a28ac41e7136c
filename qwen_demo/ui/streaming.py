"""The answer itself: begun, shown while it comes, stopped, and put into the history at its end.

What begins one is in actions.py. The engine is known as chat.ChatEngine.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from copy import copy
from typing import Any

import gradio as gr

from qwen_demo.chat import ChatDelta, ChatEngine, ModelInfo, Sampling
from qwen_demo.errors import DemoError
from qwen_demo.messages import fit_to_context, history_to_messages
from qwen_demo.ui.answers import Pace, Readers, collect, paced_updates
from qwen_demo.ui.controls import CONTROL_NAMES, controls_to_sampling
from qwen_demo.ui.conversations import Conversations, reading_kept
from qwen_demo.ui.drawn import LiveDrawing, draw_history, pictures_before
from qwen_demo.ui.error_texts import say_error
from qwen_demo.ui.session import BRANCHING, Draft, Run, Session, answered
from qwen_demo.ui.texts import say
from qwen_demo.ui.uploads import picture_to_url
from qwen_demo.ui.views import Updates, chat_view, live_view, notice


class AnswerStreams:
    """The answers of all open pages; what belongs to one page is in its Session."""

    def __init__(
        self,
        engine: ChatEngine,
        readers: Readers,
        pace: Pace,
        conversations: Conversations | None = None,
    ) -> None:
        self.engine = engine
        self.readers = readers
        self.pace = pace
        self.conversations = conversations

    @property
    def model(self) -> ModelInfo | None:
        """The model, once it is loaded."""
        return self.engine.status().model

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
            run.failure = say_error(session.language, error)
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


async def nothing() -> AsyncGenerator[ChatDelta, None]:
    """The answer to a question that was taken back before it was asked."""
    return
    yield
