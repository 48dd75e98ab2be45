"""Time judged by its growth: a busy machine slows both measurements, an exponent only one."""

import time
from collections.abc import Callable

FACTOR = 4
LOOSE = 2.5
"""How much worse than linear may look: caches fill, collectors run. Quadratic is 4 times worse."""
RUNS = 3
ATTEMPTS = 4
"""What is quadratic is so in each attempt; what other processes disturb is not."""
LEAST_SECONDS = 0.03
"""Below this a measurement says nothing, so the input is made longer."""
LONGEST = 2**20


def grows_linearly(work: Callable[[str], object], make: Callable[[int], str], start: int) -> bool:
    """Whether ``work(make(n))`` takes time in proportion to n, by n and four times n.

    The quickest of a few runs is taken, in CPU time, so that waiting does not count.
    """
    size = start
    while _quickest(work, make(size)) < LEAST_SECONDS and size < LONGEST:
        size *= 2
    return any(_is_linear(work, make, size) for _ in range(ATTEMPTS))


def _is_linear(work: Callable[[str], object], make: Callable[[int], str], size: int) -> bool:
    small = max(LEAST_SECONDS, _quickest(work, make(size)))
    return _quickest(work, make(size * FACTOR)) <= FACTOR * LOOSE * small


def _quickest(work: Callable[[str], object], text: str) -> float:
    best = float("inf")
    for _ in range(RUNS):
        started = time.process_time()
        work(text)
        best = min(best, time.process_time() - started)
    return best
