"""A chat page and an OpenAI-compatible API for Qwen3-VL on one in-process vLLM engine."""
