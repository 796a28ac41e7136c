"""Which event calls which action with which components.

Actions return updates by name; here names become components.
"""

import functools
import inspect
from collections.abc import Callable
from typing import Any

import gradio as gr

from qwen_demo.ui.actions import ChatActions
from qwen_demo.ui.api import ChatApi
from qwen_demo.ui.controls import CONTROL_NAMES
from qwen_demo.ui.detect import DetectApi
from qwen_demo.ui.find import FindActions
from qwen_demo.ui.find_layout import REGION_SIDES
from qwen_demo.ui.layout import TASKS, Page
from qwen_demo.ui.panel import PanelActions
from qwen_demo.ui.session import STARTS, Session
from qwen_demo.ui.texts import LANGUAGES

CHAT = (
    *("chatbot", "composer", "notice", "continue_button", "context"),
    *("branch", "pictures_sent", "messages", "delete"),
)
STATUS = (
    *("status", "composer", "timer", "picture_budget", "chatbot", "tasks"),
    *CONTROL_NAMES,
)
SAVED = ("saved", "notice")
ARCHIVE = ("archive", "notice")
INTERNAL = {
    "session",
    "live",
    "file_list",
    "saved",
    "archive",
    *(f"start_{name}" for name in STARTS),
}
UPLOADS = ("composer", "picture_budget", "pdf_pages")
PRIVATE = {"api_visibility": "private", "show_progress": "hidden"}

# Functions of assets/page.js. The server streams the text alone, and the browser makes it the
# chat's last message: sending the whole conversation each time would cost several times as much.
SHOW_LIVE = "(live, chat) => qwenDemo.showLive(live, chat)"
LIST_FILES = "(composer) => qwenDemo.listFiles(composer)"
LOCALE = "(session) => qwenDemo.locale(session)"
REMEMBER_LANGUAGE = "(session, language) => qwenDemo.rememberLanguage(session, language)"
SAVE_FILE = "(text) => qwenDemo.saveFile(text)"
SAVE_LINK = "(path) => qwenDemo.saveLink(path)"


def wire(page: Page, chat: ChatActions, panel: PanelActions, api: ChatApi) -> None:
    """Connect everything."""
    with page.blocks:
        find = FindActions(chat)
        wire_answers(page, chat, panel, find)
        wire_panel(page, panel)
        wire_context(page, panel)
        wire_find(page, find)
        gr.api(api.chat, api_name="chat", concurrency_limit=None)
        gr.api(DetectApi(api).detect, api_name="detect", concurrency_limit=None)
        page.blocks.unload(chat.readers.gone)


def named(page: Page, action: Callable[..., Any]) -> Callable[..., Any]:
    """The action with its updates keyed by component.

    Keeps the signature: Gradio reads type hints for event data.
    """

    @functools.wraps(action)
    async def call(*args: Any) -> Any:
        updates = action(*args)
        if inspect.isawaitable(updates):
            updates = await updates
        return {page[name]: update for name, update in updates.items()} or gr.skip()

    return call


def listen(
    page: Page,
    event: Callable[..., Any],
    action: Callable[..., Any],
    inputs: tuple[str, ...],
    outputs: tuple[str, ...],
    **options: Any,
) -> Any:
    """One event: an action, and components by name."""
    return event(
        named(page, action),
        [page[name] for name in inputs],
        [page[name] for name in outputs],
        **{"concurrency_limit": None, **PRIVATE, **options},
    )


def wire_answers(page: Page, chat: ChatActions, panel: PanelActions, find: FindActions) -> None:
    """What starts an answer, the answer's stream, and what ends it."""
    chatbot, composer = page["chatbot"], page["composer"]
    session = ("session",)
    starts = {
        "send": listen(page, composer.submit, chat.send, (*session, *UPLOADS), CHAT),
        "example": listen(page, chatbot.example_select, chat.send_example, session, CHAT),
        "regenerate": listen(page, chatbot.retry, chat.regenerate, session, CHAT),
        "edit": listen(page, chatbot.edit, chat.edit, session, CHAT),
        "continue": listen(
            page, page["continue_button"].click, chat.continue_answer, session, CHAT
        ),
        **find_starts(page, find),
    }
    streams = []
    for name, start in starts.items():
        run = ("session", f"start_{name}")
        stream = start.then(
            chat.stream,
            [page[component] for component in (*run, "system_prompt", *CONTROL_NAMES)],
            page["live"],
            postprocess=False,
            concurrency_limit=None,
            **PRIVATE,
        )
        done = listen(page, stream.then, chat.draw_and_finish, run, CHAT)
        listen(page, done.then, panel.notice_failure, session, STATUS)
        streams.append(stream)
    page["live"].change(None, [page["live"], chatbot], chatbot, js=SHOW_LIVE, **PRIVATE)
    composer.stop(None, None, None, cancels=streams, **PRIVATE)
    for clear in (page["new_chat"].click, chatbot.clear):
        listen(page, clear, chat.new_chat, ("session",), CHAT, cancels=streams)
    listen(page, chatbot.undo, chat.undo, ("session",), CHAT)


