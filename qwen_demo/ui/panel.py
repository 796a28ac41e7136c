"""What happens around the chat: the model's state, settings, context, language.

Plain methods that return updates by component name, as in actions.py.
"""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import gradio as gr

from qwen_demo.chat import ChatEngine, ModelInfo, State
from qwen_demo.errors import DemoError
from qwen_demo.ui.controls import PRESETS, model_sampling, sampling_to_controls
from qwen_demo.ui.render import status_to_text
from qwen_demo.ui.session import Session
from qwen_demo.ui.texts import locale_to_language, say
from qwen_demo.ui.uploads import Attachment, PictureRules, bounded_budget, describe_uploads
from qwen_demo.ui.views import Updates, chat_view, context_text

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
        updates["timer"] = gr.Timer(active=False)
        if session.knows_model:
            return updates
        session.knows_model = True
        return updates | model_view(status.model, session.language)

    def notice_failure(self, session: Session) -> Updates:
        """After an answer: where the engine is gone, show that, and watch for its return."""
        if self.engine.status().state is State.READY:
            return {}
        return self.refresh(session) | {"timer": gr.Timer(active=True)}

    def load(self, session: Session, locale: str) -> Updates:
        """A page has opened, in a browser of this locale."""
        session.language = locale_to_language(locale)
        session.knows_model = False
        return self.refresh(session) | {"language": gr.update(value=session.language)}

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
            self.picture_folder,
            pdf_pages,
            model.max_images,
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
        return {"context": gr.update(value=context_text(session.history, model, session.language))}

    def delete_messages(self, session: Session, ticked: list[str]) -> Updates:
        """Take the ticked messages out of the conversation."""
        if session.run is None:
            kept = (turn for i, turn in enumerate(session.history) if str(i) not in ticked)
            session.history = tuple(kept)
        return chat_view(session, self.engine.status().model)


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
    }


def attachment_to_text(item: Attachment, model: ModelInfo, language: str) -> str:
    """One attached picture.

    Its size, the size the model sees, its tokens, its share of the context.
    """
    key = "attachment" if item.image_wh == item.seen_wh else "attachment_resized"
    return say(
        language,
        key,
        name=item.name,
        width=item.image_wh[0],
        height=item.image_wh[1],
        to_width=item.seen_wh[0],
        to_height=item.seen_wh[1],
        tokens=item.visual_tokens,
        share=item.visual_tokens / model.max_model_len,
    )
