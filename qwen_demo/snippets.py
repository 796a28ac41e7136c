"""One chat request as code for five clients, ready to paste and run.

Pure strings; knows only the standard library. A person's text ends up inside code, so every value
is written as a Python or JSON literal, or escaped for the shell.
"""

import itertools
import json
import pprint
import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """One message; its pictures and videos are names of files in the current folder."""

    role: str
    text: str
    picture_names: tuple[str, ...] = ()
    video_names: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """(name, type of content part) of each picture and video."""
        pictures = ((name, "image_url") for name in self.picture_names)
        return (*pictures, *((name, "video_url") for name in self.video_names))


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """What the code shall send: a conversation that ends with a question.

    `sampling` holds fields of a chat completion request (chat.Sampling.to_request).
    """

    base_url: str
    model: str
    messages: tuple[Said, ...]
    system_prompt: str = ""
    sampling: dict[str, Any] = field(default_factory=dict)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """(name, type of content part) of each picture and video of all messages."""
        return tuple(file for message in self.messages for file in message.files)


PICTURE_FUNCTION = """

def data_url(path):
    kind = mimetypes.guess_type(path)[0] or "image/jpeg"
    return f"data:{kind};base64,{base64.b64encode(open(path, 'rb').read()).decode()}"
"""
NOT_OPENAI = {"top_k", "min_p", "repetition_penalty"}
"""Fields that vLLM adds to the OpenAI API; the openai package sends them as `extra_body`."""


def python_literal(value: Any, indent: int = 0) -> str:
    """A value as Python code, later lines indented; JSON's strings are Python's too."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    text = pprint.pformat(value, width=88 - indent, sort_dicts=False)
    return text.replace("\n", "\n" + " " * indent)


def python_messages(request: ChatRequest) -> str:
    """The assignment of `messages`; pictures and videos are calls of `data_url`."""
    system = [Said("system", request.system_prompt)] if request.system_prompt else []
    lines = (line for said in (*system, *request.messages) for line in python_message(said))
    return "\n".join(["messages = [", *lines, "]"])


def python_message(said: Said) -> list[str]:
    """The lines of one message."""
    text = python_literal(said.text)
    if not said.files:
        return [f'    {{"role": "{said.role}", "content": {text}}},']
    lines = [f'    {{"role": "{said.role}", "content": [']
    for name, kind in said.files:
        url = f"data_url({python_literal(name)})"
        lines.append(f'        {{"type": "{kind}", "{kind}": {{"url": {url}}}}},')
    return [*lines, f'        {{"type": "text", "text": {text}}},', "    ]},"]


def python_head(request: ChatRequest, modules: list[str], package: str) -> str:
    """Imports, the function that reads pictures where there are any, and the messages."""
    if request.files:
        modules = [*modules, "base64", "mimetypes"]
    imports = "\n".join(f"import {module}" for module in sorted(modules))
    helper = PICTURE_FUNCTION if request.files else ""
    return f"{imports}\n\n{package}\n{helper}\n\n{python_messages(request)}\n"


def to_openai(request: ChatRequest) -> str:
    """Streaming, with the openai package."""
    known = {k: v for k, v in request.sampling.items() if k not in NOT_OPENAI}
    extra = {k: v for k, v in request.sampling.items() if k in NOT_OPENAI}
    options = [f"    {name}={python_literal(value, 4)},\n" for name, value in known.items()]
    options += [f"    extra_body={python_literal(extra, 4)},\n"] if extra else []
    return f"""{python_head(request, ["os"], "from openai import OpenAI")}
client = OpenAI(
    base_url={python_literal(request.base_url + "/v1")},
    api_key=os.environ.get("OPENAI_API_KEY", "none"),
)
stream = client.chat.completions.create(
    model={python_literal(request.model)},
    messages=messages,
{"".join(options)}    stream=True,
)
for chunk in stream:
    if chunk.choices and chunk.choices[0].delta.content:
        print(chunk.choices[0].delta.content, end="", flush=True)
print()
"""


def python_body(request: ChatRequest) -> str:
    """The assignments of `headers` and `body` for a plain HTTP client."""
    fields = "".join(
        f"    {python_literal(name)}: {python_literal(value, 4)},\n"
        for name, value in request.sampling.items()
    )
    return f"""headers = {{"Authorization": f"Bearer {{os.environ.get('OPENAI_API_KEY', 'none')}}"}}
