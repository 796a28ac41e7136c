"""Hostile and odd pictures on the real engine: refused at once by name, or seen; memory stays."""

import time
from collections.abc import Iterator

import psutil
import pytest

from tests.api.picture_corpus import BAD, GOOD
from tests.api.test_hostile import CHAT, data_url, error_of, post, says, showing
from tests.conftest import RunningServer

MAX_GROWTH_MB = 400


@pytest.fixture(scope="module", autouse=True)
def memory_stays(server: RunningServer) -> Iterator[None]:
    def used_mb() -> float:
        return psutil.Process(server.process.pid).memory_info().rss / 2**20

    assert post(server, CHAT, showing(data_url(GOOD["a progressive JPEG"]))).ok
    before_mb = used_mb()
    yield
    assert used_mb() - before_mb < MAX_GROWTH_MB


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_a_bad_picture_is_refused_at_once_and_named(server: RunningServer, data: bytes) -> None:
    began = time.monotonic()
    reply = post(server, CHAT, showing(data_url(data)))
    assert reply.status_code == 400 and time.monotonic() - began < 5
    error = error_of(reply)
    assert (error["param"], error["code"]) == ("messages[0].content[1].image_url", "invalid_image")


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD)
def test_an_odd_but_good_picture_is_seen(server: RunningServer, data: bytes) -> None:
    text_only = post(server, CHAT, says("?")).json()["usage"]["prompt_tokens"]
    reply = post(server, CHAT, showing(data_url(data)))
    assert reply.status_code == 200, reply.text
    assert reply.json()["usage"]["prompt_tokens"] > text_only + 2
