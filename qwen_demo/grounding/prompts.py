"""How a model is asked for boxes and points, and the schema that its answer must follow.

Sources: the prompts of the 2D grounding notebook in Qwen3-VL's cookbooks (bbox_2d and point_2d in
0..1000 of the picture); the schema bounds the list so that no answer repeats itself for ever.
"""

from typing import Any

MAX_ITEMS = 100
EVERYTHING = "objects"


def detect_prompt(query: str) -> str:
    """Ask for a box around each thing that the query names; an empty query means everything."""
    if not query:
        return "Locate all objects in the image and output bbox coordinates in JSON format."
    return (
        f'Locate every instance that belongs to the following categories: "{query}". '
        "Report bbox coordinates in JSON format."
    )


def point_prompt(query: str) -> str:
    """Ask for a point on each thing that the query names."""
    return f"Locate the {query or EVERYTHING} with points, report point coordinates in JSON format."


def answer_schema(coordinates: str) -> dict[str, Any]:
    """The JSON schema of a list of detections; `coordinates` is "bbox_2d" or "point_2d"."""
    length = {"bbox_2d": 4, "point_2d": 2}[coordinates]
    number = {"type": "integer", "minimum": 0, "maximum": 1000}
    numbers = {"type": "array", "items": number, "minItems": length, "maxItems": length}
    item = {
        "type": "object",
        "properties": {coordinates: numbers, "label": {"type": "string", "maxLength": 100}},
        "required": [coordinates, "label"],
        "additionalProperties": False,
    }
    return {"type": "array", "items": item, "maxItems": MAX_ITEMS}