body = {{
    "model": {python_literal(request.model)},
    "messages": messages,
{fields}}}"""


def to_requests(request: ChatRequest) -> str:
    """The whole answer at once, with requests."""
    return f"""{python_head(request, ["os"], "import requests")}
{python_body(request)}
url = {python_literal(request.base_url + "/v1/chat/completions")}
response = requests.post(url, json=body, headers=headers, timeout=300)
response.raise_for_status()
print(response.json()["choices"][0]["message"]["content"])
"""


def to_aiohttp(request: ChatRequest) -> str:
    """The whole answer at once, with aiohttp."""
    return f"""{python_head(request, ["asyncio", "os"], "import aiohttp")}
{python_body(request)}


async def main():
    url = {python_literal(request.base_url + "/v1/chat/completions")}
    async with aiohttp.ClientSession(headers=headers, raise_for_status=True) as session:
        async with session.post(url, json=body) as response:
            answer = await response.json()
            print(answer["choices"][0]["message"]["content"])


asyncio.run(main())
"""


def to_gradio_client(request: ChatRequest) -> str:
    """Streaming, with gradio_client; the page's route takes the first three settings.

    And earlier messages as text: all pictures go with the last.
    """
    files = ", ".join(f"handle_file({python_literal(name)})" for name, _ in request.files)
    names = [n for n in ("temperature", "top_p", "max_tokens") if n in request.sampling]
    options = "".join(f"    {name}={request.sampling[name]!r},\n" for name in names)
    if request.system_prompt:
        options += f"    system_prompt={python_literal(request.system_prompt)},\n"
    *earlier, question = request.messages
    if earlier:
        history = [{"role": said.role, "content": said.text} for said in earlier]
        options += f"    history={python_literal(history, 4)},\n"
    return f"""from gradio_client import Client, handle_file

client = Client({python_literal(request.base_url)})
job = client.submit(
    message={python_literal(question.text)},
    files=[{files}],
{options}    api_name="/chat",
)
shown = ""
for answer in job:
    print(answer[len(shown) :], end="", flush=True)
    shown = answer
print()
"""


def heredoc(text: str) -> str:
    """Text for an unquoted here-document, in which the shell would else replace `$`, backticks."""
    return text.replace("\\", "\\\\").replace("`", "\\`").replace("$", "\\$")


def curl_content(said: Said, numbers: Iterator[int]) -> Any:
    """The content of a message; each file is a numbered mark."""
    if not said.files:
        return said.text
    parts = [{"type": kind, kind: {"url": f"@FILE{next(numbers)}@"}} for _, kind in said.files]
    return [*parts, {"type": "text", "text": said.text}]


def to_curl(request: ChatRequest) -> str:
    """The whole answer as JSON, with curl in a POSIX shell."""
    kinds = [kind for _, kind in request.files]
    numbers = itertools.count(1)
    messages = [
        {"role": said.role, "content": curl_content(said, numbers)} for said in request.messages
    ]
    if request.system_prompt:
        messages.insert(0, {"role": "system", "content": request.system_prompt})
    body = {"model": request.model, "messages": messages, **request.sampling}
    text = heredoc(json.dumps(body, indent=2, ensure_ascii=False))
    for i, kind in enumerate(kinds, 1):
        media_type = "image/jpeg" if kind == "image_url" else "video/mp4"
        text = text.replace(f'"@FILE{i}@"', f'"data:{media_type};base64,$FILE{i}"')
    reads = "".join(
        f"FILE{i}=$(base64 < {shlex.quote(name)} | tr -d '\\n')\n"
        for i, (name, _) in enumerate(request.files, 1)
    )
    return f"""{reads}curl {shlex.quote(request.base_url + "/v1/chat/completions")} \\
  -H "Content-Type: application/json" \\
  -H "Authorization: Bearer ${{OPENAI_API_KEY:-none}}" \\
  --data-binary @- <<END_OF_BODY
{text}
END_OF_BODY
"""


CLIENTS: dict[str, Callable[[ChatRequest], str]] = {
    "openai": to_openai,
    "requests": to_requests,
    "aiohttp": to_aiohttp,
    "curl": to_curl,
    "gradio_client": to_gradio_client,
}
"""Each client's converter, by the name that the page shows."""
