"""Ask about a picture with LangChain's ChatOpenAI, then ask on; both answers stream.

Needs `pip install langchain-openai`.
Usage: python examples/image_langchain.py picture.png "What is in this picture?"
"""

import base64
import mimetypes
import os
import sys
from pathlib import Path

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_openai import ChatOpenAI

chat = ChatOpenAI(
    base_url=os.environ.get("QWEN_DEMO_URL", "http://localhost:3001") + "/v1",
    api_key=os.environ.get("QWEN_DEMO_API_KEY", "none"),
    model="Qwen3-VL-8B-Instruct-4bit-GPTQ",
    stream_usage=True,
)
picture, question = Path(sys.argv[1]), sys.argv[2]
image = {
    "type": "image",
    "base64": base64.b64encode(picture.read_bytes()).decode(),
    "mime_type": mimetypes.guess_type(picture)[0] or "image/png",
}
messages: list[BaseMessage] = []

for content in ([image, {"type": "text", "text": question}], "How many objects are there?"):
    messages.append(HumanMessage(content))
    answer = ""
    for chunk in chat.stream(messages):
        answer += chunk.text
        print(chunk.text, end="", flush=True)
    print()
    messages.append(AIMessage(answer))
