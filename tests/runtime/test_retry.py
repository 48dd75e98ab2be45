"""Waits grow, carry jitter, have a ceiling, and never end while an error is transient."""

import asyncio
from itertools import islice

import pytest

from streams.errors import BrokerUnavailable, MalformedRecord
from streams.runtime.retry import backoff, retry_transient


def test_waits_double_up_to_the_longest() -> None:
    assert list(islice(backoff(1.0, 5.0, lambda: 1.0), 5)) == [1.0, 2.0, 4.0, 5.0, 5.0]


def test_half_of_a_wait_is_chance() -> None:
    assert list(islice(backoff(1.0, 5.0, lambda: 0.0), 3)) == [0.5, 1.0, 2.0]


def test_transient_errors_are_tried_again() -> None:
    tries = []

    async def attempt() -> str:
        tries.append(1)
        if len(tries) < 4:
            raise BrokerUnavailable
        return "done"

    failures: list[int] = []
    result = asyncio.run(retry_transient(attempt, lambda: failures.append(1), 0.001, 0.002))
    assert (result, len(tries), len(failures)) == ("done", 4, 3)


def test_terminal_errors_pass_at_once() -> None:
    async def attempt() -> None:
        msg = "bad"
        raise MalformedRecord(msg)

    with pytest.raises(MalformedRecord):
        asyncio.run(retry_transient(attempt, lambda: None, 0.001, 0.002))
