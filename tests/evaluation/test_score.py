from datetime import date

import pytest

from evaluation.score import Score, fit, score_seed
from evaluation.sources import sources_of
from schemas import Event
from tests.evaluation.make import ERBIL, event, expected, gold, place

DAY = date(2024, 5, 1)
NOTHING = sources_of([], [])


def score(events: list[Event], *golds: dict[str, object]) -> Score:
    return score_seed(events, expected(*golds), NOTHING)


def test_half_found_and_half_right() -> None:
    far = place(ERBIL[0] + 5)
    result = score([event("e1"), event("e2", where=far)], gold("g1"), gold("g2", types=["raid"]))
    assert (result.recall, result.precision) == (0.5, 0.5)
    assert [e.event_id for e in result.false_positives] == ["e2"]


def test_a_second_event_for_the_same_happening_is_wrong() -> None:
    result = score([event("e1"), event("e2")], gold())
    assert (result.recall, result.precision) == (1.0, 0.5)


def test_an_optional_event_is_no_miss_and_when_found_is_right() -> None:
    optional = gold("g2", types=["raid"], optional=True)
    assert score([event("e1")], gold("g1"), optional).recall == 1.0
    both = score([event("e1"), event("e2", "raid")], gold("g1"), optional)
    assert (both.recall, both.precision) == (1.0, 1.0)


def test_an_event_that_fits_both_goes_to_the_one_that_is_needed() -> None:
    assert score([event()], gold("g1", optional=True), gold("g2")).recall == 1.0


def test_only_events_that_count_are_compared() -> None:
    silent = [
        event("e1", modality="negated"),
        event("e2", role="background"),
        event("e3", status="retracted"),
        event("e4", status="merged"),
    ]
    result = score(silent, gold())
    assert (result.recall, result.counting) == (0.0, 0)


def test_matching_is_not_greedy() -> None:
    wide = gold("g1", tolerance_km=50)
    narrow = gold("g2")
    result = score([event("e1"), event("e2", where=place(ERBIL[0] + 0.3))], wide, narrow)
    assert (result.recall, result.precision) == (1.0, 1.0)


def test_of_two_that_fit_the_nearer_is_taken() -> None:
    nearer, farther = event("near"), event("far", where=place(ERBIL[0] + 0.04))
    row = score([farther, nearer], gold()).rows[0]
    assert row.event is not None
    assert row.event.event_id == "near"


def test_near_misses_are_told_best_first() -> None:
    other_type = event("e1", "raid")
    other_everything = event("e2", "raid", where=place(ERBIL[0] + 5))
    row = score([other_everything, other_type], gold()).rows[0]
    assert row.event is None
    assert [e.event_id for e, _ in row.others] == ["e1", "e2"]


def against(given: dict[str, object], **changes: object) -> tuple[str, ...]:
    return fit(expected(given).events[0], event(**changes)).against  # type: ignore[arg-type]


def test_same_type_day_and_place_fit() -> None:
    assert against(gold()) == ()


def test_any_of_the_types_fits() -> None:
    assert against(gold(types=["shelling", "bombing"])) == ()


def test_another_type_is_told() -> None:
    assert against(gold(types=["shelling"])) == ("type bombing, not shelling",)


@pytest.mark.parametrize(
    ("days", "fits"),
    [
        ((date(2024, 4, 30), DAY), True),
        ((DAY, date(2024, 5, 9)), True),
        ((date(2024, 5, 2), date(2024, 5, 2)), False),
        ((date(2024, 4, 1), date(2024, 4, 30)), False),
        ((None, DAY), True),
        ((None, date(2024, 4, 30)), False),
    ],
)
def test_dates_fit_when_they_share_a_day(days: tuple[date | None, date], fits: bool) -> None:
    assert (against(gold(), days=days) == ()) is fits


def test_an_open_start_reaches_into_the_past() -> None:
    assert against(gold(date_start=None), days=(date(2023, 1, 1), date(2023, 1, 1))) == ()


def test_a_place_beyond_the_tolerance_is_told_with_its_distance() -> None:
    far = place(ERBIL[0] + 0.1)
    assert against(gold(), where=far) == ("Erbil is 11 km off, over 6",)


def test_a_country_alone_is_enough_when_only_that_is_given() -> None:
    only_country = gold(place={"country": "QA"})
    assert against(only_country, where=place(country="QA")) == ()
    assert against(only_country, where=place(country="IQ")) == ("country IQ, not QA",)


def test_an_event_without_a_place_never_fits() -> None:
    nowhere = event().model_copy(update={"place": None})
    assert fit(expected(gold()).events[0], nowhere).against == ("no place",)
