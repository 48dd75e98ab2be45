"""The log names the outlets with the most articles, however many there are."""

import logging
import random

import pytest

from streams.index.outlets import CAPACITY, INTERVAL_SECONDS, SHOWN, OutletTally
from streams.runtime.logs import ABOUT


class Clock:
    """Time that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_interval_is_logged_once_and_counted_anew(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    tally = OutletTally(clock)
    with caplog.at_level(logging.INFO):
        for outlet in ("north.example", "north.example", "south.example"):
            tally.count(outlet)
        clock.now = INTERVAL_SECONDS
        tally.count("north.example")
    [line] = caplog.records
    assert line.getMessage() == (
        "articles by outlet in 900 s: 'north.example' 2, 'south.example' 1, others 0"
    )
    assert getattr(line, ABOUT)["outlets"] == {"north.example": 2, "south.example": 1}
    assert tally.largest() == {"north.example": 1}


def test_large_outlets_are_found_among_very_many_small_ones() -> None:
    rng = random.Random(7)
    large = {f"large{number}.example": 400 for number in range(SHOWN)}
    sent = [name for name, number in large.items() for _ in range(number)]
    sent += [f"small{number}.example" for number in range(20 * CAPACITY)]
    rng.shuffle(sent)
    tally = OutletTally(Clock())
    for outlet in sent:
        tally.count(outlet)
    found = tally.largest()
    assert set(found) == set(large)
    assert all(0.9 * large[name] <= number <= large[name] for name, number in found.items())


def test_a_name_with_a_line_break_stays_in_its_line(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    tally = OutletTally(clock)
    with caplog.at_level(logging.INFO):
        tally.count("x\nERROR streams: forged")
        clock.now = INTERVAL_SECONDS
        tally.count("y")
    assert "\n" not in caplog.records[0].getMessage()
