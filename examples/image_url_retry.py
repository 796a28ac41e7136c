"""Ask about a picture on the web, and try again while the server is busy or still loading.

Usage: python examples/image_url_retry.py https://example.org/picture.jpg "What is this?"
"""

import os
import sys

import requests
from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_exponential

URL = os.environ.get("QWEN_DEMO_URL", "http://localhost:3001")
HEADERS = {"Authorization": f"Bearer {os.environ.get('QWEN_DEMO_API_KEY', 'none')}"}


class Busy(Exception):
    """The server said 429 or 503: worth another try."""


@retry(
    retry=retry_if_exception_type((Busy, requests.ConnectionError)),
    stop=stop_after_attempt(3),
    wait=wait_exponential(multiplier=1, min=4, max=10),
)
def ask(image_url: str, question: str) -> str:
    """One question about one picture; 400 and other client faults are not tried again."""
    content = [
        {"type": "text", "text": question},
        {"type": "image_url", "image_url": {"url": image_url}},
    ]
    body = {
        "model": "Qwen3-VL-8B-Instruct-4bit-GPTQ",
        "messages": [{"role": "user", "content": content}],
    }
    url = f"{URL}/v1/chat/completions"
    response = requests.post(url, json=body, headers=HEADERS, timeout=120)
    if response.status_code in (429, 503):
        raise Busy(response.text)
    if not response.ok:
        sys.exit(response.json()["error"]["message"])
    return response.json()["choices"][0]["message"]["content"]


print(ask(sys.argv[1], sys.argv[2]))
