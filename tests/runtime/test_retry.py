"""Waits grow, carry jitter, have a ceiling, and never end while an error is transient."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from tenacity import RetryCallState, Retrying

from streams.errors import BrokerUnavailable, MalformedRecord
from streams.runtime.metrics import Metrics
from streams.runtime.retry import backoff, retry_transient
from streams.settings import Settings

SETTINGS = Settings(retry_initial_seconds=1.0, retry_max_seconds=5.0)


def failing(times: int) -> Callable[[], Awaitable[str]]:
    """Return an attempt that fails that many times and then returns "done"."""
    left = iter(range(times))

    async def attempt() -> str:
        if next(left, None) is not None:
            msg = "the broker is away"
            raise BrokerUnavailable(msg)
        return "done"

    return attempt


class Waits(list[float]):
    """Stands in for ``asyncio.sleep``."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


def wait_before(attempt: int, *, chance: float, monkeypatch: pytest.MonkeyPatch) -> float:
    monkeypatch.setattr("random.uniform", lambda low, high: low + chance * (high - low))
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = attempt
    return backoff(1.0, 5.0)(state)


@pytest.mark.parametrize(
    ("chance", "waits"), [(1.0, [1.0, 2.0, 4.0, 5.0, 5.0]), (0.0, [0.5, 1.0, 2.0, 2.5, 2.5])]
)
def test_waits_double_up_to_the_longest_and_half_of_each_is_chance(
    chance: float, waits: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [wait_before(n, chance=chance, monkeypatch=monkeypatch) for n in range(1, 6)]
    assert found == waits


def test_transient_errors_are_tried_again_without_end() -> None:
    waits, metrics = Waits(), Metrics("test")
    stage = metrics.stage("extract")
    result = asyncio.run(retry_transient(failing(500), stage, SETTINGS, sleep=waits))
    assert (result, len(waits)) == ("done", 500)
    assert all(2.5 <= wait <= 5.0 for wait in waits[3:])
    retries = {"stage": "extract", "outcome": "retry"}
    assert metrics.registry.get_sample_value("dateline_records_total", retries) == 500


def test_each_failure_is_logged_with_the_wait(caplog: pytest.LogCaptureFixture) -> None:
    stage = Metrics("test").stage("extract")
    asyncio.run(retry_transient(failing(1), stage, SETTINGS, sleep=Waits()))
    [message] = caplog.messages
    assert message.startswith("the broker is away; retrying in ")


def test_after_the_limit_the_last_error_is_raised() -> None:
    waits, stage = Waits(), Metrics("test").stage("notify")
    with pytest.raises(BrokerUnavailable):
        asyncio.run(retry_transient(failing(3), stage, SETTINGS, give_up_seconds=0.0, sleep=waits))
    assert waits == []


def test_terminal_errors_pass_at_once() -> None:
    async def attempt() -> None:
        msg = "bad"
        raise MalformedRecord(msg)

    waits = Waits()
    with pytest.raises(MalformedRecord):
        asyncio.run(
            retry_transient(attempt, Metrics("test").stage("extract"), SETTINGS, sleep=waits)
        )
    assert waits == []
