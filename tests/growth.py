"""Time judged by its growth: a busy machine slows both measurements, an exponent only one."""

import time
from collections.abc import Callable

FACTOR = 4
LOOSE = 2.5
"""How much worse than linear may look: caches fill, collectors run. Quadratic is 4 times worse."""
ATTEMPTS = 5
"""What is quadratic is so in each attempt; what other processes disturb is not."""
LEAST_SECONDS = 0.03
"""Below this a measurement says nothing: ``start`` must be so long that a square shows."""


def grows_linearly(work: Callable[[str], object], make: Callable[[int], str], start: int) -> bool:
    """Whether ``work(make(n))`` takes time in proportion to n, by ``start`` and four times that.

    CPU time is taken, so that waiting does not count.
    """
    short, long = make(start), make(start * FACTOR)
    for _ in range(ATTEMPTS):
        small = max(LEAST_SECONDS, _seconds(work, short))
        if _seconds(work, long) <= FACTOR * LOOSE * small:
            return True
    return False


def _seconds(work: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    work(text)
    return time.process_time() - started
