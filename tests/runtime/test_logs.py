"""A server that is away does not flood the log, and what we say ourselves is never left out."""

import json
import logging
import os
import signal
import sys

from streams.runtime.delivery import Incoming
from streams.runtime.logs import (
    REPEAT_SECONDS,
    JsonFormatter,
    Sparse,
    about,
    change_level_on_signal,
)


def record(name: str, text: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord(name, logging.ERROR, "", 0, text, args, None)


def test_a_library_repeats_itself_once_in_a_while_and_says_how_often_it_did() -> None:
    now = [0.0]
    sparse = Sparse(lambda: now[0])
    shown = [sparse.filter(record("aiokafka", "no node %s", number)) for number in range(5)]
    assert shown == [True, False, False, False, False]
    now[0] = REPEAT_SECONDS + 1
    late = record("aiokafka", "no node %s", 9)
    assert sparse.filter(late)
    assert late.getMessage() == "no node 9 (and 4 more like it)"
    assert sparse.filter(record("aiokafka", "another message"))


def test_our_own_messages_all_show() -> None:
    sparse = Sparse(lambda: 0.0)
    assert all(sparse.filter(record("streams.runtime.stage", "dead letter")) for _ in range(3))


def dead_letter_line(topic: str) -> dict[str, object]:
    message = Incoming(topic, 3, 17, b"a-1", b"\x00", 0.0, 0.0)
    one = record("streams.runtime.stage", "dead letter\nof two lines: %s", "é")
    one.__dict__.update(about("extract", message, reason="malformed"))
    line = JsonFormatter().format(one)
    assert "\n" not in line
    found: dict[str, object] = json.loads(line)
    return found


def test_an_event_is_one_line_that_says_which_message_it_is_about() -> None:
    line = dead_letter_line("news.articles")
    assert str(line.pop("time")).endswith("Z")
    assert line == {
        "level": "ERROR",
        "logger": "streams.runtime.stage",
        "message": "dead letter\nof two lines: é",
        "stage": "extract",
        "topic": "news.articles",
        "partition": 3,
        "offset": 17,
        "article_id": "a-1",
        "reason": "malformed",
    }
    assert "article_id" not in dead_letter_line("mentions")


def test_an_exception_is_a_field() -> None:
    one = record("streams", "failed")
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        one.exc_info = sys.exc_info()
    assert "ZeroDivisionError" in json.loads(JsonFormatter().format(one))["exception"]


def test_a_signal_switches_the_level_and_back() -> None:
    before = signal.getsignal(signal.SIGUSR1)
    level = logging.root.level
    try:
        logging.root.setLevel(logging.INFO)
        change_level_on_signal("INFO")
        for expected in (logging.DEBUG, logging.INFO):
            os.kill(os.getpid(), signal.SIGUSR1)
            assert logging.root.level == expected
    finally:
        signal.signal(signal.SIGUSR1, before)
        logging.root.setLevel(level)
