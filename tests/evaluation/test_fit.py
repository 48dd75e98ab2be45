from datetime import date

import pytest

from evaluation.fit import fit
from tests.evaluation.make import ERBIL, event, expected, gold, place

DAY = date(2024, 5, 1)


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
