"""Ask about a picture through the page's own route with gradio_client, printing the text so far.

Usage: python examples/image_gradio_client.py picture.png "What is in this picture?"
"""

import os
import sys

from gradio_client import Client, handle_file

client = Client(os.environ.get("QWEN_DEMO_URL", "http://localhost:3001"), verbose=False)
job = client.submit(
    message=sys.argv[2],
    files=[handle_file(sys.argv[1])],
    temperature=0.7,
    top_p=0.8,
    max_tokens=256,
    api_name="/chat",
)
for text_so_far in job:
    print(text_so_far)
