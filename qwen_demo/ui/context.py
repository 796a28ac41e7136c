"""What of a conversation the model is sent, its versions, and conversations as files.

Plain methods that return updates by component name, as in actions.py.
"""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from qwen_demo.chat import ChatEngine, ModelInfo
from qwen_demo.errors import DemoError, InvalidRequest
from qwen_demo.messages import History, history_to_messages, messages_to_history
from qwen_demo.ui.error_texts import say_error
from qwen_demo.ui.owners import owner_folder
from qwen_demo.ui.session import Session
from qwen_demo.ui.texts import say
from qwen_demo.ui.uploads import (
    Attachment,
    PictureRules,
    bounded_budget,
    data_url_to_picture,
    describe_uploads,
    picture_to_url,
)
from qwen_demo.ui.views import (
    Updates,
    branch_choices,
    context_bar,
    context_choices,
    drawn_view,
    notice,
)


class ContextActions:
    """The actions of the Context tab, and of what is attached, for all open pages."""

    def __init__(self, engine: ChatEngine, picture_folder: Path) -> None:
        self.engine = engine
        self.picture_folder = picture_folder

    # Pictures and messages.

    async def preview(
        self, session: Session, composer: dict[str, Any], budget: float, pdf_pages: str
    ) -> Updates:
        """What the attached files would cost, or what is wrong with one of them."""
        model = self.engine.status().model
        if model is None or not composer["files"]:
            return {"attachments": gr.update(value="", visible=False)}
        rules = PictureRules(
            bounded_budget(model.image_budget, budget),
            owner_folder(self.picture_folder, session.owner),
            pdf_pages,
            model.max_images,
            model.video_budget,
            model.max_videos,
        )
        try:
            found = await asyncio.to_thread(describe_uploads, composer["files"], rules)
        except DemoError as error:
            refused = f"⚠ {say_error(session.language, error)}"
            return {"attachments": gr.update(value=refused, visible=True)}
        items = [attachment_to_text(item, model, session.language) for item in found]
        return {"attachments": gr.update(value=" · ".join(items), visible=True)}

    def choose_pictures(self, session: Session, chosen: list[str]) -> Updates:
        """Send only the ticked pictures from now on; not while an answer is being written."""
        if session.run is not None:
            ticks = context_choices(session.run.history, session.language)
            return notice(say(session.language, "busy")) | ticks
        session.history = tuple(
            replace(
                turn,
                pictures=tuple(
                    replace(picture, is_excluded=f"{i}.{j}" not in chosen)
                    for j, picture in enumerate(turn.pictures)
                ),
            )
            for i, turn in enumerate(session.history)
        )
        model = self.engine.status().model
        return {"context": gr.update(value=context_bar(session.history, model, session.language))}

    # What is shown of it, and files.

    async def save(self, session: Session, system_prompt: str) -> Updates:
        """The conversation as OpenAI messages, pictures included, for the browser to save."""
        try:
            messages = await asyncio.to_thread(
                history_to_messages, session.history, system_prompt, picture_to_url
            )
        except DemoError as error:
            return notice(say_error(session.language, error))
        saved = json.dumps({"messages": messages}, ensure_ascii=False, indent=1)
        return {"saved": gr.update(value=saved)}

    async def open(self, session: Session, file: str) -> Updates:
        """Go on with a saved conversation. A refusal says why, and changes nothing."""
        model = self.engine.status().model
        if model is None or session.run is not None:
            return notice(say(session.language, "busy" if session.run else "open_later"))
        folder = owner_folder(self.picture_folder, session.owner)
        rules = PictureRules(model.image_budget, folder, video_budget=model.video_budget)
        try:
            system_prompt, history = await asyncio.to_thread(read_conversation, file, rules)
        except DemoError as error:
            name, reason = Path(file).name, say_error(session.language, error)
            return notice(say(session.language, "bad_import", name=name, reason=reason))
        if session.run is not None:
            return notice(say(session.language, "busy"))
        session.begin(history)
        session.system_prompt = system_prompt
        return await drawn_view(session, model) | notice("") | {"system_prompt": system_prompt}

    async def choose_branch(self, session: Session, index: int) -> Updates:
        """Show another version of the conversation, and go on from there."""
        if session.run is not None:
            return notice(say(session.language, "busy")) | branch_choices(session)
        session.history, session.branches = session.branches.at(index, session.history)
        return await drawn_view(session, self.engine.status().model) | notice("")

    async def delete_messages(self, session: Session, ticked: list[str]) -> Updates:
        """Take the ticked messages out of the conversation; not during an answer."""
        if session.run is not None:
            return notice(say(session.language, "busy"))
        kept = (turn for i, turn in enumerate(session.history) if str(i) not in ticked)
        session.history = tuple(kept)
        return await drawn_view(session, self.engine.status().model)


def read_conversation(file: str, rules: PictureRules) -> tuple[str, History]:
    """(system prompt, conversation) of a saved file. Raises: DemoError."""
    try:
        saved = json.loads(Path(file).read_bytes())
    except ValueError as error:
        raise InvalidRequest("it is no JSON") from error
    messages = saved.get("messages") if isinstance(saved, dict) else saved
    return messages_to_history(messages, lambda url: data_url_to_picture(url, rules))


def attachment_to_text(item: Attachment, model: ModelInfo, language: str) -> str:
    """One attached picture or video.

    Its size, the size the model sees, its tokens, its share of the context.
    """
    key = "attachment" if item.image_wh == item.seen_wh else "attachment_resized"
    if item.seconds is not None:
        key = "attachment_video"
    return say(
        language,
        key,
        name=item.name,
        width=item.image_wh[0],
        height=item.image_wh[1],
        to_width=item.seen_wh[0],
        to_height=item.seen_wh[1],
        tokens=item.visual_tokens,
        seconds=item.seconds,
        share=item.visual_tokens / model.max_model_len,
    )
