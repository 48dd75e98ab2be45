"""How many areas stay in memory."""

import pytest

from schemas.activity import ActivityChange
from streams.activity import area
from streams.activity.area import AreaCache, AreaIndex, StoredChange
from tests.activity.changes import make_area, make_change


def entry(name: str, event: int) -> StoredChange:
    change: ActivityChange = make_change(f"e{event}", area=make_area(name))
    return StoredChange(change=change, touched=())


def test_the_areas_met_longest_ago_go_when_events_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(area, "EVENTS_IN_MEMORY", 5)
    reads = []

    def read(name: str) -> AreaIndex:
        reads.append(name)
        index = AreaIndex()
        index.add(entry(name, 0))
        return index

    cache = AreaCache(read)
    for name in "ABC":
        cache.get(name)
    for event in (1, 2):
        cache.get("A").add(entry("A", event))
    assert reads == ["A", "B", "C"]
    cache.get("A")  # five events: all stay
    cache.get("B")
    cache.get("D")  # C was met longest ago, and goes
    assert reads == ["A", "B", "C", "D"]
    cache.get("A")
    cache.get("C")
    assert reads == ["A", "B", "C", "D", "C"]


def test_one_area_may_have_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area, "EVENTS_IN_MEMORY", 2)
    reads = []

    def read(name: str) -> AreaIndex:
        reads.append(name)
        index = AreaIndex()
        for event in range(4):
            index.add(entry(name, event))
        return index

    cache = AreaCache(read)
    assert [len(cache.get(name).entries) for name in ("A", "A", "B", "A")] == [4, 4, 4, 4]
    assert reads == ["A", "B", "A"]
