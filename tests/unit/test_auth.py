"""API keys: which requests carry a valid one, and that none can be read back."""

import pytest
from starlette.datastructures import Headers

from qwen_demo.api.auth import ApiKeys, presented_keys
from qwen_demo.errors import Unauthorized


def test_without_keys_everyone_is_let_in():
    keys = ApiKeys(["", ""])
    assert not keys
    keys.check(Headers({}))


def test_a_key_is_not_kept_and_its_name_does_not_tell_it():
    keys = ApiKeys(["s3cret"])
    name = keys.key_name(Headers({"x-api-key": "s3cret"}))
    assert name is not None and name.startswith("key:")
    assert "s3cret" not in f"{vars(keys)} {keys!r} {name}"


def test_names_tell_keys_apart():
    keys = ApiKeys(["a", "b"])
    names = {keys.key_name(Headers({"x-api-key": key})) for key in "ab"}
    assert len(names) == 2 and None not in names


def test_a_wrong_key_is_refused():
    with pytest.raises(Unauthorized):
        ApiKeys(["a"]).check(Headers({"authorization": "Bearer aa"}))


def test_keys_beyond_ascii_work():
    assert ApiKeys(["schlüssel"]).accepts("schlüssel")


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"authorization": "Bearer  a "}, ["a"]),
        ({"authorization": "BEARER a", "x-api-key": "b"}, ["a", "b"]),
        ({"authorization": "Token a"}, []),
        ({"authorization": "Bearer"}, []),
        ({"x-api-key": ""}, []),
    ],
)
def test_both_headers_are_read(headers: dict[str, str], found: list[str]):
    assert presented_keys(Headers(headers)) == found
