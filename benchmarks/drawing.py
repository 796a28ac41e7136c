"""CPU time of one update of the drawing while an answer streams, on a 4-megapixel picture.

An update reads the answer so far, draws it on a canvas made once, and encodes that as a JPEG; it
runs in a thread, at most every 0.4 s, and only when a detection has come. Prints one line a case.
Run: python -m benchmarks.drawing
"""

import base64
import io
import json
import time
from collections.abc import Callable

from PIL import Image

from qwen_demo.drawing import draw_detections, prepare_canvas
from qwen_demo.grounding import Detection, parse_detections
from qwen_demo.ui.drawn import PREVIEW_QUALITY, PREVIEW_SIDE_PX

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


def encode(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=PREVIEW_QUALITY)
    return base64.b64encode(buffer.getvalue())


def report(count: int, canvas: Image.Image) -> None:
    text = answer(count)
    detections: tuple[Detection, ...] = parse_detections(text).detections
    read = cpu_ms(lambda: parse_detections(text))
    draw = cpu_ms(lambda: draw_detections(canvas, detections))
    encoded = cpu_ms(lambda: encode(draw_detections(canvas, detections))) - draw
    total = read + draw + encoded
    verdict = "ok" if total <= BUDGET_MS else "OVER"
    print(
        f"{count:4} boxes: an update {total:5.2f} ms of {BUDGET_MS:.0f} ms, {verdict}"
        f" (read {len(text):5} characters {read:5.2f}, draw {draw:5.2f}, encode {encoded:5.2f})"
    )


def main() -> None:
    original = Image.effect_noise(IMAGE_WH, 60).convert("RGB")
    canvas = prepare_canvas(original, PREVIEW_SIDE_PX)
    prepared = cpu_ms(lambda: prepare_canvas(original, PREVIEW_SIDE_PX), repeats=5)
    megapixels = IMAGE_WH[0] * IMAGE_WH[1] / 1e6
    print(f"{megapixels:.1f} megapixels; canvas {canvas.size}, made once in {prepared:.1f} ms")
    for count in (1, 3, 20, 60, 200):
        report(count, canvas)


if __name__ == "__main__":
    main()
