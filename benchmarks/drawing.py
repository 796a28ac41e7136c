"""CPU time of one update of the drawing while an answer streams, on a 4-megapixel picture.

Prints one line a case, and the factor that a canvas prepared once saves over the original.
Run: python -m benchmarks.drawing
"""

import io
import json
import time
from collections.abc import Callable

from PIL import Image

from qwen_demo.drawing import draw_detections, prepare_canvas
from qwen_demo.grounding import Detection, parse_detections

IMAGE_WH = (2304, 1728)
BUDGET_MS = 10.0


def cpu_ms(call: Callable[[], object], repeats: int = 30) -> float:
    """The median CPU time of a call of this thread, in milliseconds."""
    times = []
    for _ in range(repeats):
        start = time.thread_time()
        call()
        times.append(time.thread_time() - start)
    return sorted(times)[repeats // 2] * 1000


def answer(count: int) -> str:
    """An answer with as many boxes, under ten labels."""
    boxes = [(n * 37 % 900, n * 61 % 900) for n in range(count)]
    items = [
        {"bbox_2d": [x, y, x + 40 + n % 50, y + 60], "label": f"thing {n % 10}"}
        for n, (x, y) in enumerate(boxes)
    ]
    return f"```json\n{json.dumps(items, indent=0)}\n```"


def report(count: int, original: Image.Image, canvas: Image.Image) -> None:
    text = answer(count)
    detections: tuple[Detection, ...] = parse_detections(text).detections
    read = cpu_ms(lambda: parse_detections(text))
    on_canvas = cpu_ms(lambda: draw_detections(canvas, detections))
    on_original = cpu_ms(lambda: draw_detections(original, detections))
    verdict = "ok" if on_canvas <= BUDGET_MS else "OVER"
    print(
        f"{count:4} boxes: draw {on_canvas:5.2f} ms of {BUDGET_MS:.0f} ms, {verdict}"
        f" (on the original {on_original:5.2f} ms, {on_original / on_canvas:.1f} times as much);"
        f" read {len(text):5} characters {read:5.2f} ms"
    )


def main() -> None:
    original = Image.effect_noise(IMAGE_WH, 60).convert("RGB")
    canvas = prepare_canvas(original)
    prepared = cpu_ms(lambda: prepare_canvas(original), repeats=5)
    megapixels = IMAGE_WH[0] * IMAGE_WH[1] / 1e6
    encoded = cpu_ms(lambda: canvas.save(io.BytesIO(), "JPEG", quality=80), repeats=5)
    print(f"{megapixels:.1f} megapixels; canvas {canvas.size}, made once in {prepared:.1f} ms")
    print(f"a JPEG of the canvas, if one is sent: {encoded:.1f} ms more an update")
    for count in (1, 3, 20, 60, 200):
        report(count, original, canvas)


if __name__ == "__main__":
    main()
