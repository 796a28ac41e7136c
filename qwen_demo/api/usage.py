"""Token counts of an answer that has gone out, for the log. No stream is parsed for them."""

import json
from collections.abc import Mapping
from typing import Any

from qwen_demo.chat import Usage

RESPONSE_COMPLETED = b"event: response.completed\ndata: "


def usage_of(state: Mapping[str, Any], last_body: bytes) -> Usage | None:
    """The counts, or None where an answer was cut off.

    vLLM's chat and completion handlers leave them in the request's state. The Responses API and
    our own routes only send them: in the whole answer, or in the event that ends a stream.
    """
    counts = getattr(state.get("request_metadata"), "final_usage_info", None)
    if counts is not None:
        return Usage(counts.prompt_tokens, counts.completion_tokens or 0)
    try:
        content = json.loads(last_body.removeprefix(RESPONSE_COMPLETED))
    except ValueError:
        return None
    return _sent_usage(content)


def _sent_usage(content: Any) -> Usage | None:
    if not isinstance(content, dict):
        return None
    usage = content.get("response", content).get("usage")
    if not isinstance(usage, dict):
        return None
    prompt = usage.get("prompt_tokens", usage.get("input_tokens"))
    completion = usage.get("completion_tokens", usage.get("output_tokens"))
    if not isinstance(prompt, int) or not isinstance(completion, int):
        return None
    return Usage(prompt, completion)
