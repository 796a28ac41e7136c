"""Which event calls which action with which components.

The panel's are in panel_wiring.py.
"""

import functools
import inspect
from typing import Any

import gradio as gr

from qwen_demo.ui.actions import ChatActions
from qwen_demo.ui.api import ChatApi
from qwen_demo.ui.context import ContextActions
from qwen_demo.ui.controls import CONTROL_NAMES
from qwen_demo.ui.detect import DetectApi
from qwen_demo.ui.events import (
    LIST,
    LIST_FILES,
    PRIVATE,
    SAVE_LINK,
    STATUS,
    UPLOADS,
    Action,
    Settled,
    chat_outputs,
    listen,
    no_history,
)
from qwen_demo.ui.find import FindActions
from qwen_demo.ui.find_layout import REGION_SIDES
from qwen_demo.ui.layout import Page
from qwen_demo.ui.panel import PanelActions
from qwen_demo.ui.panel_wiring import wire_code, wire_context, wire_find, wire_panel
from qwen_demo.ui.session import Session
from qwen_demo.ui.sidebar import SidebarActions
from qwen_demo.ui.views import Updates

Starts = dict[str, tuple[Any, Action, tuple[str, ...]]]
"""What starts an answer, by name: an event, an action, and its inputs."""
FIND_STARTS = ("find", "ask_region", "zoom")

# Functions of assets/*.js. The server streams the text alone, and the browser makes it the chat's
# last message: sending the whole conversation each time would cost several times as much.
SHOW_LIVE = "(live, chat) => qwenDemo.showLive(live, chat)"
OPENED = "(session) => qwenDemo.opened(session)"
ADDRESS = "(id) => qwenDemo.showAddress(id)"


def wire(
    page: Page,
    chat: ChatActions,
    panel: PanelActions,
    context: ContextActions,
    api: ChatApi,
    sidebar: SidebarActions | None,
) -> None:
    """Connect everything; `sidebar` where conversations are kept."""
    settled = settling(sidebar) if sidebar is not None else no_history
    with page.blocks:
        find = FindActions(chat)
        wire_answers(page, chat, panel, find, settled)
        loaded, switched = wire_panel(page, panel)
        wire_context(page, context, settled)
        wire_code(page, panel)
        wire_find(page, find)
        if sidebar is not None:
            wire_sidebar(page, chat, panel, sidebar, settled, loaded)
            listen(page, switched.then, sidebar.list, ("session",), LIST)
        gr.api(api.chat, api_name="chat", concurrency_limit=None)
        gr.api(DetectApi(api).detect, api_name="detect", concurrency_limit=None)
        page.blocks.unload(chat.readers.gone)


def wire_answers(
    page: Page, chat: ChatActions, panel: PanelActions, find: FindActions, settled: Settled
) -> None:
    """What starts an answer, the answer's stream, and what ends it."""
    chatbot, composer = page["chatbot"], page["composer"]
    session = ("session",)
    starts: Starts = {
        "send": (composer.submit, chat.send, (*session, *UPLOADS)),
        "example": (chatbot.example_select, chat.send_example, session),
        "regenerate": (chatbot.retry, chat.regenerate, session),
        "edit": (chatbot.edit, chat.edit, session),
        "continue": (page["continue_button"].click, chat.continue_answer, session),
        **find_starts(page, find),
    }
    for name, (event, action, inputs) in starts.items():
        start = listen(page, event, settled(action), inputs, chat_outputs(page))
        if name in FIND_STARTS:  # the composer tells of a change only where its text changes
            start.then(None, page["composer"], page["file_list"], js=LIST_FILES, **PRIVATE)
        show_answer(page, chat, panel, settled, start, name)
    page["live"].change(None, [page["live"], chatbot], chatbot, js=SHOW_LIVE, **PRIVATE)
    listen(page, composer.stop, chat.stop, session, ())
    for clear in (page["new_chat"].click, chatbot.clear):
        listen(page, clear, settled(chat.new_chat), session, chat_outputs(page))
    listen(page, chatbot.undo, settled(chat.undo), session, chat_outputs(page))


def show_answer(
    page: Page, chat: ChatActions, panel: PanelActions, settled: Settled, start: Any, name: str
) -> None:
    """After an event that may have begun an answer: its stream, and its end.

    Neither waits for one before it: a stream that was left ends only with its next update, and
    Gradio passes over an event that is still running.
    """
    run = ("session", f"start_{name}")
    stream = start.then(
        chat.stream,
        [page[component] for component in (*run, "system_prompt", *CONTROL_NAMES)],
        page["live"],
        postprocess=False,
        concurrency_limit=None,
        trigger_mode="multiple",
        **PRIVATE,
    )
    finish = settled(chat.draw_and_finish)
    done = listen(page, stream.then, finish, run, chat_outputs(page), trigger_mode="multiple")
    listen(page, done.then, panel.notice_failure, ("session",), STATUS)


def wire_sidebar(
    page: Page,
    chat: ChatActions,
    panel: PanelActions,
    sidebar: SidebarActions,
    settled: Settled,
    loaded: Any,
) -> None:
    """The side list of conversations, and the one that the page's address names."""
    session, outputs = ("session",), (*chat_outputs(page), "system_prompt")
    opened = ("session", "conversation_id", "utc_offset")
    resumed = listen(page, loaded.then, sidebar.resume, opened, outputs, js=OPENED)
    show_answer(page, chat, panel, settled, resumed, "resume")
    clicked = listen(page, page["conversations"].click, sidebar.act, session, outputs)
    show_answer(page, chat, panel, settled, clicked, "open")
    page["conversation_id"].change(None, page["conversation_id"], None, js=ADDRESS, **PRIVATE)
    search = ("session", "search")
    listen(page, page["search"].change, sidebar.search, search, LIST, trigger_mode="always_last")
    for name, action in (("export", sidebar.export_open), ("export_all", sidebar.export_all)):
        listen(page, page[name].click, action, session, ("exported", "notice"))
    page["exported"].change(None, page["exported"], None, js=SAVE_LINK, **PRIVATE)
    imported = ("session", "import_file")
    listen(page, page["import_file"].upload, sidebar.import_file, imported, (*LIST, "notice"))


def settling(sidebar: SidebarActions) -> Settled:
    """Makes of an action one that keeps what it has changed, and shows the list as it is then."""

    def settled(action: Action) -> Action:
        @functools.wraps(action)
        async def call(session: Session, *args: Any) -> Updates:
            updates = action(session, *args)
            if inspect.isawaitable(updates):
                updates = await updates
            kept: Updates = await sidebar.conversations.settle(session)
            listed: Updates = await sidebar.list(session)
            return {**updates, **kept, **listed}

        return call

    return settled


def find_starts(page: Page, find: FindActions) -> Starts:
    """What starts an answer from the Find tab."""
    asked = ("session", *UPLOADS)
    search = (*asked, "find_query", "find_points")
    clicks = [page["find"].click, page["find_query"].submit]
    question = (*asked, "region_picture", "region_question")
    sides = tuple(f"region_{side}" for side in REGION_SIDES)
    ask, zoom = page["ask_region"].click, page["zoom"].click
    about = (*question, "region_crop", *sides)
    return {
        "find": (functools.partial(gr.on, clicks), find.find, search),
        "ask_region": (ask, find.ask_region, about),
        "zoom": (zoom, find.zoom, (*question, *sides)),
    }
