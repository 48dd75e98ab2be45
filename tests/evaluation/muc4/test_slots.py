from datetime import date

import pytest

from evaluation.measures import Counts
from evaluation.muc4.slots import (
    date_credit,
    entity_counts,
    place_credit,
    type_credit,
)
from evaluation.muc4.template import Entity, Interval, Levels
from tests.evaluation.muc4.make import LIMA, MAY_1, answer

MAY_2 = date(1989, 5, 2)
FRONT = Entity(("RED FRONT", "RF"))
MEN = Entity(("TWO UNIDENTIFIED GUNMEN",))


@pytest.mark.parametrize(
    ("wanted", "given", "credit"),
    [
        (("BOMBING",), "BOMBING", 1),
        (("BOMBING", "ARSON"), "ARSON", 1),
        (("BOMBING",), "ATTACK", 0.5),
        (("ATTACK",), "ARSON", 0.5),
        (("BOMBING",), "KIDNAPPING", 0),
    ],
)
def test_a_type_is_half_right_when_one_is_the_general_attack(
    wanted: tuple[str, ...], given: str, credit: float
) -> None:
    assert type_credit(wanted, given) == credit


@pytest.mark.parametrize(
    ("given", "credit"),
    [
        ((MAY_1, MAY_1), 1),
        ((None, MAY_2), 0.5),
        ((MAY_1, MAY_2), 0.5),
        ((MAY_2, MAY_2), 0),
        ((None, date(1989, 4, 30)), 0),
    ],
)
def test_a_date_is_half_right_when_it_shares_a_day(given: Interval, credit: float) -> None:
    assert date_credit([(MAY_1, MAY_1)], given) == credit


def test_the_best_alternative_of_a_date_counts() -> None:
    assert date_credit([(MAY_1, MAY_1), (None, MAY_2)], (None, MAY_2)) == 1


@pytest.mark.parametrize(
    ("path", "credit"),
    [
        (LIMA, 1),
        ((("PERU",), ("CALLAO", "LIMA")), 1),
        ((("PERU",), ("LIMA",), ("MIRAFLORES",)), 0.5),
        ((("PERU",),), 0.5),
        ((("CHILE",), ("LIMA",)), 0),
    ],
)
def test_a_place_is_half_right_in_its_country(path: Levels, credit: float) -> None:
    assert place_credit([path], answer()) == credit


def test_a_country_alone_is_right_where_no_more_is_wanted() -> None:
    assert place_credit([(("PERU",),)], answer(finest="peru", coarse=True)) == 1


def test_names_match_entities_one_to_one_by_all_their_words() -> None:
    counts = entity_counts([FRONT, MEN], ["the gunmen", "RF", "other gunmen"])
    assert counts == Counts(2, 3, 2)


def test_a_name_of_empty_words_matches_nobody() -> None:
    assert entity_counts([MEN], ["unidentified", "the two"]).right == 0


def test_an_optional_entity_is_wanted_only_when_found() -> None:
    maybe = Entity(("GREEN FRONT",), optional=True)
    assert entity_counts([FRONT, maybe], ["Red Front"]) == Counts(1, 1, 1)
    assert entity_counts([FRONT, maybe], ["Green Front"]) == Counts(1, 1, 2)
