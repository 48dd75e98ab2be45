"""Retry transient errors with exponential backoff and jitter, by default without limit."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_delay,
    stop_never,
    wait_exponential,
    wait_random_exponential,
)
from tenacity.wait import wait_base

from streams.errors import TransientError
from streams.runtime.logs import ABOUT
from streams.runtime.metrics import StageMetrics
from streams.settings import Settings

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


def backoff(initial: float, longest: float) -> wait_base:
    """Return wait times in seconds that double from ``initial`` up to ``longest``.

    Half of each wait is fixed and half is random, so that workers do not retry in step.
    """
    half, most = initial / 2, longest / 2
    return wait_exponential(half, most) + wait_random_exponential(half, most)


async def retry_transient(
    attempt: Callable[[], Awaitable[Result]],
    metrics: StageMetrics,
    settings: Settings,
    *,
    give_up_seconds: float | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Result:
    """Await ``attempt`` until it raises no ``TransientError``; other errors pass through.

    Args:
        attempt: called for each attempt.
        metrics: counts each failed attempt that is retried.
        settings: the shortest and the longest wait.
        give_up_seconds: do not retry a failure this long after the first attempt; None: no limit.
        sleep: waits between attempts; tests pass their own.

    Raises:
        TransientError: the error of the last attempt, after ``give_up_seconds``.
    """
    if give_up_seconds is None:
        try:  # nearly every attempt succeeds, and the machinery of retries costs more than many do
            return await attempt()
        except TransientError as error:
            failed = [error]
    else:
        failed = []

    async def once() -> Result:  # AsyncRetrying awaits coroutine functions only, not lambdas
        if failed:
            raise failed.pop()
        return await attempt()

    def before_sleep(state: RetryCallState) -> None:
        metrics.retry()
        assert state.outcome is not None
        logger.warning(
            "%s; retrying in %.1f s",
            state.outcome.exception(),
            state.upcoming_sleep,
            extra={ABOUT: {"stage": metrics.name}},
        )

    retrying = AsyncRetrying(
        retry=retry_if_exception_type(TransientError),
        wait=backoff(settings.retry_initial_seconds, settings.retry_max_seconds),
        stop=stop_never if give_up_seconds is None else stop_after_delay(give_up_seconds),
        before_sleep=before_sleep,
        sleep=sleep,
        reraise=True,
    )
    return await retrying(once)
