"""What happens around the chat: the model's state, settings, context, language.

Plain methods that return updates by component name, as in actions.py.
"""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from qwen_demo.chat import ChatEngine, ModelInfo, Sampling, State
from qwen_demo.errors import DemoError, InvalidRequest
from qwen_demo.messages import History, Turn, history_to_messages, messages_to_history
from qwen_demo.snippets import CLIENTS, ChatRequest, Said
from qwen_demo.ui.controls import (
    CONTROL_NAMES,
    PRESETS,
    controls_to_sampling,
    model_sampling,
    sampling_to_controls,
    with_fallback,
)
from qwen_demo.ui.examples import example_cards
from qwen_demo.ui.owners import owner_folder
from qwen_demo.ui.render import status_to_text
from qwen_demo.ui.session import Session
from qwen_demo.ui.texts import locale_to_language, say
from qwen_demo.ui.uploads import (
    Attachment,
    PictureRules,
    bounded_budget,
    data_url_to_picture,
    describe_uploads,
    picture_to_url,
)
from qwen_demo.ui.views import Updates, branch_choices, context_bar, drawn_view, notice

MODEL_PRESET = "model"
EXACT_TASKS = {"read", "find", "count", "table", "chart"}
"""Tasks with one right answer: no chance in sampling, and no penalty for repeated words."""


class PanelActions:
    """The panel's actions for all open pages; what belongs to one page is in its Session."""

    def __init__(self, engine: ChatEngine, picture_folder: Path) -> None:
        self.engine = engine
        self.picture_folder = picture_folder

    # The model's state.

    def refresh(self, session: Session) -> Updates:
        """The engine's state.

        Once it is ready, the controls take the model's own values, and polling ends.
        """
        status = self.engine.status()
        text = status_to_text(status, session.language)
        updates: Updates = {"status": gr.update(value=text, elem_classes=[status.state.value])}
        if not status.is_ready or status.model is None:
            session.knows_model = False
            return updates | {"composer": gr.update(submit_btn=False)}
        updates["timer"] = gr.update(active=False)
        if session.knows_model:
            return updates
        session.knows_model = True
        return updates | model_view(status.model, session.language)

    def notice_failure(self, session: Session) -> Updates:
        """After an answer: where the engine is gone, show that, and watch for its return."""
        if self.engine.status().state is State.READY:
            return {}
        return self.refresh(session) | {"timer": gr.update(active=True)}

    def load(self, session: Session, locale: str) -> Updates:
        """A page has opened, in a browser of this locale."""
        session.language = locale_to_language(locale)
        session.knows_model = False
        return self.refresh(session) | {"language": gr.update(value=session.language)}

    async def switch_language(self, session: Session, language: str) -> Updates:
        """Speak the other language from now on; the page's fixed texts are layout.py's."""
        session.language = language
        model = self.engine.status().model
        status = status_to_text(self.engine.status(), language)
        updates: Updates = {
            "status": gr.update(value=status),
            "preset": gr.update(choices=preset_choices(language)),
        }
        if session.run is None:
            updates |= await drawn_view(session, model)
        if "chatbot" in updates:
            updates["chatbot"] = gr.update(value=updates["chatbot"])
        if model is not None:
            info = say(language, "picture_budget_info", side=model.image_budget.pixels_per_side)
            updates["picture_budget"] = gr.update(info=info)
            cards = gr.update(examples=example_cards(model, language))
            updates["chatbot"] = updates.get("chatbot", {}) | cards
        return updates

    # Settings.

    def choose_preset(self, preset: str) -> Updates:
        """Set the sampling controls to a preset, or to the model's own defaults."""
        model = self.engine.status().model
        if preset in PRESETS:
            sampling, source = PRESETS[preset]
        elif model is not None:
            sampling, source = model_sampling(model), ""
        else:
            return {}
        if model is not None:
            sampling = replace(sampling, max_tokens=model_sampling(model).max_tokens)
        values = sampling_to_controls(sampling)
        kept = {"stop", "json_schema", "seed"} if preset in PRESETS else set()
        updates: Updates = {
            name: gr.update(value=value) for name, value in values.items() if name not in kept
        }
        return updates | {"preset": gr.update(value=preset, info=source)}

    def reset(self) -> Updates:
        """The model's own defaults."""
        return self.choose_preset(MODEL_PRESET)

    def choose_task(self, task: str, session: Session, composer: dict[str, Any]) -> Updates:
        """Put a task's prompt into the composer, and set the sampling that suits it."""
        value = {"text": say(session.language, f"prompt_{task}"), "files": composer["files"]}
        preset = "Greedy" if task in EXACT_TASKS else MODEL_PRESET
        return {"composer": gr.update(value=value)} | self.choose_preset(preset)

    # Pictures and messages of the context.

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
            return {"attachments": gr.update(value=f"⚠ {error}", visible=True)}
        items = [attachment_to_text(item, model, session.language) for item in found]
        return {"attachments": gr.update(value=" · ".join(items), visible=True)}

    def choose_pictures(self, session: Session, chosen: list[str]) -> Updates:
        """Send only the ticked pictures from now on."""
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

    def show_code(
        self,
        session: Session,
        request: gr.Request,
        client: str,
        system_prompt: str,
        *controls: Any,
    ) -> Updates:
        """The conversation up to its last question, and the settings, as code for a client."""
        model = self.engine.status().model
        if model is None:
            return {"code": gr.update(value="")}
        values = dict(zip(CONTROL_NAMES, controls, strict=True))
        asked = [i for i, turn in enumerate(session.history) if turn.role == "user"]
        hello = (Turn("user", say(session.language, "hello")),)
        turns = session.history[: asked[-1] + 1] if asked else hello
        try:
            sampling = chosen_sampling(controls_to_sampling(values), model).to_request()
        except DemoError as error:
            return {"code": gr.update(value=f"# {error}")}
        chat_request = ChatRequest(
            base_url=request.headers.get("origin", "http://127.0.0.1:3001"),
            model=model.served_model_names[0],
            messages=tuple(turn_to_said(turn) for turn in turns),
            system_prompt=system_prompt,
            sampling=sampling,
        )
        language = "shell" if client == "curl" else "python"
        return {"code": gr.update(value=CLIENTS[client](chat_request), language=language)}

    async def save(self, session: Session, system_prompt: str) -> Updates:
        """The conversation as OpenAI messages, pictures included, for the browser to save."""
        try:
            messages = await asyncio.to_thread(
                history_to_messages, session.history, system_prompt, picture_to_url
            )
        except DemoError as error:
            return notice(str(error))
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
            text = say(session.language, "bad_import", name=Path(file).name, reason=error)
            return notice(text)
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
        """Take the ticked messages out of the conversation."""
        if session.run is None:
            kept = (turn for i, turn in enumerate(session.history) if str(i) not in ticked)
            session.history = tuple(kept)
        return await drawn_view(session, self.engine.status().model)


