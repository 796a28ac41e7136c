#!/bin/sh
# Ask over HTTP with curl: health, one question, several turns, sampling. Usage: examples/chat.sh [URL]
set -eu
URL=${1:-${QWEN_DEMO_URL:-http://localhost:3001}}

curl -fsS "$URL/health"
echo

curl -fsS "$URL/v1/chat/completions" \
  -H "Content-Type: application/json" \
  -d '{
    "model": "Qwen3-VL-8B-Instruct-4bit-GPTQ",
    "messages": [{"role": "user", "content": "你好,请介绍一下自己"}],
    "temperature": 0.7
  }'
echo

curl -fsS "$URL/v1/chat/completions" \
  -H "Content-Type: application/json" \
  -d '{
    "model": "Qwen3-VL-8B-Instruct-4bit-GPTQ",
    "messages": [
      {"role": "user", "content": "Hello!"},
      {"role": "assistant", "content": "Hello! What would you like to know?"},
      {"role": "user", "content": "What can you do?"}
    ],
    "temperature": 0.9,
    "max_tokens": 100,
    "top_p": 0.9,
    "frequency_penalty": 0.5
  }'
echo
