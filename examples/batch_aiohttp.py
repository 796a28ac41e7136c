"""Ask several questions at the same time with aiohttp; the engine works on them together."""

import asyncio
import os

import aiohttp

URL = os.environ.get("QWEN_DEMO_URL", "http://localhost:3001")


async def ask(session: aiohttp.ClientSession, prompt: str) -> str:
    """One question, one answer."""
    body = {
        "model": "Qwen3-VL-8B-Instruct-4bit-GPTQ",
        "messages": [{"role": "user", "content": prompt}],
    }
    async with session.post(f"{URL}/v1/chat/completions", json=body) as response:
        response.raise_for_status()
        answer = await response.json()
        return answer["choices"][0]["message"]["content"]


async def main() -> None:
    prompts = ["Who are you?", "What can you do?", "你好"]
    async with aiohttp.ClientSession() as session:
        for answer in await asyncio.gather(*(ask(session, prompt) for prompt in prompts)):
            print(answer)


asyncio.run(main())
