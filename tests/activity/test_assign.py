"""Which area an event counts for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from streams.activity.core import Standing, assign
from tests.activity.changes import SEEN, make_area, make_event, make_evidence, make_place

ELSEWHERE = Standing(revision=1, area_id="test:Elsewhere", areas=(make_area("Elsewhere"),))


def test_a_district_counts_for_its_city() -> None:
    (change,), standing = assign(make_event(), Standing())
    (area,) = standing.areas
    assert change.area == area
    assert (area.area_id, area.level, area.name) == ("test:Arden", "city", "Arden")


@pytest.mark.parametrize(
    ("place", "area_id"),
    [
        ({"precision": 4, "city_id": None, "feature_class": "admin1"}, "admin1:XA.01"),
        ({"precision": 3, "feature_class": "admin2"}, "admin1:XA.01"),
        ({"precision": 6, "city_id": None, "admin1_code": None}, "country:XA"),
    ],
)
def test_a_coarse_place_never_counts_for_a_city(place: dict[str, Any], area_id: str) -> None:
    _, standing = assign(make_event(place=make_place(**place)), Standing())
    assert standing.area_id == area_id


@pytest.mark.parametrize(
    "changes",
    [
        {"place": None},
        {"modality": "future"},
        {"temporal_role": "cumulative"},
        {"status": "retracted"},
        {"status": "merged"},
        {"date_precision": 4},
        {"place": make_place(country=None, admin1_code=None, city_id=None, precision=7)},
    ],
)
def test_what_does_not_count_contributes_nothing(changes: dict[str, Any]) -> None:
    assert assign(make_event(**changes), Standing()) == ([], Standing(revision=1))


def test_an_event_that_moves_is_taken_out_of_its_old_area() -> None:
    out, into = assign(make_event(revision=2), ELSEWHERE)[0]
    assert (out.area.name, out.contribution, out.revision) == ("Elsewhere", None, 2)
    assert into.area.name == "Arden"
    assert into.contribution is not None


def test_an_event_that_stops_counting_is_taken_out_however_often_it_is_repeated() -> None:
    retracted = make_event(status="retracted", revision=2)
    changes, standing = assign(retracted, ELSEWHERE)
    assert [change.contribution for change in changes] == [None]
    assert assign(retracted, standing) == (changes, standing)


def test_a_removal_is_repeated_when_the_move_is_handled_again() -> None:
    moved = make_event(revision=2)
    changes, standing = assign(moved, ELSEWHERE)
    assert assign(moved, standing) == (changes, standing)


def test_an_older_revision_that_comes_late_enters_its_area_and_leaves_it() -> None:
    late = make_event(revision=1)
    enters, leaves = assign(late, ELSEWHERE.model_copy(update={"revision": 2}))[0]
    assert (enters.area.name, enters.revision) == ("Arden", 1)
    assert enters.contribution is not None
    assert (leaves.area.name, leaves.revision, leaves.contribution) == ("Arden", 2, None)


def test_the_day_is_the_events_own_date_even_when_the_hour_lies_on_another_in_utc() -> None:
    event = make_event(hour_start=datetime(2031, 3, 9, 22, 40, tzinfo=UTC))
    (change,), _ = assign(event, Standing())
    assert change.contribution is not None
    assert change.contribution.hour_start == datetime(2031, 3, 9, 22, tzinfo=UTC)
    assert event.date_start is not None
    assert change.contribution.day.date() == event.date_start


def test_an_article_that_tells_twice_is_reported_once() -> None:
    later = SEEN + timedelta(hours=2)
    evidence = (
        make_evidence("m1", "x"),
        make_evidence("m2", "x", later),
        make_evidence("m3", "w", later),
    )
    (change,), _ = assign(make_event(evidence=evidence), Standing())
    assert change.contribution is not None
    assert change.contribution.articles == ("w", "x")
    assert change.contribution.reported == (later, SEEN)
