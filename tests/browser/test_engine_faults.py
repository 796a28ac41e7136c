"""What people see of a full queue and of an engine that is killed: the real engine, Chromium."""

import psutil


def engine_process(server) -> psutil.Process:
    """The engine's own process, a child of the app."""
    processes = psutil.Process(server.process.pid).children(recursive=True)
    return next(process for process in processes if process.name().startswith("VLLM::Engine"))


def test_a_full_queue_and_an_engine_killed_in_mid_answer_lose_nothing(start_server, open_page):
    server = start_server("--max-concurrent-requests", "1", "--max-queued-requests", "1")
    server.wait_ready()
    first, second, third = (open_page(server.url) for _ in range(3))
    for page in (first, second, third):
        page.wait_ready()
    first.start_long_answer()
    second.send("Hello")
    second.answers.filter(has_text="number 1 in the queue").wait_for()
    third.send("Hello too")
    third.notice.filter(has_text="The server is full").wait_for()
    assert third.composer.input_value() == "Hello too"
    first.tab.keyboard.press("Escape")  # a click would wait until the page rests
    second.tab.locator("#chatbot .stats").wait_for()

    third.composer.fill("")
    third.start_long_answer()
    engine_process(server).kill()
    third.notice.filter(has_text="The answer broke off").wait_for()
    assert third.last_answer().startswith("[")
    third.tab.locator("#status.restarting").wait_for()
    third.wait_ready()
    third.tab.locator("#json-schema textarea").fill("")
    assert third.ask("Hello again")