def find_starts(page: Page, find: FindActions) -> dict[str, Any]:
    """What starts an answer from the Find tab."""
    asked = ("session", *UPLOADS)
    search = (*asked, "find_query", "find_points")
    clicks = [page["find"].click, page["find_query"].submit]
    question = (*asked, "region_picture", "region_question")
    sides = tuple(f"region_{side}" for side in REGION_SIDES)
    ask, zoom = page["ask_region"].click, page["zoom"].click
    about = (*question, "region_crop", *sides)
    starts = {
        "find": listen(page, functools.partial(gr.on, clicks), find.find, search, CHAT),
        "ask_region": listen(page, ask, find.ask_region, about, CHAT),
        "zoom": listen(page, zoom, find.zoom, (*question, *sides), CHAT),
    }
    for start in starts.values():  # the composer tells of a change only where its text changes
        start.then(None, page["composer"], page["file_list"], js=LIST_FILES, **PRIVATE)
    return starts


def wire_find(page: Page, find: FindActions) -> None:
    """How answers are read, what is saved, and the picture that a region is marked on."""
    pixels = ("session", "has_pixels")
    listen(page, page["has_pixels"].input, find.read_pixels, pixels, CHAT)
    save = listen(page, page["save_boxes"].click, find.save_boxes, ("session",), ARCHIVE)
    save.then(None, page["archive"], None, js=SAVE_LINK, **PRIVATE)
    uploads, shown = ("session", *UPLOADS), ("region_picture", "region_view")
    for event in (page["region"].expand, page["find_tab"].select, page["file_list"].change):
        listen(page, event, find.list_pictures, uploads, shown)
    choice = ("session", "region_picture")
    listen(page, page["region_picture"].input, find.show_picture, choice, ("region_view",))


def wire_panel(page: Page, panel: PanelActions) -> None:
    """The model's state, the language, the settings."""
    everything = tuple(name for name in page.components if name not in INTERNAL)
    load = functools.partial(load_page, page, panel)
    listen(page, page.blocks.load, load, ("session", "file_list"), everything, js=LOCALE)
    listen(page, page["timer"].tick, panel.refresh, ("session",), STATUS)
    switch = functools.partial(switch_language, page, panel)
    language = ("session", "language")
    listen(page, page["language"].input, switch, language, everything, js=REMEMBER_LANGUAGE)
    sampling = ("preset", *CONTROL_NAMES)
    listen(page, page["preset"].input, panel.choose_preset, ("preset",), sampling)
    listen(page, page["reset"].click, panel.reset, (), sampling)
    for task in TASKS:
        choose = functools.partial(panel.choose_task, task)
        chosen = ("composer", *sampling)
        listen(page, page[f"task_{task}"].click, choose, ("session", "composer"), chosen)


def wire_context(page: Page, panel: PanelActions) -> None:
    """Attached files, and what of the conversation the model is sent."""
    composer = page["composer"]
    composer.change(None, composer, page["file_list"], js=LIST_FILES, **PRIVATE)
    for event in (page["file_list"].change, page["picture_budget"].release, page["pdf_pages"].blur):
        listen(page, event, panel.preview, ("session", *UPLOADS), ("attachments",))
    pictures = ("session", "pictures_sent")
    listen(page, page["pictures_sent"].input, panel.choose_pictures, pictures, ("context",))
    listen(page, page["branch"].input, panel.choose_branch, ("session", "branch"), CHAT)
    listen(page, page["delete"].click, panel.delete_messages, ("session", "messages"), CHAT)
    code = ("session", "client", "system_prompt", *CONTROL_NAMES)
    for event in (page["code_tab"].select, page["client"].input):
        listen(page, event, panel.show_code, code, ("code",))
    save = listen(page, page["save"].click, panel.save, ("session", "system_prompt"), SAVED)
    save.then(None, page["saved"], None, js=SAVE_FILE, **PRIVATE)
    opened = (*CHAT, "system_prompt")
    listen(page, page["open"].upload, panel.open, ("session", "open"), opened)


def switch_language(
    page: Page, panel: PanelActions, session: Session, language: str
) -> dict[str, Any]:
    """Every text of the page in another language: the fixed ones, and those made of values."""
    return merged(page.texts(language), panel.switch_language(session, language))


def load_page(page: Page, panel: PanelActions, session: Session, locale: str) -> dict[str, Any]:
    """A page has opened. What Gradio's own translation can't know is put right.

    It knows not every spelling of Chinese (gradio 6.31), nor a choice made on an earlier visit.
    """
    updates = panel.load(session, locale)
    if session.language == "en" and locale not in LANGUAGES:
        return updates
    return merged(switch_language(page, panel, session, session.language), updates)


def merged(updates: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Both updates of each component in one."""
    return updates | {name: updates.get(name, {}) | update for name, update in more.items()}
