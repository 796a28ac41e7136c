#!/bin/sh
# Ask about a picture with the `llm` command line (pip install llm), then ask on. Answers stream.
# Usage: examples/image_llm.sh picture.png "What is in this picture?"
set -eu
URL=${QWEN_DEMO_URL:-http://localhost:3001}

# llm finds its models, keys and conversations in this folder; leave this out to use your own.
LLM_USER_PATH=${LLM_USER_PATH:-$(mktemp -d)}
export LLM_USER_PATH
cat >"$LLM_USER_PATH/extra-openai-models.yaml" <<MODELS
- model_id: qwen-demo
  model_name: Qwen3-VL-8B-Instruct-4bit-GPTQ
  api_base: $URL/v1
  api_key_name: qwen-demo
  vision: true
MODELS

llm keys set qwen-demo --value "${QWEN_DEMO_API_KEY:-none}"
llm -m qwen-demo -a "$1" "$2"
llm -c "How many objects are there?"
