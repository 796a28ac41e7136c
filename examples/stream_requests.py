"""Print an answer while it is written, with requests and no other library."""

import json
import os

import requests

URL = os.environ.get("QWEN_DEMO_URL", "http://localhost:3001")
body = {
    "model": "Qwen3-VL-8B-Instruct-4bit-GPTQ",
    "messages": [{"role": "user", "content": "What can you do?"}],
    "stream": True,
}
with requests.post(f"{URL}/v1/chat/completions", json=body, stream=True, timeout=120) as response:
    response.raise_for_status()
    for line in response.iter_lines():
        data = line.decode().removeprefix("data: ")
        if data and data != "[DONE]":
            delta = json.loads(data)["choices"][0]["delta"]
            print(delta.get("content") or "", end="", flush=True)
print()
