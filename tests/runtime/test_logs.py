"""A server that is away does not flood the log, and what we say ourselves is never left out."""

import logging

from streams.runtime.logs import REPEAT_SECONDS, Sparse


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
