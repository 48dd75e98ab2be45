"""State is bounded: a month that nothing touched for long is closed, and stays as it was sent."""

from datetime import UTC, datetime, timedelta

import pytest

from schemas.activity import ActivityChange
from streams.activity.core import AreaWindows
from streams.runtime.memory_store import MemoryStore
from tests.activity.changes import apply, make_area, make_change
from tests.activity.quiet import make_events

AREA = make_area().area_id
KEEP = timedelta(days=400)
MET = datetime(2031, 3, 11, tzinfo=UTC)
LONG_AFTER = MET + KEEP + timedelta(days=2)


def keys(store: MemoryStore) -> list[str]:
    return sorted(key.removeprefix(f"{AREA}|") for key, _ in store.group(AREA))


def today(event_id: str, now: datetime) -> ActivityChange:
    return make_change(event_id, day=now.replace(hour=0), reported=(now,), articles=(event_id,))


def test_what_was_not_touched_for_long_is_forgotten() -> None:
    store = MemoryStore()
    windows = AreaWindows(store, KEEP)
    windows.apply(make_change("old"), MET)
    windows.apply(today("new", LONG_AFTER), LONG_AFTER)
    assert keys(store) == ["event|new", "head"]


def test_a_touch_keeps_a_month_open() -> None:
    store = MemoryStore()
    windows = AreaWindows(store, KEEP)
    windows.apply(make_change("old"), MET)
    windows.apply(make_change("old", 2), MET + timedelta(days=300))
    windows.apply(today("new", LONG_AFTER), LONG_AFTER)
    assert "event|old" in keys(store)


def test_a_window_met_again_after_closing_is_neither_sent_nor_lost() -> None:
    windows = AreaWindows(MemoryStore(), KEEP)
    sent = apply(windows, make_change("old"), MET)
    apply(windows, today("new", LONG_AFTER), LONG_AFTER)
    for change in (make_change("old"), make_change("late", 7)):
        assert windows.apply(change, LONG_AFTER).late == len(sent)
        assert windows.settle(AREA) == []


def test_a_window_that_changed_just_before_it_is_closed_is_still_sent_whole() -> None:
    windows = AreaWindows(MemoryStore(), KEEP)
    windows.apply(make_change("old"), MET)
    windows.apply(today("new", LONG_AFTER), LONG_AFTER)
    sent = {item.window_start.year: item.event_ids for item in windows.settle(AREA)}
    assert sent == {MET.year: ("old",), LONG_AFTER.year: ("new",)}


def test_an_event_with_windows_in_open_months_still_counts_there() -> None:
    windows = AreaWindows(MemoryStore(), KEEP)
    apply(windows, make_change("old"), MET)
    apply(windows, today("new", LONG_AFTER), LONG_AFTER)
    documents = apply(windows, make_change("old", 2, reported=(LONG_AFTER,)), LONG_AFTER)
    assert {item.clock for item in documents} == {"report"}
    assert {item.n_events for item in documents} == {2}


def test_a_backfill_of_any_age_and_order_is_counted() -> None:
    windows = AreaWindows(MemoryStore(), KEEP)
    apply(windows, today("new", LONG_AFTER), LONG_AFTER)
    for year in (2021, 2015, 2019, 2015):
        moment = datetime(year, 5, 3, tzinfo=UTC)
        assert windows.apply(today(f"e{year}", moment), LONG_AFTER).late == 0
        assert {item.n_events for item in windows.settle(AREA)} == {1}


def test_revisions_rise_over_a_closing_nearby() -> None:
    """A window that stays open keeps all that ever touched it, so its revision cannot fall."""
    windows = AreaWindows(MemoryStore(), KEEP)
    both = make_change(
        "both",
        9,
        articles=("x", "y"),
        publishers=("x.example", "y.example"),
        reported=(MET, LONG_AFTER),
    )
    apply(windows, both, MET)
    before = {item.activity_id: item.revision for item in apply(windows, both, MET)}
    apply(windows, today("new", LONG_AFTER), LONG_AFTER)
    for item in apply(windows, make_change("more", reported=(LONG_AFTER,)), LONG_AFTER):
        assert item.revision > before.get(item.activity_id, 0)


def test_closing_reads_back_from_the_store() -> None:
    store = MemoryStore()
    windows = AreaWindows(store, KEEP)
    windows.apply(make_change("old"), MET)
    windows.apply(today("new", LONG_AFTER), LONG_AFTER)
    assert AreaWindows(store, KEEP).apply(make_change("old"), LONG_AFTER).late > 0


def test_alerts_of_closed_months_are_forgotten_and_not_judged_again() -> None:
    store = MemoryStore()
    windows = AreaWindows(store, KEEP)
    for event in (*(e for day in range(-40, 0) for e in make_events(day, 1)), *make_events(0, 20)):
        windows.apply(event, MET)
    assert any(key.startswith("alert|") for key in keys(store))
    windows.apply(today("new", LONG_AFTER), LONG_AFTER)
    assert keys(store) == ["event|new", "head"]
    assert windows.apply(make_events(0, 1, "late")[0], LONG_AFTER).alerts == []


def test_state_does_not_grow_with_the_years() -> None:
    store = MemoryStore()
    windows = AreaWindows(store, KEEP)
    sizes = []
    for day in range(0, 3000, 3):
        now = MET + timedelta(days=day)
        windows.apply(today(f"e{day}", now), now)
        sizes.append(len(keys(store)))
    assert max(sizes[700:]) <= max(sizes[:300]) + 15


def test_areas_over_the_number_of_events_in_memory_are_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("streams.activity.area.EVENTS_IN_MEMORY", 2)
    windows = AreaWindows(MemoryStore(), KEEP)
    for name in ("A", "B", "C", "A", "B", "C"):
        documents = apply(windows, make_change("e1", area=make_area(name)), MET)
        assert {item.n_events for item in documents} == {1}
    documents = apply(windows, make_change("e2", area=make_area("A")), MET)
    assert {item.n_events for item in documents} == {2}
