"""`GET /openapi.json`: the public routes only. vLLM describes its own; here they are picked out.

Pure: vLLM's whole document in, ours out.
"""

import json
import re
from typing import Any

Schema = dict[str, Any]

REFERENCE = re.compile(r'"#/components/schemas/([^"]+)"')
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "type", "param", "code"],
            "properties": {
                "message": {"type": "string"},
                "type": {"type": "string"},
                "param": {"type": ["string", "null"]},
                "code": {"type": ["string", "null"]},
            },
        }
    },
}
DETECTION_REQUEST = {
    "type": "object",
    "required": ["image", "query"],
    "properties": {
        "model": {"type": "string"},
        "image": {"type": "string", "description": "A data URL, or an http(s) URL."},
        "query": {"type": "string", "maxLength": 500, "description": "What to find."},
        "max_tokens": {"type": "integer", "minimum": 1},
    },
}
OBJECT = {"application/json": {"schema": {"type": "object"}}}
SUMMARIES = {"/v1/detect": "Boxes of what is asked for", "/v1/point": "Points on what is asked for"}
SECURITY = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


def public_document(vllm: Schema, method_of: dict[str, str], needs_key: bool) -> Schema:
    """An OpenAPI document of `method_of` (path -> method) and the health routes."""
    paths = {path: _operation(path, method.lower(), vllm) for path, method in method_of.items()}
    known = {**vllm["components"]["schemas"], "Error": ERROR, "DetectionRequest": DETECTION_REQUEST}
    document: Schema = {
        "openapi": vllm["openapi"],
        "info": {"title": "Qwen3-VL", "version": "1"},
        "paths": {**_health_paths(), **paths},
        "components": {"schemas": _referred(paths, known)},
    }
    if needs_key:
        document["components"]["securitySchemes"] = SECURITY
        document["security"] = [{name: []} for name in SECURITY]
    return document


def _operation(path: str, method: str, vllm: Schema) -> Schema:
    """One path. Of its answers, vLLM's good one; each error has the same shape."""
    if path in SUMMARIES:
        body = {"$ref": "#/components/schemas/DetectionRequest"}
        described: Schema = {
            "summary": SUMMARIES[path],
            "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
            "responses": {"200": {"description": "Detections", "content": OBJECT}},
        }
    else:
        described = vllm["paths"][path][method]
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    answers = {
        "200": described["responses"]["200"],
        "default": {"description": "An error", "content": error},
    }
    return {method: {**described, "responses": answers}}


def _health_paths() -> Schema:
    answers = {
        "200": {"description": "Ready", "content": OBJECT},
        "503": {"description": "Not ready", "content": OBJECT},
    }
    alive = {"200": {"description": "Alive", "content": OBJECT}}
    return {
        "/health": {"get": {"summary": "Readiness", "responses": answers, "security": []}},
        "/health/live": {"get": {"summary": "Liveness", "responses": alive, "security": []}},
    }


def _referred(paths: Schema, known: Schema) -> Schema:
    """The schemas that the paths refer to, also through one another."""
    found: Schema = {}
    wanted = set(REFERENCE.findall(json.dumps(paths)))
    while wanted:
        name = wanted.pop()
        found[name] = known[name]
        wanted |= set(REFERENCE.findall(json.dumps(known[name]))) - found.keys()
    return dict(sorted(found.items()))
