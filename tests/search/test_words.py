"""Events in a few words: when, where, how many."""

from datetime import date

import pytest

from schemas import Figure
from streams.search.words import (
    figure_text,
    marked_parts,
    outlets_text,
    types_text,
    when_text,
    where_text,
    without_controls,
)
from tests.index.records import PLACE, event

DASH = "\N{EN DASH}"


@pytest.mark.parametrize(
    ("low", "best", "high", "text"),
    [
        (19, 20, 25, f"19{DASH}25"),
        (20, 20, 20, "20"),
        (19, None, None, "19+"),
        (None, None, 25, "up to 25"),
        (None, 3, None, "3"),
        (None, None, None, DASH),
        (0, 0, 0, "0"),
    ],
)
def test_persons_are_a_range(
    low: int | None, best: int | None, high: int | None, text: str
) -> None:
    assert figure_text(Figure(low=low, best=best, high=high)) == text


def test_an_unknown_figure_is_not_zero() -> None:
    assert figure_text(None) == DASH


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2024, 4, 30), date(2024, 4, 30), "2024-04-30"),
        (date(2024, 4, 28), date(2024, 4, 30), "2024-04-28 to 30"),
        (date(2024, 4, 28), date(2024, 5, 2), "2024-04-28 to 05-02"),
        (date(2023, 12, 30), date(2024, 1, 2), "2023-12-30 to 2024-01-02"),
        (None, date(2024, 4, 30), "by 2024-04-30"),
    ],
)
def test_days_are_written_once(start: date | None, end: date, text: str) -> None:
    assert when_text(event(date_start=start, date_end=end)) == text


def test_a_place_is_written_from_near_to_far_without_repetition() -> None:
    assert where_text(PLACE) == "Rastóva, UA"
    district = PLACE.model_copy(update={"name": "Old Quarter"})
    assert where_text(district) == "Old Quarter, Rastóva, UA"


def test_a_coarse_place_says_what_it_stands_for() -> None:
    coarse = {"name": "Donetsk", "city": None, "precision": 4}
    assert where_text(PLACE.model_copy(update=coarse)) == "Donetsk, UA (province)"


def test_a_country_is_written_in_full_where_there_is_room() -> None:
    assert where_text(PLACE, in_full=True) == "Rastóva, Ukraine"


def test_independent_outlets_are_counted_beside_all() -> None:
    assert outlets_text(event(n_publishers=5, n_independent=2)) == "5 (2 indep.)"
    assert outlets_text(event(n_publishers=2, n_independent=2)) == "2"


def test_the_most_frequent_types_come_first() -> None:
    assert types_text({"raid": 1, "air_strike": 4, "riot": 0}) == "air strike 4, raid 1"


def test_an_article_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in without_controls("a\x1b[2Jb")


def test_marks_split_a_quote_whatever_it_holds() -> None:
    assert list(marked_parts("a [b] <b>", "[", "]")) == [
        ("a ", False),
        ("b", True),
        (" <b>", False),
    ]


def test_a_vague_number_is_shown_as_told() -> None:
    assert figure_text(Figure(low=200, best=300, high=999, as_written="hundreds")) == "hundreds"
    assert figure_text(Figure(low=70, best=70, high=None, as_written="more than 70")) == "70+"
