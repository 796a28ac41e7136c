"""Which event of the panel and the header calls which action with which components."""

import functools
from typing import Any

from qwen_demo.ui.context import ContextActions
from qwen_demo.ui.controls import CONTROL_NAMES
from qwen_demo.ui.events import (
    CHAT,
    LIST_FILES,
    PRIVATE,
    SAVE_LINK,
    STATUS,
    UPLOADS,
    Settled,
    chat_outputs,
    listen,
)
from qwen_demo.ui.find import FindActions
from qwen_demo.ui.layout import TASKS, Page
from qwen_demo.ui.panel import PanelActions
from qwen_demo.ui.session import STARTS, Session
from qwen_demo.ui.texts import LANGUAGES

SAVED = ("saved", "notice")
ARCHIVE = ("archive", "notice")
INTERNAL = {
    *("session", "live", "file_list", "saved", "archive", "conversation_id", "utc_offset"),
    "exported",
    *(f"start_{name}" for name in STARTS),
}

# Functions of assets/page.js.
LOCALE = "(session) => qwenDemo.locale(session)"
REMEMBER_LANGUAGE = "(session, language) => qwenDemo.rememberLanguage(session, language)"
SAVE_FILE = "(text) => qwenDemo.saveFile(text)"


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


def wire_panel(page: Page, panel: PanelActions) -> tuple[Any, Any]:
    """The model's state, the language, the settings.

    Returns the events of a page that has opened, and of one that has changed its language.
    """
    everything = tuple(name for name in page.components if name not in INTERNAL)
    load = functools.partial(load_page, page, panel)
    loaded = listen(page, page.blocks.load, load, ("session", "file_list"), everything, js=LOCALE)
    listen(page, page["timer"].tick, panel.refresh, ("session",), STATUS)
    switch = functools.partial(switch_language, page, panel)
    language = ("session", "language")
    changed = page["language"].input
    switched = listen(page, changed, switch, language, everything, js=REMEMBER_LANGUAGE)
    sampling = ("preset", *CONTROL_NAMES)
    listen(page, page["preset"].input, panel.choose_preset, ("preset",), sampling)
    listen(page, page["reset"].click, panel.reset, (), sampling)
    for task in TASKS:
        choose = functools.partial(panel.choose_task, task)
        chosen = ("composer", *sampling)
        listen(page, page[f"task_{task}"].click, choose, ("session", "composer"), chosen)
    return loaded, switched


def wire_context(page: Page, context: ContextActions, settled: Settled) -> None:
    """Attached files, and what of the conversation the model is sent."""
    composer = page["composer"]
    composer.change(None, composer, page["file_list"], js=LIST_FILES, **PRIVATE)
    for event in (page["file_list"].change, page["picture_budget"].release, page["pdf_pages"].blur):
        listen(page, event, context.preview, ("session", *UPLOADS), ("attachments",))
    pictures = ("session", "pictures_sent")
    outputs = chat_outputs(page)
    listen(page, page["pictures_sent"].input, settled(context.choose_pictures), pictures, outputs)
    choose = settled(context.choose_branch)
    listen(page, page["branch"].input, choose, ("session", "branch"), outputs)
    delete = settled(context.delete_messages)
    listen(page, page["delete"].click, delete, ("session", "messages"), outputs)
    save = listen(page, page["save"].click, context.save, ("session", "system_prompt"), SAVED)
    save.then(None, page["saved"], None, js=SAVE_FILE, **PRIVATE)
    opened = (*outputs, "system_prompt")
    listen(page, page["open"].upload, settled(context.open), ("session", "open"), opened)


def wire_code(page: Page, panel: PanelActions) -> None:
    """The conversation as code, made when it is looked at."""
    code = ("session", "client", "system_prompt", *CONTROL_NAMES)
    for event in (page["code_tab"].select, page["client"].input):
        listen(page, event, panel.show_code, code, ("code",))


async def switch_language(
    page: Page, panel: PanelActions, session: Session, language: str
) -> dict[str, Any]:
    """Every text of the page in another language: the fixed ones, and those made of values."""
    return merged(page.texts(language), await panel.switch_language(session, language))


async def load_page(
    page: Page, panel: PanelActions, session: Session, locale: str
) -> dict[str, Any]:
    """A page has opened. What Gradio's own translation can't know is put right.

    It knows not every spelling of Chinese (gradio 6.31), nor a choice made on an earlier visit.
    """
    updates = panel.load(session, locale)
    if session.language == "en" and locale not in LANGUAGES:
        return updates
    return merged(await switch_language(page, panel, session, session.language), updates)


def merged(updates: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Both updates of each component in one."""
    return updates | {name: updates.get(name, {}) | update for name, update in more.items()}
