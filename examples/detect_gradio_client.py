"""Find things in a picture with gradio_client: print their boxes, keep the annotated picture.

Usage: python examples/detect_gradio_client.py picture.png "red circle" annotated.jpg
"""

import os
import shutil
import sys

from gradio_client import Client, handle_file

client = Client(os.environ.get("QWEN_DEMO_URL", "http://localhost:3001"), verbose=False)
found, annotated = client.predict(
    image=handle_file(sys.argv[1]),
    query=sys.argv[2],
    api_name="/detect",
)
for detection in found:
    print(detection["label"], detection["bbox_px"])
shutil.copy(annotated, sys.argv[3])
