"""How a model is asked for boxes and points, and how its answer is made to be readable.

Sources: the prompts of the 2D grounding notebook in Qwen3-VL's cookbooks (bbox_2d and point_2d in
0..1000 of the picture); the schema bounds the list so that no answer repeats itself for ever.
"""

from typing import Any, Literal

from qwen_demo.chat import ModelInfo, Sampling
from qwen_demo.grounding.detection import SCALE

Kind = Literal["bbox_2d", "point_2d"]
"""What a search asks for: a box around each thing, or a point on it."""

MAX_ITEMS = 100
MAX_TOKENS = 2048
MAX_QUERY_CHARACTERS = 500
WHICH_IMAGE = 'There are {count} images: say in "image" which one it is in, from 1 to {count}.'
EVERYTHING = "objects"


def search_prompt(query: str, kind: Kind, image_count: int = 1) -> str:
    """Ask for what the query names in so many pictures; an empty query means everything."""
    prompt = detect_prompt(query) if kind == "bbox_2d" else point_prompt(query)
    return prompt if image_count == 1 else f"{prompt} {WHICH_IMAGE.format(count=image_count)}"


def search_sampling(
    kind: Kind,
    model: ModelInfo,
    max_tokens: int = MAX_TOKENS,
    *,
    in_pixels: bool = False,
    image_count: int = 1,
) -> Sampling:
    """Greedy, within a schema, so that the answer can be read; numbers are in 0..1000 or pixels.

    The embedded model writes its list by itself, and says in words what is not there.
    """
    largest = None if in_pixels else SCALE
    schema = None if model.is_demo else answer_schema(kind, largest, image_count)
    return Sampling(temperature=0.0, max_tokens=max_tokens, json_schema=schema)


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


def answer_schema(kind: Kind, largest: int | None = SCALE, image_count: int = 1) -> dict[str, Any]:
    """The JSON schema of a list of detections, their numbers from 0 to `largest`.

    Of several pictures, each names its own, from 1.
    """
    length = {"bbox_2d": 4, "point_2d": 2}[kind]
    number = {"type": "integer", "minimum": 0} | ({"maximum": largest} if largest else {})
    numbers = {"type": "array", "items": number, "minItems": length, "maxItems": length}
    properties = {kind: numbers, "label": {"type": "string", "maxLength": 100}}
    if image_count > 1:
        properties["image"] = {"type": "integer", "minimum": 1, "maximum": image_count}
    item = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"type": "array", "items": item, "maxItems": MAX_ITEMS}
