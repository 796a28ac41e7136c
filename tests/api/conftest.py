"""A second app for tests that need other flags than the defaults."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.conftest import RunningServer, launch


@pytest.fixture(scope="package")
def keyed_server() -> Iterator[RunningServer]:
    """An app that asks for the key `secret` and may fetch pictures from this machine."""
    with ExitStack() as stack:
        env = {"QWEN_DEMO_API_KEY": "secret"}
        running = launch(stack, "--allow-private-media-urls", "--log-format", "json", env=env)
        running.wait_ready()
        yield running
