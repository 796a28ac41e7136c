"""What happens around the chat: the model's state, settings, language, code.

Plain methods that return updates by component name, as in actions.py.
"""

from dataclasses import replace
from typing import Any

import gradio as gr

from qwen_demo.chat import ChatEngine, ModelInfo, Sampling, State
from qwen_demo.errors import DemoError
from qwen_demo.messages import Turn
from qwen_demo.snippets import CLIENTS, ChatRequest, Said
from qwen_demo.ui.controls import (
    CONTROL_NAMES,
    PRESETS,
    controls_to_sampling,
    model_sampling,
    sampling_to_controls,
    with_fallback,
)
from qwen_demo.ui.error_texts import say_error
from qwen_demo.ui.examples import example_cards
from qwen_demo.ui.render import status_to_text
from qwen_demo.ui.session import Session
from qwen_demo.ui.texts import locale_to_language, say
from qwen_demo.ui.views import Updates, drawn_view

MODEL_PRESET = "model"
EXACT_TASKS = {"read", "find", "count", "table", "chart"}
"""Tasks with one right answer: no chance in sampling, and no penalty for repeated words."""


class PanelActions:
    """The panel's actions for all open pages; what belongs to one page is in its Session."""

    def __init__(self, engine: ChatEngine) -> None:
        self.engine = engine

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

    # Code.

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
            return {"code": gr.update(value=f"# {say_error(session.language, error)}")}
        chat_request = ChatRequest(
            base_url=request.headers.get("origin", "http://127.0.0.1:3001"),
            model=model.served_model_names[0],
            messages=tuple(turn_to_said(turn) for turn in turns),
            system_prompt=system_prompt,
            sampling=sampling,
        )
        language = "shell" if client == "curl" else "python"
        return {"code": gr.update(value=CLIENTS[client](chat_request), language=language)}


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
