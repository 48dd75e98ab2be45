"""Which windows raise an alert, and what becomes of it."""

from datetime import timedelta

import pytest

from schemas.alert import Alert
from streams.activity.core import AreaWindows
from streams.runtime.memory_store import MemoryStore
from tests.activity.changes import make_area, make_change
from tests.activity.quiet import CITY, MONDAY, make_events, make_past, raised, standing

EVENTS = "events|day|2031-03-10T00:00Z"
REPORTS = "reports|day|2031-03-10T00:00Z"


def after_past(each: int = 2, days: int = 60) -> AreaWindows:
    windows = AreaWindows(MemoryStore())
    assert list(raised(windows, make_past(days, each))) == []
    return windows


def test_a_day_far_over_the_usual_is_an_alert_with_its_reasons() -> None:
    alert = standing(raised(after_past(), make_events(0, 14)))[EVENTS]
    assert alert.status == "firing"
    assert alert.resolution is None
    assert alert.activity_id == "test:Arden|event|day|2031-03-10T00:00Z"
    assert alert.ends_at == MONDAY + timedelta(days=2)
    assert (alert.count, alert.span, alert.consecutive) == (14, 1, 1)
    assert alert.expected == pytest.approx(2, abs=0.1)
    assert alert.ratio == pytest.approx(7, abs=0.4)
    assert alert.score > 4
    assert alert.baseline.n_days == 28
    assert alert.events_by_type == {"shelling": 14}
    assert alert.explanation.startswith("14 events in Arden on 2031-03-10; 2.0 are usual: 7 times")


def test_articles_about_a_city_are_counted_by_their_own_time() -> None:
    alert = standing(raised(after_past(), make_events(0, 14)))[REPORTS]
    assert (alert.measure, alert.clock, alert.count) == ("reports", "report", 14)


def test_an_open_day_is_judged_by_what_has_come_so_far() -> None:
    windows = after_past()
    number = [bool(list(raised(windows, [event]))) for event in make_events(0, 14)]
    assert number.index(True) < 13


@pytest.mark.parametrize("number", [0, 2, 4, 5])
def test_a_usual_day_is_none(number: int) -> None:
    assert list(raised(after_past(), make_events(0, number))) == []


def test_a_few_events_in_a_silent_place_are_none() -> None:
    windows = AreaWindows(MemoryStore())
    list(raised(windows, make_events(-90, 1)))
    assert list(raised(windows, make_events(0, 4))) == []
    assert EVENTS in standing(raised(windows, make_events(0, 7)))


def test_what_is_usual_follows_the_weekday() -> None:
    mondays = [event for week in range(-26, 0) for event in make_events(7 * week, 14)]
    past = [*mondays, *make_past(182, 1)]
    windows = AreaWindows(MemoryStore())
    list(raised(windows, sorted(past, key=lambda change: change.contribution.day)))  # type: ignore[union-attr]
    assert list(raised(windows, make_events(0, 15, "x"))) == []
    assert "events|day|2031-03-11T00:00Z" in standing(raised(windows, make_events(1, 15, "x")))


def test_two_loud_days_add_up() -> None:
    windows = after_past(each=2)
    assert list(raised(windows, make_events(0, 9))) == []
    found = standing(raised(windows, make_events(1, 9)))
    alert = found["events|day|2031-03-11T00:00Z"]
    assert (alert.span, alert.count) == (2, 18)
    assert "on 2031-03-10 and the day after" in alert.explanation


def test_a_week_tells_what_no_day_of_it_does() -> None:
    windows = AreaWindows(MemoryStore())
    past = [event for week in range(-20, 0) for event in make_events(7 * week, 1)]
    list(raised(windows, past))
    week = [event for day in range(7) for event in make_events(day, 2)]
    found = standing(raised(windows, week))
    assert found["events|week|2031-03-10T00:00Z"].count > 5


def test_nothing_is_judged_in_the_first_two_weeks_of_a_city() -> None:
    windows = AreaWindows(MemoryStore())
    list(raised(windows, make_past(days=14)))
    assert list(raised(windows, make_events(0, 40))) == []


def test_a_stream_that_is_known_to_be_whole_judges_a_city_never_heard_of() -> None:
    since = (MONDAY - timedelta(days=60)).date()
    windows = AreaWindows(MemoryStore(), watched_since=since)
    assert EVENTS in standing(raised(windows, make_events(0, 9)))


@pytest.mark.parametrize("level", ["admin1", "country"])
def test_coarser_areas_raise_none(level: str) -> None:
    area = make_area().model_copy(update={"level": level})
    story = [
        change.model_copy(update={"area": area}) for change in (*make_past(), *make_events(0, 40))
    ]
    assert list(raised(AreaWindows(MemoryStore()), story)) == []


def test_days_in_a_row_are_counted() -> None:
    windows = after_past()
    found = standing(raised(windows, [*make_events(0, 20), *make_events(1, 20)]))
    assert found["events|day|2031-03-11T00:00Z"].consecutive == 2


def test_a_correction_resolves_it() -> None:
    windows = after_past()
    before = standing(raised(windows, make_events(0, 14)))[EVENTS]
    gone = [make_change(f"e0-{index}", 2, gone=True) for index in range(12)]
    after = standing(raised(windows, gone))[EVENTS]
    assert (after.status, after.resolution, after.consecutive) == ("resolved", "corrected", 0)
    assert after.count == 2
    assert after.revision > before.revision
    assert after.explanation.endswith("no surge.")


def test_it_fires_again_when_the_correction_is_taken_back() -> None:
    windows = after_past()
    story = [
        *make_events(0, 14),
        *(make_change(f"e0-{index}", 2, gone=True) for index in range(12)),
        *make_events(0, 14, "again"),
    ]
    alert = standing(raised(windows, story))[EVENTS]
    assert (alert.status, alert.count) == ("firing", 16)


def test_it_ends_when_a_window_after_the_next_has_begun() -> None:
    windows = after_past()
    list(raised(windows, make_events(0, 14)))
    assert EVENTS not in {
        key for key, item in standing(raised(windows, make_events(1, 1))).items() if item.resolution
    }
    assert standing(raised(windows, make_events(2, 1)))[EVENTS].resolution == "ended"


def test_a_date_far_ahead_ends_nothing() -> None:
    windows = after_past()
    list(raised(windows, make_events(0, 14)))
    assert list(raised(windows, make_events(400, 1))) == []


def test_events_that_come_late_raise_it_late() -> None:
    windows = after_past()
    list(raised(windows, make_events(5, 2)))
    alert = standing(raised(windows, make_events(0, 14)))[EVENTS]
    assert (alert.status, alert.resolution) == ("resolved", "ended")


def test_a_past_that_comes_late_corrects_it() -> None:
    windows = after_past()
    list(raised(windows, make_events(0, 9)))
    late = [event for day in range(-28, 0) for event in make_events(day, 8, "late")]
    alerts: list[Alert] = [*raised(windows, make_events(0, 5, "more")), *raised(windows, late)]
    assert standing(alerts)[EVENTS].resolution == "corrected"


def test_a_message_that_comes_again_sends_the_same_again() -> None:
    windows = after_past()
    *_, last = (windows.apply(event, MONDAY) for event in make_events(0, 14))
    assert last.alerts
    assert windows.apply(make_events(0, 14)[-1], MONDAY).alerts == last.alerts


def test_the_area_of_an_alert_is_the_windows() -> None:
    assert standing(raised(after_past(), make_events(0, 14)))[EVENTS].area == CITY
