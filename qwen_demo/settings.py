"""Our own options: one frozen dataclass. Each field's help is its line in `--help` and the README.

Everything else on the command line is vLLM's (see cli.py). Reads no environment and no files.
"""

from dataclasses import dataclass, field
from typing import Any


def option(default: Any, help: str, choices: tuple[str, ...] = (), secret: bool = False) -> Any:
    """A dataclass field whose help text is its `--help` line; a secret stays out of `repr`."""
    return field(default=default, repr=not secret, metadata={"help": help, "choices": choices})


def flag_name(field_name: str) -> str:
    """The flag of a field: `max_queue_wait_s` -> `--max-queue-wait`."""
    return "--" + field_name.removesuffix("_s").replace("_", "-")


@dataclass(frozen=True)
class Settings:
    """Options of this app; `cli.py` makes a flag of each (`max_body_mb` -> `--max-body-mb`)."""

    host: str = option("127.0.0.1", "Address to listen on.")
    port: int = option(3001, "Port to listen on.")
    exit_on_failure: bool = option(
        False,
        "Exit with code 1 when the model can't be loaded, instead of showing why on the page.",
    )
    api_key: tuple[str, ...] = option(
        (),
        "Keys that the API and programs on the page's route must send; also in QWEN_DEMO_API_KEY.",
        secret=True,
    )
    api_key_file: str = option("", "A file with one API key a line, besides those of --api-key.")
    ui_auth: tuple[str, ...] = option(
        (), "Users of the page as user:password; also in QWEN_DEMO_UI_AUTH.", secret=True
    )
    max_concurrent_requests: int = option(
        64, "Requests the engine works on at once, page and API together; the rest wait."
    )
    max_queued_requests: int = option(
        64,
        "Requests of each face that may wait for a slot; over it the answer is 429, Retry-After.",
    )
    max_queue_wait_s: float = option(60.0, "Longest wait for a slot in seconds; then 429.")
    drain_timeout_s: float = option(
        30.0,
        "On SIGTERM, how many seconds running answers may take to finish; a second one cuts them.",
    )
    max_body_mb: int = option(32, "Largest request body in MiB; over it the answer is 413.")
    request_timeout_s: float = option(
        600.0, "Longest time for one API request in seconds; then its answer ends with an error."
    )
    rate_limit: str = option(
        "", 'API requests per client (key, else address), such as "60/minute"; empty for no limit.'
    )
    rate_limit_storage: str = option(
        "memory://",
        "Where --rate-limit counts; redis://host:6379 for several replicas.",
        secret=True,  # it may hold a password
    )
    max_sequences: int = option(
        8, "Most answers that one API request may ask for (`n` times the number of prompts)."
    )
    max_image_mb: int = option(20, "Largest picture or video of an API request in MiB.")
    max_image_megapixels: int = option(50, "Largest picture of an API request in megapixels.")
    log_format: str = option(
        "text", "Log lines for people, or one JSON object a line.", choices=("text", "json")
    )
    allow_private_media_urls: bool = option(
        False, "Let API requests fetch pictures from private addresses. For trusted networks only."
    )

    history: str = option(
        "on", "Keep the page's conversations, or write nothing to disk.", choices=("on", "off")
    )
    data_dir: str = option(
        "",
        "Where conversations and their pictures are kept; by default ~/.local/share/qwen-demo, and "
        "/data/qwen-demo on a Space that has /data.",
    )
    history_url: str = option(
        "",
        "Database of the conversations as an SQLAlchemy URL, such as "
        "postgresql+psycopg://user:password@host/name; replicas share it and --data-dir.",
        secret=True,
    )
    history_mb: int = option(1024, "Pictures and files that one person may keep, in MiB.")
    history_total_mb: int = option(20480, "Pictures and files that all may keep, in MiB.")
    away_timeout_s: float = option(
        300.0, "How many seconds an answer goes on that no page shows any more."
    )

    @property
    def page_reserve(self) -> int:
        """Slots that only the page may use: an eighth of them, and at least one of several."""
        return min(max(1, self.max_concurrent_requests // 8), self.max_concurrent_requests - 1)
