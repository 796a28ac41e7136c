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
from qwen_demo.ui.context import ContextActions
from qwen_demo.ui.controls import CONTROL_NAMES
from qwen_demo.ui.detect import DetectApi
from qwen_demo.ui.find import FindActions
from qwen_demo.ui.find_layout import REGION_SIDES
from qwen_demo.ui.layout import TASKS, Page
from qwen_demo.ui.panel import PanelActions
from qwen_demo.ui.session import STARTS, Session
from qwen_demo.ui.sidebar import SidebarActions
from qwen_demo.ui.texts import LANGUAGES
from qwen_demo.ui.views import Updates

Action = Callable[..., Any]
Starts = dict[str, tuple[Any, Action, tuple[str, ...]]]
"""What starts an answer, by name: an event, an action, and its inputs."""
FIND_STARTS = ("find", "ask_region", "zoom")
Settled = Callable[[Action], Action]
"""Makes of an action one after which what it has changed is kept."""

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
LIST = ("conversations",)
INTERNAL = {
    *("session", "live", "file_list", "saved", "archive", "conversation_id", "utc_offset"),
    "exported",
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
OPENED = "(session) => qwenDemo.opened(session)"
ADDRESS = "(id) => qwenDemo.showAddress(id)"
SAVE_FILE = "(text) => qwenDemo.saveFile(text)"
SAVE_LINK = "(path) => qwenDemo.saveLink(path)"


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
    """After an event that may have begun an answer: its stream, and its end."""
    run = ("session", f"start_{name}")
    stream = start.then(
        chat.stream,
        [page[component] for component in (*run, "system_prompt", *CONTROL_NAMES)],
        page["live"],
        postprocess=False,
        concurrency_limit=None,
        **PRIVATE,
    )
    finish = settled(chat.draw_and_finish)
    done = listen(page, stream.then, finish, run, chat_outputs(page))
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


def no_history(action: Action) -> Action:
    """An action where nothing is kept."""
    return action


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


def chat_outputs(page: Page) -> tuple[str, ...]:
    """What may change with the conversation."""
    return (*CHAT, "conversation_id", *LIST) if "conversations" in page.components else CHAT


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
    chosen = ("context", *chat_outputs(page)) if settled is not no_history else ("context",)
    listen(page, page["pictures_sent"].input, settled(context.choose_pictures), pictures, chosen)
    outputs = chat_outputs(page)
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
