"""Ask with requests: one answer, then a follow-up that sees the earlier turn."""

import os

import requests

URL = os.environ.get("QWEN_DEMO_URL", "http://localhost:3001")


def chat(prompt: str, history: list[dict[str, str]]) -> str:
    """Send the history and a new question; returns the answer's text."""
    messages = [*history, {"role": "user", "content": prompt}]
    body = {"model": "Qwen3-VL-8B-Instruct-4bit-GPTQ", "messages": messages}
    response = requests.post(f"{URL}/v1/chat/completions", json=body, timeout=120)
    response.raise_for_status()
    return response.json()["choices"][0]["message"]["content"]


answer = chat("Hello!", [])
print(answer)
turns = [{"role": "user", "content": "Hello!"}, {"role": "assistant", "content": answer}]
print(chat("What can you do?", turns))
