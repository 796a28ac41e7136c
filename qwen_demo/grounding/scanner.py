"""Finds the objects in an answer that say where something is: JSON, well formed or not, and tags.

One pass from left to right, without recursion and without going back, so that it takes linear time
and so that what is found in a prefix of an answer is a prefix of what is found in the whole: an
object counts once it is closed. It must not know what the values mean.

JSON is read as models write it: fenced or in prose, single quotes, bare keys, trailing commas,
missing or stray brackets, quotes inside strings. Tags are those of Qwen-VL (`<ref>`, `<box>`,
`<quad>`), of Qwen2-VL (`<|object_ref_start|>`, `<|box_start|>`), and `<points x1= y1= alt=>`, the
XML form of pointing in Qwen2.5-VL and Qwen3-VL.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

BOX_KEYS = ("bbox_2d", "bbox", "bounding_box", "box", "bboxes", "boxes")
POINT_KEYS = ("point_2d", "point", "points")
OTHER_PLACE_KEYS = ("bbox_3d", "box_2d", "quad")
PLACE_KEYS = frozenset((*BOX_KEYS, *POINT_KEYS, *OTHER_PLACE_KEYS))

MAX_DEPTH = 32
"""Brackets inside brackets that are followed; deeper ones are passed over."""

Fields = dict[str, Any]
"""One object: keys in lower case; values are str, float, None, list or Fields."""

NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")

_START = re.compile(
    r"""
      (?P<fence>```(?:json)?\s*+)
    | (?P<structure>\[(?=\s*+[\[{(\d."'+-])|\{(?=\s*+["'{\w]))
    | (?P<ref>(?:<ref>|<\|object_ref_start\|>)([^<]*+)(?:</ref>|<\|object_ref_end\|>))
    | (?P<box>(?:<box>|<\|box_start\|>)([^<]*+)(?:</box>|<\|box_end\|>))
    | (?P<quad>(?:<quad>|<\|quad_start\|>)([^<]*+)(?:</quad>|<\|quad_end\|>))
    | (?P<points><points?\s([^<>]*+)>([^<]*+)</points?>)
    | (?P<unclosed><box>|<\|box_start\|>|<points?\s)
    """,
    re.VERBOSE | re.IGNORECASE,
)

# A quote ends a string only where JSON could go on, so that quotes inside a label do no harm.
_STRING = r"""{q}(?:[^{q}\\`]++|\\.|`(?!``)|{q}(?!\s*+(?:[,:}}\]]|//)|[ \t]*+\r?\n))*+{q}"""
_TOKEN = re.compile(
    rf"""\s*+(?:
      (?P<fence>```)
    | (?P<numbers>\[\s*+{NUMBER.pattern}(?:\s*+,\s*+{NUMBER.pattern})*+\s*+\])
    | (?P<opener>[\[({{])
    | (?P<closer>[\])}}])
    | (?P<mark>[:,])
    | (?P<string>{_STRING.format(q='"')}|{_STRING.format(q="'")})
    | (?P<unclosed>["'])
    | (?P<comment>//[^\n]*+)
    | (?P<word>[^\s\[\](){{}}:,"`]++|`)
    )""",
    re.VERBOSE | re.DOTALL,
)
_COORDINATE = re.compile(r"""\b([xy])(\d*)\s*=\s*["']?([-+.\w]*)""")
_ALT = re.compile(r"""\balt\s*=\s*(["'])(.*?)\1""")


class _List:
    """A list that is being read."""

    closer = "]"

    def __init__(self) -> None:
        self.value: list[Any] = []

    def put(self, value: Any) -> None:
        self.value.append(value)

    def put_word(self, word: str) -> None:
        self.put(_number(word))

    def is_box(self) -> bool:
        return len(self.value) == 4 and all(isinstance(item, float) for item in self.value)


class _Object:
    """An object that is being read: a value belongs to the key before the last colon."""

    closer = "}"

    def __init__(self) -> None:
        self.value: Fields = {}
        self.key: str | None = None
        self.last: Any = None

    def put(self, value: Any) -> None:
        if self.key is None:
            self.last = value
        elif self.key not in PLACE_KEYS or not _has_located(value):
            self.value[self.key] = value
        self.key = None

    def put_word(self, word: str) -> None:
        self.put(word if self.key is None else _number(word))

    def colon(self) -> None:
        self.key = self.last.strip().lower() if isinstance(self.last, str) else None

    def comma(self) -> None:
        self.key = self.last = None

    def has_place(self) -> bool:
        return not PLACE_KEYS.isdisjoint(self.value)


@dataclass(slots=True)
class Scan:
    """The objects of a text, in the order in which they close, and whether it ended inside one."""

    items: list[Fields] = field(default_factory=list)
    breaks_off: bool = False


def scan(text: str) -> Scan:
    """Find the objects that have one of PLACE_KEYS, and the tags as objects with such a key."""
    result = Scan()
    pos, label = 0, ""
    lead_end = len(text) - len(text.lstrip())
    while start := _START.search(text, pos):
        pos = start.end()
        match start.lastgroup:
            case "fence":
                lead_end = pos
            case "structure":
                structure = _Structure(result, may_be_bare=start.start() == lead_end)
                pos = structure.read(text, start.start())
            case "ref":
                label = _tag_body(start)
            case "box":
                body = _tag_body(start)
                key = "point_2d" if len(NUMBER.findall(body)) == 2 else "bbox_2d"
                result.items.append({"label": label, key: body})
            case "quad":
                result.items.append({"label": label, "quad": _tag_body(start)})
            case "points":
                result.items.append(_points_fields(start.group("points")))
            case _:
                result.breaks_off = True
    return result


class _Structure:
    """One outermost bracket and all that is in it."""

    def __init__(self, result: Scan, *, may_be_bare: bool) -> None:
        self._result = result
        self._may_be_bare = may_be_bare
        self._claims_place = False
        self._stack: list[_List | _Object] = []

    def read(self, text: str, pos: int) -> int:
        """Read from the opening bracket at pos; return where the structure ends."""
        while token := _TOKEN.match(text, pos):
            kind, start, pos = token.lastgroup, token.start(token.lastindex or 0), token.end()
            if kind == "fence":
                pos = start
                break
            if kind == "unclosed":
                fence = text.find("```", pos)
                pos = len(text) if fence < 0 else fence
            elif kind == "numbers":
                self._put_numbers(text[start + 1 : pos - 1])
                if not self._stack:
                    return pos
            elif kind == "opener":
                self._open(text[start])
            elif kind == "closer":
                self._close("}" if text[start] == "}" else "]")
                if not self._stack:
                    return pos
            elif kind != "comment":
                self._put(kind, text[start:pos])
        self._result.breaks_off |= self._claims_place
        return pos

    def _open(self, opener: str) -> None:
        top = self._stack[-1] if self._stack else None
        if opener == "{" and isinstance(top, _Object) and top.key is None:
            self._pop()  # the object before it was never closed, or is a stray brace
        if len(self._stack) < MAX_DEPTH:
            self._stack.append(_Object() if opener == "{" else _List())

    def _put_numbers(self, body: str) -> None:
        """Put in a whole list of numbers: most of what is read is in such lists."""
        if len(self._stack) < MAX_DEPTH:
            frame = _List()
            frame.value = [float(number) for number in NUMBER.findall(body)]
            self._stack.append(frame)
            self._pop()

    def _close(self, closer: str) -> None:
        """Close the innermost structure of that kind, and with it all that is open inside."""
        if all(frame.closer != closer for frame in self._stack):
            return
        while self._stack[-1].closer != closer:
            self._pop()
        self._pop()

    def _pop(self) -> None:
        frame = self._stack.pop()
        parent = self._stack[-1] if self._stack else None
        if isinstance(frame, _Object):
            if frame.has_place():
                self._result.items.append(frame.value)
        elif self._may_be_bare and not self._is_in_object() and frame.is_box():
            self._result.items.append({"bbox_2d": frame.value})
        if parent is not None:
            parent.put(frame.value)

    def _put(self, kind: str | None, text: str) -> None:
        frame = self._stack[-1]
        if kind == "string":
            frame.put(_unquote(text))
        elif kind == "word":
            frame.put_word(text)
        elif isinstance(frame, _Object) and text == ":":
            frame.colon()
            self._claims_place |= frame.key in PLACE_KEYS
            if frame.key in frame.value and frame.has_place():
                self._result.items.append(frame.value)  # two objects with no bracket between
                frame.value = {}
        elif isinstance(frame, _Object):
            frame.comma()

    def _is_in_object(self) -> bool:
        return any(isinstance(frame, _Object) for frame in self._stack)


def _has_located(value: Any) -> bool:
    """True for objects that say themselves where they are, as in {"boxes": [{"bbox_2d": ...}]}."""
    items = value if isinstance(value, list) else [value]
    return any(isinstance(item, dict) and not PLACE_KEYS.isdisjoint(item) for item in items)


def _number(word: str) -> float | None:
    return float(word) if NUMBER.fullmatch(word) else None


def _unquote(string: str) -> str:
    body = string[1:-1]
    if "\\" not in body:
        return body
    try:
        return str(json.loads(f'"{body}"', strict=False))
    except ValueError:
        return re.sub(r"\\(.)", r"\1", body)


def _tag_body(start: re.Match[str]) -> str:
    """The text between a tag and its end."""
    return start.group().partition(">")[2].rpartition("<")[0]


def _points_fields(tag: str) -> Fields:
    attributes, _, body = tag.partition(">")
    xy: dict[str, dict[str, Any]] = {"x": {}, "y": {}}
    for axis, number, value in _COORDINATE.findall(attributes):
        xy[axis][number] = value
    alt = _ALT.search(attributes)
    return {
        "label": body.rpartition("<")[0].strip() or (alt.group(2) if alt else ""),
        "points": [[x, xy["y"].get(number)] for number, x in xy["x"].items()],
    }
