"""Ask about a picture with LiteLLM, then ask on; both answers stream.

Needs `pip install litellm`.
Usage: python examples/image_litellm.py picture.png "What is in this picture?"
"""

import base64
import mimetypes
import os
import sys
from pathlib import Path

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # else it asks the internet for one

from litellm import completion

picture, question = Path(sys.argv[1]), sys.argv[2]
media_type = mimetypes.guess_type(picture)[0] or "image/png"
url = f"data:{media_type};base64,{base64.b64encode(picture.read_bytes()).decode()}"
image = {"type": "image_url", "image_url": {"url": url}}
messages: list[dict[str, object]] = []

for content in ([image, {"type": "text", "text": question}], "How many objects are there?"):
    messages.append({"role": "user", "content": content})
    stream = completion(
        model="openai/Qwen3-VL-8B-Instruct-4bit-GPTQ",
        api_base=os.environ.get("QWEN_DEMO_URL", "http://localhost:3001") + "/v1",
        api_key=os.environ.get("QWEN_DEMO_API_KEY", "none"),
        messages=messages,
        stream=True,
    )
    answer = ""
    for chunk in stream:
        delta = chunk.choices[0].delta.content or ""
        answer += delta
        print(delta, end="", flush=True)
    print()
    messages.append({"role": "assistant", "content": answer})
