"""Waits between tries: exponential, with jitter, without end."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from streams.errors import TransientError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


def backoff(initial: float, longest: float, chance: Callable[[], float]) -> Iterator[float]:
    """Yield waits in seconds: doubling from ``initial`` to ``longest``, each with full jitter.

    Half of a wait is fixed and half is chance (0 to 1), so that workers do not come in step.
    """
    wait = initial
    while True:
        yield wait * (0.5 + chance() / 2)
        wait = min(longest, wait * 2)


async def retry_transient(
    attempt: Callable[[], Awaitable[Result]],
    on_failure: Callable[[], None],
    initial: float,
    longest: float,
) -> Result:
    """Await ``attempt`` until it raises no ``TransientError``; other errors pass through."""
    waits = backoff(initial, longest, random.random)
    while True:
        try:
            return await attempt()
        except TransientError as error:
            wait = next(waits)
            on_failure()
            logger.warning("%s; trying again in %.1f s", error, wait)
            await asyncio.sleep(wait)
