"""The chat page as a person uses it."""

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Request

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
EXAMPLES = Path(__file__).resolve().parents[2] / "assets" / "examples"
CAT, COFFEE = EXAMPLES / "chelsea.jpg", EXAMPLES / "coffee.jpg"


class ChatPage:
    """One open page. Records requests to other hosts and errors of scripts."""

    def __init__(self, context: BrowserContext, url: str, artifacts: Path) -> None:
        self.context = context
        self.artifacts = artifacts
        self.outside_requests: list[str] = []
        self.script_errors: list[str] = []
        context.set_default_timeout(90_000)  # engine and browser share two cores
        self.tab = context.new_page()
        self.url = url
        self.origin = "/".join(url.split("/")[:3])
        context.on("requestfinished", self.note_request)
        context.on("requestfailed", self.note_request)
        self.tab.on("pageerror", lambda error: self.script_errors.append(str(error)))
        self.tab.goto(url)
        self.composer.wait_for()

    def note_request(self, request: Request) -> None:
        """Note a request to another host, unless the page's own CSP stopped it in the browser."""
        is_outside = not request.url.startswith((self.origin, "data:", "blob:"))
        if is_outside and request.failure != "csp":
            self.outside_requests.append(request.url)

    @property
    def composer(self) -> Locator:
        return self.tab.locator("#composer textarea")

    @property
    def answers(self) -> Locator:
        """The chat's bot messages, figures included."""
        return self.tab.locator("#chatbot [data-testid=bot]")

    @property
    def questions(self) -> Locator:
        return self.tab.locator("#chatbot [data-testid=user]")

    @property
    def notice(self) -> Locator:
        return self.tab.locator("#notice")

    @property
    def stop_button(self) -> Locator:
        return self.tab.locator("#composer .stop-button")

    def wait_ready(self) -> None:
        self.tab.locator("#status.ready").wait_for()

    def attach(self, *files: Path) -> None:
        """Choose files with the attach button."""
        self.tab.locator("#composer input[type=file]").set_input_files(files)
        for file in files:
            self.tab.locator("#attachments", has_text=file.name).wait_for()

    def send(self, text: str) -> None:
        self.composer.fill(text)
        self.composer.press("Enter")

    def ask(self, text: str) -> str:
        """Send a question and wait for the whole answer; its text without the figures."""
        finished = self.tab.locator("#chatbot .stats").count()
        self.send(text)
        self.tab.locator("#chatbot .stats").nth(finished).wait_for()
        return self.last_answer()

    def start_long_answer(self) -> None:
        """Ask for what can't end early, an array of thousands of numbers; wait for its start."""
        schema = {"type": "array", "items": {"type": "integer"}, "minItems": 5000}
        if not self.tab.locator("#json-schema").is_visible():
            self.tab.get_by_role("button", name="Advanced").click()
        self.tab.locator("#json-schema textarea").fill(json.dumps(schema))
        self.tab.locator("#max-tokens input[type=number]").fill("6000")
        self.send("Write numbers.")
        self.answers.filter(has_text="[").wait_for()

    def last_answer(self) -> str:
        texts = self.tab.locator("#chatbot .bot-row").last.locator(".message-content")
        return texts.first.inner_text()

    def open_panel(self, tab: str) -> None:
        """Show a tab of the side panel, by its English name."""
        if not self.tab.locator("#panel").is_visible():
            self.tab.click("#panel-toggle")
        self.tab.locator("#tabs").get_by_role("tab", name=tab, exact=True).click()

    def screenshot(self, name: str) -> None:
        """Keep a picture of the page as an artifact of the run."""
        self.artifacts.mkdir(exist_ok=True)
        self.tab.screenshot(path=self.artifacts / f"{name}.png")

    def close(self) -> None:
        self.context.close()
