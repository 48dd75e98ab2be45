"""Bars of a city are drawn against what the 28 days before each let expect."""

from datetime import date, timedelta

import pytest

from streams.page.sparkline import SPARKS, spans_of, sparkline

FIRST = date(2024, 5, 1)
WATCHED = FIRST - timedelta(days=60)


def _days(*counts: int, first: date = FIRST) -> dict[date, int]:
    return {first + timedelta(days=day): count for day, count in enumerate(counts)}


def test_the_usual_is_that_of_the_days_before_and_not_of_those_shown() -> None:
    quiet = _days(*[1] * 60, first=WATCHED)
    (span,) = spans_of(quiet | _days(12), WATCHED, FIRST, FIRST, ())
    assert span.count == 12
    assert span.usual == pytest.approx(1, abs=0.2)
    assert [bar.kind for bar in sparkline([span]).bars] == ["high"]


def test_what_is_usual_in_a_busy_city_is_not_high() -> None:
    busy = _days(*[12] * 61, first=WATCHED)
    spans = spans_of(busy, WATCHED, FIRST, FIRST, ())
    assert [bar.kind for bar in sparkline(spans).bars] == ["plain"]


def test_one_event_in_a_quiet_city_is_not_high() -> None:
    spans = spans_of(_days(1, 0, 3), WATCHED, FIRST, FIRST + timedelta(days=2), ())
    assert [bar.kind for bar in sparkline(spans).bars] == ["plain", "high"]


def test_without_two_weeks_before_nothing_is_said_of_what_is_usual() -> None:
    spans = spans_of(_days(12), FIRST - timedelta(days=13), FIRST, FIRST, ())
    line = sparkline(spans)
    assert spans[0].usual is None
    assert line.usual == ""
    assert [bar.kind for bar in line.bars] == ["plain"]


def test_a_long_time_is_drawn_in_few_spans_that_hold_every_day() -> None:
    last = FIRST + timedelta(days=99)
    spans = spans_of(_days(*range(100)), WATCHED, FIRST, last, ())
    assert len(spans) <= SPARKS
    assert sum(span.count for span in spans) == sum(range(100))
    assert sum(span.days for span in spans) == 100


def test_a_surge_marks_the_span_of_its_day() -> None:
    day = FIRST + timedelta(days=1)
    line = sparkline(spans_of(_days(1, 9, 1), WATCHED, FIRST, FIRST + timedelta(days=2), {day}))
    assert [bar.kind for bar in line.bars] == ["plain", "surge", "plain"]
    assert line.description.endswith("1 with a surge")
    assert max(bar.height for bar in line.bars) == line.height
