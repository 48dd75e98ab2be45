"""What people type is read, and what is wrong is answered with the nearest."""

from datetime import date

import pytest

from streams.errors import UsageError
from streams.search.event_query import STANDING
from streams.search.options import (
    nearest,
    parse_country,
    parse_day,
    parse_event_type,
    parse_status,
)

TODAY = date(2024, 5, 3)


@pytest.mark.parametrize("word", ["air_strike", "Air strike", " air-strike "])
def test_an_event_type_is_known_however_it_is_written(word: str) -> None:
    assert parse_event_type(word) == "air_strike"


def test_an_unknown_type_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean air_strike"):
        parse_event_type("air strikes")


def test_a_type_like_no_other_is_answered_with_the_list() -> None:
    with pytest.raises(UsageError, match=r"there are: .*shelling"):
        parse_event_type("qqqq")


@pytest.mark.parametrize("word", ["SY", "syr", "Syria"])
def test_a_country_is_known_by_code_and_name(word: str) -> None:
    assert parse_country(word) == "SY"


def test_an_unknown_country_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="Ukraine"):
        parse_country("Ukrainia")


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("2012-07-22", date(2012, 7, 22)),
        ("today", TODAY),
        ("Yesterday", date(2024, 5, 2)),
        ("7d", date(2024, 4, 26)),
    ],
)
def test_a_day_is_written_or_counted_back(word: str, day: date) -> None:
    assert parse_day(word, TODAY) == day


@pytest.mark.parametrize("word", ["22.7.2012", "2012-13-01", "99999d1", "soon", "99999999d"])
def test_what_is_no_day_is_answered_with_examples(word: str) -> None:
    with pytest.raises(UsageError, match="write 2012-07-22"):
        parse_day(word, TODAY)


def test_statuses_default_to_what_stands_and_all_means_any() -> None:
    assert parse_status([]) == STANDING
    assert parse_status(["merged", "Candidate"]) == ("candidate", "merged")
    assert parse_status(["all"]) == ()
    with pytest.raises(UsageError, match="did you mean retracted"):
        parse_status(["retract"])


def test_the_nearest_names_come_first() -> None:
    assert nearest("alepo", ["Idlib", "Aleppo", "Homs"]) == ["Aleppo"]
