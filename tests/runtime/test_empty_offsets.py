"""When offsets that stay uncommitted are looked at."""

from itertools import pairwise

from faust.types.tuples import TP

from streams.runtime.empty_offsets import LOOKS, PAUSE_SECONDS, QuietLag

SPANS = {TP("articles", 0): range(4, 6)}


class Clock:
    """Returns seconds that a test moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def looks(quiet: QuietLag, clock: Clock, number: int, *, in_hand: bool = False) -> list[bool]:
    found = []
    for _ in range(number):
        clock.now += 1.0
        found.append(quiet.is_due(SPANS, in_hand=in_hand))
    return found


def test_offsets_are_read_once_they_have_stayed() -> None:
    clock = Clock()
    quiet = QuietLag(clock)
    assert looks(quiet, clock, LOOKS + 1) == [False] * LOOKS + [True]


def test_no_look_counts_while_messages_are_in_hand_or_come() -> None:
    clock = Clock()
    quiet = QuietLag(clock)
    assert not any(looks(quiet, clock, 3 * LOOKS, in_hand=True))
    looks(quiet, clock, LOOKS - 1)
    assert not quiet.is_due({TP("articles", 0): range(5, 6)}, in_hand=False)
    assert looks(quiet, clock, LOOKS + 1) == [False] * LOOKS + [True]


def test_nothing_uncommitted_is_never_read() -> None:
    quiet = QuietLag(Clock())
    assert not any(quiet.is_due({}, in_hand=False) for _ in range(3 * LOOKS))


def test_two_reads_lie_apart() -> None:
    clock = Clock()
    quiet = QuietLag(clock)
    found = looks(quiet, clock, 60)
    times = [at for at, due in enumerate(found) if due]
    assert len(times) > 2
    assert min(b - a for a, b in pairwise(times)) >= PAUSE_SECONDS
