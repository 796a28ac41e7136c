"""A process killed in mid-write loses no finished turn; benchmarks/history_crash.py does more."""

from benchmarks.history_crash import crash


def test_no_finished_turn_is_missing_after_kill_9(tmp_path, database_url):
    url = "" if database_url.startswith("sqlite") else database_url
    turns = [crash(tmp_path, 1.0, url) for _ in range(3)]
    assert turns[0] < turns[1] < turns[2]
