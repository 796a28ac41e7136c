"""The page's components and where they stand.

Only layout: what they do is in wiring.py, their texts in texts.py.
"""

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.i18n import I18nData

from qwen_demo.snippets import CLIENTS
from qwen_demo.ui.controls import CONTROL_NAMES, NEUTRAL
from qwen_demo.ui.find_layout import build_find
from qwen_demo.ui.panel import MODEL_PRESET, preset_choices
from qwen_demo.ui.session import STARTS, Session
from qwen_demo.ui.texts import CHINESE, ENGLISH, say

TRANSLATIONS = {"en": ENGLISH, "zh-CN": CHINESE, "zh-TW": CHINESE}
"""For the first paint; Gradio picks by the browser's exact locale."""
LATEX_DELIMITERS: list[dict[str, str | bool]] = [
    {"left": "$$", "right": "$$", "display": True},
    {"left": "\\[", "right": "\\]", "display": True},
    {"left": "\\(", "right": "\\)", "display": False},
    {"left": "$", "right": "$", "display": False},
]
FILE_TYPES = ["image", ".heic", ".heif", ".pdf", "video", ".mkv"]
TASKS = ("describe", "read", "find", "count", "table", "chart", "compare", "code")
Components = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """The Blocks, every component by its name, and the translations that the browser applies."""

    blocks: gr.Blocks
    components: Components
    i18n: gr.I18n

    def __getitem__(self, name: str) -> Any:
        return self.components[name]

    def texts(self, language: str) -> dict[str, Any]:
        """Updates, by component name, that put every fixed text into a language."""
        updates = {
            name: {
                argument: say(language, value.key)
                for argument, value in component.constructor_args.items()
                if isinstance(value, I18nData)
            }
            for name, component in self.components.items()
        }
        return {name: gr.update(**texts) for name, texts in updates.items() if texts}


def build_page(blocks: gr.Blocks, with_history: bool = False) -> Page:
    """Put all components into an empty Blocks; `with_history`, the side list too."""
    i18n = gr.I18n(**TRANSLATIONS)
    ui: Components = {}
    with blocks:
        ui["session"] = gr.State(Session())
        for start in STARTS:
            ui[f"start_{start}"] = gr.State(start)
        ui["timer"] = gr.Timer(1.0)
        ui["live"] = gr.JSON(visible="hidden")
        ui["file_list"] = gr.Textbox("", visible="hidden")
        ui["saved"] = gr.Textbox("", visible="hidden")
        ui["archive"] = gr.Textbox("", visible="hidden")
        build_header(ui, i18n, with_history)
        with gr.Row(elem_id="body"):
            if with_history:
                with gr.Column(elem_id="sidebar", scale=0, min_width=240):
                    build_sidebar(ui, i18n)
            with gr.Column(elem_id="chat-column", scale=1):
                build_chat(ui, i18n)
            with gr.Column(elem_id="panel", scale=0, min_width=340):
                build_panel(ui, i18n)
    for name, component in ui.items():
        component.elem_id = name.replace("_", "-")
    return Page(blocks, ui, i18n)


def build_header(ui: Components, i18n: gr.I18n, with_history: bool) -> None:
    """The title, the engine's state, and the buttons that act on the whole page."""
    with gr.Row(elem_id="header"):
        if with_history:
            ui["sidebar_toggle"] = gr.Button(i18n("conversations"), size="sm", scale=0)
        ui["title"] = gr.Markdown(i18n("title"), container=False)
        ui["status"] = gr.Markdown("", container=False)
        ui["language"] = gr.Radio(
            [("EN", "en"), ("中文", "zh")], value="en", label=i18n("language"), container=False
        )
        ui["theme"] = gr.Button(i18n("theme"), size="sm", scale=0)
        ui["new_chat"] = gr.Button(i18n("new_chat"), size="sm", scale=0)
        ui["panel_toggle"] = gr.Button(i18n("panel"), size="sm", scale=0)


def build_sidebar(ui: Components, i18n: gr.I18n) -> None:
    """The list of kept conversations."""
    ui["conversation_id"] = gr.Textbox("", visible="hidden")
    ui["utc_offset"] = gr.Textbox("", visible="hidden")
    ui["exported"] = gr.Textbox("", visible="hidden")
    ui["search"] = gr.Textbox(
        label=i18n("search"), show_label=False, placeholder=i18n("search"), container=False
    )
    ui["conversations"] = gr.HTML(
        js_on_load="qwenDemo.listenToList(element, trigger)", apply_default_css=False
    )
    with gr.Row(elem_id="conversation-files"):
        ui["export"] = gr.Button(i18n("export_open"), size="sm", scale=0, min_width=0)
        ui["export_all"] = gr.Button(i18n("export_all"), size="sm", scale=0, min_width=0)
        ui["import_file"] = gr.UploadButton(
            i18n("import_zip"), size="sm", scale=0, min_width=0, file_types=[".zip"]
        )


