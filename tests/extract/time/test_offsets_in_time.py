from datetime import date

import pytest

from tests.extract.reading import drafts, only

LEAD = "Rebels shelled Douma on Monday. "


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Two days later, troops attacked a post in Harasta.", date(2023, 3, 15)),
        ("The next day, troops attacked a post in Harasta.", date(2023, 3, 14)),
        ("Hours later, troops attacked a post in Harasta.", date(2023, 3, 13)),
        ("The day before, troops attacked a post in Harasta.", date(2023, 3, 12)),
        ("A week earlier, troops attacked a post in Harasta.", date(2023, 3, 6)),
        ("On the same day, troops attacked a post in Harasta.", date(2023, 3, 13)),
    ],
)
def test_a_distance_in_time_counts_from_what_was_told_before(text: str, day: date) -> None:
    found = only(LEAD + text, "ground_assault")
    assert (found.date_start, found.date_end) == (day, day)


def test_what_is_told_behind_after_lies_before_the_main_event() -> None:
    text = "Rebels captured Morek on Tuesday, a day after troops withdrew from Saraqib."
    assert only(text, "territory_gain").date_start == date(2023, 3, 14)
    assert only(text, "withdrawal").date_start == date(2023, 3, 13)


def test_weeks_of_violence_before_an_event_are_history() -> None:
    text = "Troops captured Rastan on Monday. The advance follows weeks of shelling in Homs."
    assert only(text, "shelling").temporal_role == "background"


@pytest.mark.parametrize(
    ("words", "published", "first"),
    [
        ("last weekend", "2023-03-15T12:00:00Z", date(2023, 3, 11)),
        ("over the weekend", "2023-03-12T12:00:00Z", date(2023, 3, 11)),
        ("last weekend", "2023-03-12T12:00:00Z", date(2023, 3, 4)),
    ],
)
def test_a_weekend_is_saturday_and_sunday(words: str, published: str, first: date) -> None:
    found = only(f"Rebels captured Morek {words}.", "territory_gain", published_at=published)
    assert found.date_start == first


def test_a_year_before_a_noun_dates_it() -> None:
    (found,) = drafts("He spoke of the 2017 bombing of a theatre in Leeds.")
    assert (found.date_start, found.temporal_role) == (date(2017, 1, 1), "background")