def turn_to_said(turn: Turn) -> Said:
    """What the code says of a turn."""
    pictures = tuple(picture.name for picture in turn.pictures if not picture.is_excluded)
    return Said(turn.role, turn.text, pictures, tuple(video.name for video in turn.videos))


def chosen_sampling(sampling: Sampling, model: ModelInfo) -> Sampling:
    """The sampling without what the server would take anyway; the three first settings always."""
    defaults = with_fallback(model.default_sampling)
    kept = {"temperature", "top_p", "max_tokens"}
    same = {n for n in CONTROL_NAMES if getattr(sampling, n) == getattr(defaults, n)} - kept
    return replace(sampling, **{name: getattr(Sampling(), name) for name in same})


def read_conversation(file: str, rules: PictureRules) -> tuple[str, History]:
    """(system prompt, conversation) of a saved file. Raises: DemoError."""
    try:
        saved = json.loads(Path(file).read_bytes())
    except ValueError as error:
        raise InvalidRequest("it is no JSON") from error
    messages = saved.get("messages") if isinstance(saved, dict) else saved
    return messages_to_history(messages, lambda url: data_url_to_picture(url, rules))


def preset_choices(language: str) -> list[tuple[str, str]]:
    """The presets as a dropdown's (label, value): the model's own, then the model cards'."""
    return [(say(language, "preset_model"), MODEL_PRESET), *((name, name) for name in PRESETS)]


def model_view(model: ModelInfo, language: str) -> Updates:
    """The controls for a model: its defaults, its limits."""
    budget = model.image_budget
    tokens = budget.max_pixels // budget.pixels_per_side**2
    least = max(1, min(tokens, budget.min_pixels // budget.pixels_per_side**2))
    info = say(language, "picture_budget_info", side=budget.pixels_per_side)
    values = sampling_to_controls(model_sampling(model))
    updates: Updates = {name: gr.update(value=value) for name, value in values.items()}
    return updates | {
        "max_tokens": gr.update(maximum=model.max_model_len, value=values["max_tokens"]),
        "picture_budget": gr.update(minimum=least, maximum=tokens, value=tokens, info=info),
        "composer": gr.update(submit_btn=True),
        "chatbot": gr.update(examples=example_cards(model, language)),
        "tasks": gr.update(visible=not model.is_demo),
    }


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
