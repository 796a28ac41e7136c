"""What server.py decides: who may sign in, and when to warn that everything is open."""

import logging
from pathlib import Path

import pytest

from qwen_demo.api.auth import ApiKeys
from qwen_demo.errors import UsageError
from qwen_demo.server import data_dir, kept_conversations, rate_limiter, sign_in, warn_if_open
from qwen_demo.settings import Settings


def test_nobody_is_asked_without_keys_and_users() -> None:
    assert sign_in((), ApiKeys()) is None


def test_with_keys_alone_a_key_is_the_password() -> None:
    accepts = sign_in((), ApiKeys(["secret"]))
    assert accepts
    assert accepts("anyone", "secret")
    assert not accepts("anyone", "wrong")


def test_with_users_a_key_opens_nothing() -> None:
    accepts = sign_in(("ann:pass:word", "bob:x"), ApiKeys(["secret"]))
    assert accepts
    assert accepts("ann", "pass:word")
    assert not accepts("ann", "x")
    assert not accepts("bob", "secret")


@pytest.mark.parametrize(
    ("settings", "warned"),
    [
        (Settings(), ""),
        (Settings(host="0.0.0.0"), "Page and api are open"),
        (Settings(host="0.0.0.0", ui_auth=("a:b",)), "The api is open"),
        (Settings(host="0.0.0.0", api_key=("k",)), ""),
    ],
)
def test_a_public_address_without_keys_is_warned_of(
    settings: Settings, warned: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        warn_if_open(settings)
    assert caplog.text.count("open to anyone") == bool(warned)
    assert warned in caplog.text


@pytest.mark.parametrize(
    ("limit", "storage"), [("often", "memory://"), ("5/minute", "nonsense://x")]
)
def test_a_rate_limit_that_makes_no_sense_is_a_usage_error(limit: str, storage: str) -> None:
    with pytest.raises(UsageError, match="--rate-limit"):
        rate_limiter(Settings(rate_limit=limit, rate_limit_storage=storage))


def test_conversations_are_kept_as_the_options_say(tmp_path: Path) -> None:
    assert kept_conversations(Settings(history="off", data_dir=str(tmp_path))) is None
    assert [*tmp_path.iterdir()] == []
    kept = kept_conversations(Settings(data_dir=str(tmp_path), ui_auth=("a:b",), away_timeout_s=7))
    assert kept
    assert (kept.accounts, kept.away_timeout_s) == (True, 7)
    assert (tmp_path / "history" / "history.db").exists()
    kept.store.close()
    url = f"sqlite:///{tmp_path}/other.db"
    other = kept_conversations(Settings(data_dir=str(tmp_path), history_url=url))
    assert other
    assert not other.accounts  # without users, a browser is the owner
    assert (tmp_path / "other.db").exists()
    other.store.close()


def test_the_data_folder_is_the_persons_own_or_the_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    home = Path.home()
    assert data_dir("~/x", {}) == home / "x"
    assert data_dir("", {}) == home / ".local/share/qwen-demo"
    assert data_dir("", {"XDG_DATA_HOME": "/srv/data"}) == Path("/srv/data/qwen-demo")
    for has_data, folder in ((True, Path("/data/qwen-demo")), (False, data_dir("", {}))):
        monkeypatch.setattr("os.access", lambda path, mode, there=has_data: there)
        assert data_dir("", {"SPACE_ID": "a/b"}) == folder
