"""What a request body may not contain, beyond what vLLM itself checks. Pure: bytes in, errors out.

Each check is for a fault that vLLM 0.32 accepts, or answers with a 5xx or with its internals.
Everything else (ranges of temperature, lengths, schemas) is left to vLLM.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

from qwen_demo.api.detect import DETECT, check_body
from qwen_demo.errors import InvalidRequest, media_param

Body = dict[str, Any]

MAX_JSON_ITEMS = 500_000
"""Commas and brackets in a body. Millions of tiny values stall the event loop for seconds."""
SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
MAX_MESSAGES = 2048
MAX_PARTS = 4096
MAX_LIST_ITEMS = 1024
MAX_BAD_WORDS = 64
MEDIA_ROLES = ("user", "tool")
"""The chat templates of Qwen3-VL show pictures of other roles to nobody."""
ROLES = ("system", "developer", "user", "assistant", "tool", "function")
CHAT_PARTS = ("text", "image_url", "video_url", "refusal", "thinking")
RESPONSES_PARTS = (
    "input_text",
    "output_text",
    "input_image",
    "reasoning_text",
    "summary_text",
)
MEDIA_KEYS = {"image_url": "image_url", "video_url": "video_url", "input_image": "image_url"}
"""Which key of a part holds the address, by the part's type."""
NOT_OFFERED: dict[str, tuple[Any, ...]] = {
    "use_beam_search": (None, False),
    "best_of": (None, 1),
    "prompt_logprobs": (None,),
    "priority": (None, 0),
    "background": (None, False),
    "conversation": (None,),
    "truncate_prompt_tokens": (None,),
    "kv_transfer_params": (None,),
    "ec_transfer_params": (None,),
}
"""Fields that cost too much or reach into a cluster, each with the values that do no harm."""


@dataclass(frozen=True, slots=True)
class CheckedBody:
    """What the checks found out: which media a request holds, in the order of its parts."""

    media: tuple[tuple[str, str], ...]
    """(param, url) of each picture or video; param such as "messages[0].content[1].image_url"."""

    def place_of(self, param: str) -> str | None:
        """The part that an error made by `errors.media_param` is about."""
        return next((place for place, url in self.media if media_param(url) == param), None)


