"""Our chat contract on vLLM's chat completion handler: its SSE lines and errors become ours.

One of the few files that import from `vllm.entrypoints`; tests/api/test_contract.py holds what is
used here.
"""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

from pydantic import ValidationError

from qwen_demo.chat import ChatDelta, Message, Sampling, Usage
from qwen_demo.engine.media_ids import MediaIds
from qwen_demo.errors import DemoError, EngineFailure, InvalidRequest, NotReady


async def stream_chat(
    serving: Any,
    media_ids: MediaIds | None,
    model: str,
    messages: list[Message],
    sampling: Sampling,
    request_id: str,
) -> AsyncGenerator[ChatDelta, None]:
    """Stream one chat completion from vLLM's `OpenAIServingChat`, the API's own code path.

    `media_ids` spares it the pictures that it has seen; None where it keeps none. Closing the
    generator aborts the request. Raises: DemoError.
    """
    fields = request_fields(model, messages, sampling, request_id)
    if media_ids is None:
        stream = await open_stream(serving, fields)
    else:
        stream = await open_with_ids(serving, media_ids, fields)
    async with aclosing(stream):
        async for line in stream:
            if (delta := line_to_delta(line)) is not None:
                yield delta


async def open_with_ids(serving: Any, media_ids: MediaIds, fields: dict[str, Any]) -> Any:
    """The stream of a request whose known pictures stay here; all go where one was forgotten.

    Raises: DemoError.
    """
    messages = await asyncio.to_thread(media_ids.with_ids, fields["messages"])
    spared = media_ids.without_known(messages)
    try:
        stream = await open_stream(serving, {**fields, "messages": spared})
    except InvalidRequest:
        if spared == messages:
            raise
        stream = await open_stream(serving, {**fields, "messages": messages})
    media_ids.learn(messages)
    return stream


async def open_stream(serving: Any, fields: dict[str, Any]) -> Any:
    """vLLM's stream of SSE lines. Raises: DemoError."""
    from vllm.entrypoints.openai.chat_completion.protocol import ChatCompletionRequest

    try:
        stream = await serving.create_chat_completion(ChatCompletionRequest(**fields), None)
    except ValidationError as error:
        raise InvalidRequest(_first_message(error)) from error
    except Exception as error:
        raise _to_demo_error(error) from error
    if not hasattr(stream, "__aiter__"):
        raise _body_to_error(stream.model_dump()["error"])
    return stream


def request_fields(
    model: str, messages: list[Message], sampling: Sampling, request_id: str
) -> dict[str, Any]:
    """The fields of a streaming chat completion request.

    Where the last message is the assistant's, the answer goes on from there.
    """
    goes_on = bool(messages) and messages[-1]["role"] == "assistant"
    return {
        "model": model,
        "messages": messages,
        "stream": True,
        "stream_options": {"include_usage": True},
        "request_id": request_id,
        "add_generation_prompt": not goes_on,
        "continue_final_message": goes_on,
        **sampling.to_request(),
    }


def line_to_delta(line: str) -> ChatDelta | None:
    """One `data: {...}` line of a chat completion stream; None for the end and for empty chunks.

    Source of the format: OpenAI API reference, "chat completion chunk"; `reasoning` is vLLM's.
    Raises: DemoError for an error chunk.
    """
    data = line.removeprefix("data: ").strip()
    if data == "[DONE]" or not data:
        return None
    chunk = json.loads(data)
    if "error" in chunk:
        raise _body_to_error(chunk["error"])
    choice = chunk["choices"][0] if chunk["choices"] else {}
    delta = choice.get("delta", {})
    result = ChatDelta(
        text=delta.get("content") or "",
        reasoning=delta.get("reasoning") or "",
        finish_reason=choice.get("finish_reason"),
        usage=_usage(chunk.get("usage")),
    )
    return None if result == ChatDelta() else result


def _usage(usage: dict[str, Any] | None) -> Usage | None:
    return Usage(usage["prompt_tokens"], usage["completion_tokens"]) if usage else None


def _first_message(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])


def _to_demo_error(error: Exception) -> DemoError:
    """vLLM's own mapping of an exception to a status and a message."""
    from vllm.entrypoints.serve.exception_handling.error_response import create_error_response

    return _body_to_error(create_error_response(error).model_dump()["error"])


def _body_to_error(body: dict[str, Any]) -> DemoError:
    status, message = body.get("code"), body.get("message") or "The engine gave no reason."
    if status == 503:
        return NotReady(message, retry_after_s=5)
    if isinstance(status, int) and 400 <= status < 500:
        return InvalidRequest(message, param=body.get("param"))
    return EngineFailure(f"The engine failed on this request: {message}")
