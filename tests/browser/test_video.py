"""Videos in the page: asked about where the model takes them, refused by name where not."""

from pathlib import Path

from tests.videos import write_video


def test_the_real_engine_answers_about_a_video(start_server, open_page, tmp_path: Path):
    server = start_server("--limit-mm-per-prompt", '{"image": 8, "video": 1}')
    server.wait_ready()
    page = open_page(server.url)
    page.wait_ready()
    page.attach(write_video(tmp_path / "clip.mp4", wh=(320, 240)))
    page.tab.locator("#attachments", has_text="320×240, 2.0 s").wait_for()
    assert page.ask("What is in this video?")
    assert page.questions.locator("video").count() == 1
    assert page.ask("What colour?")


def test_a_video_is_refused_by_name_where_the_model_takes_none(fake_url, open_page, tmp_path: Path):
    page = open_page(fake_url)
    page.wait_ready()
    page.attach(write_video(tmp_path / "clip.mp4"))
    page.tab.locator("#attachments", has_text="this model takes none").wait_for()
    page.send("What happens?")
    page.notice.filter(has_text="clip.mp4 is a video").wait_for()
    assert page.composer.input_value() == "What happens?"
