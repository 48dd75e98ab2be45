"""What stands in a window after changes."""

from datetime import UTC, datetime

from schemas.activity import CityActivity
from streams.activity.core import AreaWindows
from streams.runtime.memory_store import MemoryStore
from tests.activity.changes import apply, make_change, make_killed

EVENT_DAY = "test:Arden|event|day|2031-03-10T00:00Z"
REPORT_DAY = "test:Arden|report|day|2031-03-10T00:00Z"


def by_id(documents: list[CityActivity]) -> dict[str, CityActivity]:
    return {document.activity_id: document for document in documents}


def test_an_event_stands_in_the_windows_of_both_clocks() -> None:
    hour = datetime(2031, 3, 10, 4, tzinfo=UTC)
    documents = by_id(apply(AreaWindows(MemoryStore()), make_change(hour_start=hour)))
    assert set(documents) == {
        "test:Arden|event|hour|2031-03-10T04:00Z",
        EVENT_DAY,
        "test:Arden|event|week|2031-03-10T00:00Z",
        "test:Arden|report|hour|2031-03-10T18:00Z",
        REPORT_DAY,
    }


def test_weeks_start_on_monday() -> None:
    sunday = datetime(2031, 3, 16, tzinfo=UTC)
    documents = by_id(apply(AreaWindows(MemoryStore()), make_change(day=sunday)))
    week = documents["test:Arden|event|week|2031-03-10T00:00Z"]
    assert week.window_end == datetime(2031, 3, 17, tzinfo=UTC)


def test_casualties_add_up_over_events_and_null_is_not_zero() -> None:
    windows = AreaWindows(MemoryStore())
    apply(windows, make_change("e1", casualties=make_killed(3, 4, 6)))
    apply(windows, make_change("e2", casualties=make_killed(20, 20, None)))
    day = by_id(apply(windows, make_change("e3")))[EVENT_DAY]
    killed = day.casualties.killed
    assert killed is not None
    assert (killed.low, killed.best, killed.high) == (23, 24, 26)
    assert day.casualties.injured is None


def test_no_casualties_told_as_none_is_zero() -> None:
    change = make_change(casualties=make_killed(0, 0, 0))
    day = by_id(apply(AreaWindows(MemoryStore()), change))[EVENT_DAY]
    assert day.casualties.killed is not None
    assert day.casualties.killed.best == 0


def test_an_article_in_two_events_is_one_article() -> None:
    windows = AreaWindows(MemoryStore())
    apply(windows, make_change("e1"))
    day = by_id(apply(windows, make_change("e2", event_type="protest")))[EVENT_DAY]
    assert (day.n_events, day.n_articles, day.n_publishers) == (2, 1, 1)
    assert day.events_by_type == {"protest": 1, "shelling": 1}


def test_a_report_window_counts_only_the_articles_published_in_it() -> None:
    change = make_change(
        articles=("x", "y"),
        publishers=("x.example", "y.example"),
        reported=(
            datetime(2031, 3, 10, 18, 5, tzinfo=UTC),
            datetime(2031, 3, 11, 6, 0, tzinfo=UTC),
        ),
    )
    documents = by_id(apply(AreaWindows(MemoryStore()), change))
    assert documents[REPORT_DAY].n_articles == 1
    assert documents[EVENT_DAY].n_articles == 2


def test_a_removal_subtracts_and_raises_the_revision() -> None:
    windows = AreaWindows(MemoryStore())
    apply(windows, make_change("e1", casualties=make_killed(5, 5, 5)))
    before = by_id(apply(windows, make_change("e2", 4)))[EVENT_DAY]
    after = by_id(apply(windows, make_change("e1", 2, gone=True)))[EVENT_DAY]
    assert (before.n_events, after.n_events) == (2, 1)
    assert after.casualties.killed is None
    assert (before.revision, after.revision) == (5, 6)


def test_an_event_that_moves_to_another_day_leaves_an_empty_window() -> None:
    windows = AreaWindows(MemoryStore())
    apply(windows, make_change("e1", 1))
    moved = make_change("e1", 2, day=datetime(2031, 3, 11, tzinfo=UTC))
    documents = by_id(apply(windows, moved))
    assert documents[EVENT_DAY].n_events == 0
    assert documents["test:Arden|event|day|2031-03-11T00:00Z"].event_ids == ("e1",)