def parse_body(data: bytes) -> Body:
    """The JSON object of a body. Raises: InvalidRequest."""
    if sum(map(data.count, (b",", b"[", b"{"))) > MAX_JSON_ITEMS:
        raise InvalidRequest("The body holds too many values.")
    try:
        body = json.loads(data)
    except RecursionError:
        raise InvalidRequest("The body is nested too deeply.") from None
    except UnicodeDecodeError:
        raise InvalidRequest("The body is not UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InvalidRequest(f"The body is not JSON: {error.msg} ({where}).") from None
    except ValueError:  # an integer of more digits than Python converts
        raise InvalidRequest("The body holds a number that is too long.") from None
    if not isinstance(body, dict):
        raise InvalidRequest("The body must be a JSON object.")
    if SURROGATE.search(data):
        _check_unicode(body)
    return body


def _check_unicode(body: Body) -> None:
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InvalidRequest("The body holds half of a surrogate pair.") from None


def check_content_type(value: str | None) -> None:
    """Raises: InvalidRequest unless the body says that it is JSON."""
    media_type = (value or "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise InvalidRequest("The request needs the header `Content-Type: application/json`.")


def check_request(path: str, body: Body, max_sequences: int, max_logprobs: int) -> CheckedBody:
    """Raises: InvalidRequest for what vLLM would take but we don't offer."""
    _check_model(body)
    _check_not_offered(body)
    _check_lists(body)
    _check_logprobs(body, max_logprobs)
    _check_sequences(body, max_sequences)
    return CheckedBody(tuple(MEDIA_OF[path](body)))


def _check_model(body: Body) -> None:
    if not isinstance(body.get("model"), str | None):
        raise InvalidRequest("`model` must be a string.", param="model")


def _check_not_offered(body: Body) -> None:
    for name, harmless in NOT_OFFERED.items():
        if body.get(name) not in harmless:
            raise InvalidRequest(f"`{name}` is not offered by this server.", param=name)
    if body.get("echo") and body.get("logprobs") is not None:
        raise InvalidRequest("`echo` together with `logprobs` is not offered.", param="echo")


def _check_lists(body: Body) -> None:
    for name in ("stop", "stop_token_ids", "allowed_token_ids", "logit_bias", "logprob_token_ids"):
        _check_length(body, name, MAX_LIST_ITEMS)
    _check_length(body, "bad_words", MAX_BAD_WORDS)


def _check_length(body: Body, name: str, most: int) -> None:
    value = body.get(name)
    if isinstance(value, list | dict) and len(value) > most:
        raise InvalidRequest(f"`{name}` has {len(value)} items; at most {most}.", param=name)


def _check_logprobs(body: Body, most: int) -> None:
    for name in ("logprobs", "top_logprobs"):
        value = body.get(name)
        if _is_int(value) and not 0 <= value <= most:
            raise InvalidRequest(f"`{name}` must be between 0 and {most}.", param=name)


def _check_sequences(body: Body, most: int) -> None:
    n = body.get("n")
    if n is None:
        n = 1
    if not _is_int(n) or n < 1:
        raise InvalidRequest("`n` must be a whole number of at least 1.", param="n")
    prompts = _prompt_count(body.get("prompt"))
    if n * prompts > most:
        name = "n" if n > 1 else "prompt"
        raise InvalidRequest(f"At most {most} answers in one request.", param=name)


def _prompt_count(prompt: Any) -> int:
    """How many prompts a completion request holds; a list of token ids is one prompt."""
    if isinstance(prompt, list) and prompt and not _is_int(prompt[0]):
        return len(prompt)
    return 1


def _is_int(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _chat_media(body: Body) -> Iterator[tuple[str, str]]:
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise InvalidRequest("`messages` must be a list of at least one message.", param="messages")
    _check_length(body, "messages", MAX_MESSAGES)
    part_count = 0
    for index, message in enumerate(messages):
        place = f"messages[{index}]"
        _check_message(message, place)
        content = message.get("content")
        if isinstance(content, list):
            part_count += len(content)
            _check_part_count(part_count)
            for where, url in _part_media(content, f"{place}.content", CHAT_PARTS):
                _check_media_role(message["role"], where)
                yield where, url


def _check_message(message: Any, place: str) -> None:
    if not isinstance(message, dict):
        raise InvalidRequest(f"{place} must be an object.", param=place)
    role = message.get("role")
    if role not in ROLES:
        names = ", ".join(ROLES)
        raise InvalidRequest(f"{place}.role must be one of {names}.", param=f"{place}.role")
    content = message.get("content")
    may_be_null = role == "assistant" and ("tool_calls" in message or "function_call" in message)
    if not isinstance(content, str | list) and not (content is None and may_be_null):
        raise InvalidRequest(
            f"{place}.content must be a string or a list of content parts.",
            param=f"{place}.content",
        )


def _check_media_role(role: str, where: str) -> None:
    if role not in MEDIA_ROLES:
        raise InvalidRequest(f"{where}: pictures belong in messages of the user.", param=where)


def _check_part_count(count: int) -> None:
    if count > MAX_PARTS:
        raise InvalidRequest(f"At most {MAX_PARTS} content parts in one request.", param="messages")


def _part_media(parts: list[Any], place: str, known: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for index, part in enumerate(parts):
        where = f"{place}[{index}]"
        _check_part(part, where, known)
        kind = part["type"]
        if kind in MEDIA_KEYS:
            key = MEDIA_KEYS[kind]
            yield f"{where}.{key}", _media_url(part.get(key), f"{where}.{key}", kind)


def _check_part(part: Any, where: str, known: tuple[str, ...]) -> None:
    if not isinstance(part, dict):
        raise InvalidRequest(f"{where} must be an object.", param=where)
    if "uuid" in part:
        # vLLM takes it as the key of its picture cache: one client could see or replace another's.
        raise InvalidRequest(f"{where}.uuid is not offered.", param=f"{where}.uuid")
    kind = part.get("type")
    if kind not in known:
        names = ", ".join(known)
        raise InvalidRequest(f"{where}.type must be one of {names}.", param=f"{where}.type")
    if kind not in MEDIA_KEYS and not isinstance(part.get(_text_key(kind)), str):
        key = _text_key(kind)
        raise InvalidRequest(f"{where}.{key} must be a string.", param=f"{where}.{key}")


def _text_key(kind: str) -> str:
    return kind if kind in ("refusal", "thinking") else "text"


def _media_url(value: Any, where: str, kind: str) -> str:
    """The address of a picture or video: a string in the Responses API, else an object."""
    if kind != "input_image":
        if not isinstance(value, dict):
            raise InvalidRequest(f'{where} must be an object such as {{"url": ...}}.', param=where)
        if "uuid" in value:
            raise InvalidRequest(f"{where}.uuid is not offered.", param=f"{where}.uuid")
        value = value.get("url")
    if not isinstance(value, str) or not value:
        raise InvalidRequest(f"{where} holds no URL.", param=where)
    return value


def _responses_media(body: Body) -> Iterator[tuple[str, str]]:
    _check_tools(body)
    items = body.get("input")
    if isinstance(items, str):
        return
    if not isinstance(items, list) or not items:
        raise InvalidRequest("`input` must be a string or a list of items.", param="input")
    _check_length(body, "input", MAX_MESSAGES)
    for index, item in enumerate(items):
        place = f"input[{index}]"
        if not isinstance(item, dict):
            raise InvalidRequest(f"{place} must be an object.", param=place)
        for key in ("content", "output"):
            parts = item.get(key)
            if parts == [] and item.get("role") == "assistant":
                where = f"{place}.{key}"
                raise InvalidRequest(f"{where} must hold at least one part.", param=where)
            if isinstance(parts, list):
                _check_part_count(len(parts))
                yield from _part_media(parts, f"{place}.{key}", RESPONSES_PARTS)


def _check_tools(body: Body) -> None:
    """vLLM leaves tools that only OpenAI's servers have out without a word."""
    tools = body.get("tools") or []
    for index, tool in enumerate(tools if isinstance(tools, list) else []):
        if isinstance(tool, dict) and tool.get("type") != "function":
            where = f"tools[{index}].type"
            raise InvalidRequest(f"{where} must be function.", param=where)


def _completion_media(body: Body) -> Iterator[tuple[str, str]]:
    if body.get("prompt") in (None, []):
        raise InvalidRequest("`prompt` must be a string or a list.", param="prompt")
    yield from ()


def _detect_media(body: Body) -> Iterator[tuple[str, str]]:
    yield "image", check_body(body)


MEDIA_OF: dict[str, Callable[[Body], Iterator[tuple[str, str]]]] = {
    "/v1/chat/completions": _chat_media,
    "/v1/completions": _completion_media,
    "/v1/responses": _responses_media,
    **dict.fromkeys(DETECT, _detect_media),
}
