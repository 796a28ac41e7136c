"""The HTTP gateway in front of vLLM's own API: routes, keys, limits, checks, errors."""