def build_chat(ui: Components, i18n: gr.I18n) -> None:
    """The conversation, and below it everything for the next message."""
    ui["chatbot"] = gr.Chatbot(
        label=i18n("chat"),
        show_label=False,
        container=False,
        height="100%",
        layout="bubble",
        editable="user",
        buttons=["copy", "copy_all"],
        latex_delimiters=LATEX_DELIMITERS,
        placeholder=i18n("welcome"),
        feedback_options=[],
        scale=1,
    )
    with gr.Column(elem_id="composer-area"):
        ui["notice"] = gr.Markdown("", visible=False, container=False)
        with gr.Row() as ui["tasks"]:
            for task in TASKS:
                ui[f"task_{task}"] = gr.Button(
                    i18n(f"task_{task}"), size="sm", scale=0, min_width=0
                )
        with gr.Row(elem_id="answer-row"):  # not among the tasks, hidden for the demo model
            ui["branch"] = gr.Radio([], label=i18n("branch"), visible=False)
            ui["continue_button"] = gr.Button(
                i18n("continue"), size="sm", scale=0, min_width=0, visible=False
            )
        ui["attachments"] = gr.Markdown("", visible=False, container=False)
        ui["composer"] = gr.MultimodalTextbox(
            label=i18n("composer"),
            show_label=False,
            placeholder=i18n("composer_placeholder"),
            file_types=FILE_TYPES,
            file_count="multiple",
            max_plain_text_length=100_000,
            max_lines=10,
            submit_btn=False,
            autofocus=True,
        )
        ui["context"] = gr.HTML("", container=False, padding=False)


def build_panel(ui: Components, i18n: gr.I18n) -> None:
    """Settings, find, context, code."""
    with gr.Tabs(elem_id="tabs"):
        with gr.Tab(i18n("tab_settings"), id="settings") as ui["settings_tab"]:
            build_settings(ui, i18n)
        with gr.Tab(i18n("tab_find"), id="find") as ui["find_tab"]:
            build_find(ui, i18n)
        with gr.Tab(i18n("tab_context"), id="context") as ui["context_tab"]:
            build_context(ui, i18n)
        with gr.Tab(i18n("tab_code"), id="code") as ui["code_tab"]:
            build_code(ui, i18n)


def build_settings(ui: Components, i18n: gr.I18n) -> None:
    """The sampling controls, one per field of chat.Sampling; and what bounds pictures."""
    ui["system_prompt"] = gr.Textbox(
        "",
        label=i18n("system_prompt"),
        placeholder=i18n("system_prompt_placeholder"),
        lines=2,
        max_lines=8,
    )
    ui["temperature"] = gr.Slider(
        0,
        2,
        NEUTRAL.temperature,
        step=0.05,
        label=i18n("temperature"),
        info=i18n("temperature_info"),
    )
    ui["top_p"] = gr.Slider(0.05, 1, NEUTRAL.top_p, step=0.05, label=i18n("top_p"))
    ui["max_tokens"] = gr.Slider(1, 32768, NEUTRAL.max_tokens, step=1, label=i18n("max_tokens"))
    ui["preset"] = gr.Dropdown(
        preset_choices("en"), value=MODEL_PRESET, label=i18n("preset"), info=" "
    )
    ui["reset"] = gr.Button(i18n("reset"), size="sm")
    with gr.Accordion(i18n("pictures"), open=False) as ui["pictures"]:
        ui["picture_budget"] = gr.Slider(1, 16384, 16384, step=1, label=i18n("picture_budget"))
        ui["pdf_pages"] = gr.Textbox("", label=i18n("pdf_pages"), info=i18n("pdf_pages_info"))
    with gr.Accordion(i18n("advanced"), open=False) as ui["advanced"]:
        build_advanced(ui, i18n)
    ui["shortcuts"] = gr.Markdown(i18n("shortcuts"))
    assert set(CONTROL_NAMES) <= ui.keys()


def build_advanced(ui: Components, i18n: gr.I18n) -> None:
    """The sampling controls that few need."""
    ui["top_k"] = gr.Slider(0, 200, NEUTRAL.top_k, step=1, label=i18n("top_k"))
    ui["min_p"] = gr.Slider(0, 1, NEUTRAL.min_p, step=0.01, label=i18n("min_p"))
    for name in ("presence_penalty", "frequency_penalty"):
        ui[name] = gr.Slider(-2, 2, 0.0, step=0.1, label=i18n(name))
    ui["repetition_penalty"] = gr.Slider(0.5, 2, 1.0, step=0.05, label=i18n("repetition_penalty"))
    ui["seed"] = gr.Number(None, label=i18n("seed"), precision=0)
    ui["stop"] = gr.Textbox("", label=i18n("stop"), lines=1, max_lines=4)
    ui["json_schema"] = gr.Textbox("", label=i18n("json_schema"), lines=2, max_lines=12)


def build_context(ui: Components, i18n: gr.I18n) -> None:
    """What the model is sent: which pictures, which messages; and conversations as files."""
    ui["pictures_sent"] = gr.CheckboxGroup(label=i18n("pictures_sent"), visible=False)
    ui["messages"] = gr.CheckboxGroup(label=i18n("messages"), visible=False)
    ui["delete"] = gr.Button(i18n("delete"), size="sm", visible=False)
    ui["save"] = gr.Button(i18n("export"), size="sm")
    ui["open"] = gr.UploadButton(i18n("import"), size="sm", file_types=[".json"])


def build_code(ui: Components, i18n: gr.I18n) -> None:
    """The current turn as code."""
    ui["client"] = gr.Dropdown(list(CLIENTS), value="openai", label=i18n("code_language"))
    ui["code_info"] = gr.Markdown(i18n("code_info"))
    ui["code"] = gr.Code(language="python", interactive=False, label=i18n("tab_code"))
