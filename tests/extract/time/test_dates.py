from datetime import UTC, date, datetime

import pytest

from tests.extract.reading import drafts, only


@pytest.mark.parametrize(
    ("told", "first", "last", "precision", "basis"),
    [
        ("on Sunday", date(2023, 3, 12), date(2023, 3, 12), 1, "relative"),
        ("on Wednesday", date(2023, 3, 15), date(2023, 3, 15), 1, "relative"),
        ("yesterday", date(2023, 3, 14), date(2023, 3, 14), 1, "relative"),
        ("two days ago", date(2023, 3, 13), date(2023, 3, 13), 1, "relative"),
        ("last week", date(2023, 3, 6), date(2023, 3, 12), 3, "relative"),
        ("on 9 March", date(2023, 3, 9), date(2023, 3, 9), 1, "explicit"),
        ("on March 9, 2023", date(2023, 3, 9), date(2023, 3, 9), 1, "explicit"),
        ("from Saturday to Sunday", date(2023, 3, 11), date(2023, 3, 12), 2, "relative"),
        ("overnight from Sunday to Monday", date(2023, 3, 12), date(2023, 3, 13), 2, "relative"),
        ("in March", date(2023, 3, 1), date(2023, 3, 15), 4, "explicit"),
        ("overnight", date(2023, 3, 14), date(2023, 3, 15), 2, "relative"),
        ("late Saturday or early Sunday", date(2023, 3, 11), date(2023, 3, 12), 2, "relative"),
        ("from 1 March to 12 March", date(2023, 3, 1), date(2023, 3, 12), 4, "explicit"),
        ("on the 11th", date(2023, 3, 11), date(2023, 3, 11), 1, "relative"),
        ("on the night of Monday", date(2023, 3, 13), date(2023, 3, 13), 1, "relative"),
        ("last night", date(2023, 3, 14), date(2023, 3, 14), 1, "relative"),
        ("over the weekend", date(2023, 3, 11), date(2023, 3, 12), 2, "relative"),
        ("on Ash Wednesday", date(2023, 2, 22), date(2023, 2, 22), 1, "explicit"),
    ],
)
def test_dates_resolve_against_the_publication_day(
    told: str, first: date, last: date, precision: int, basis: str
) -> None:
    draft = only(f"Troops shelled the town of Douma {told}.", "shelling")
    assert (draft.date_start, draft.date_end) == (first, last)
    assert (draft.date_precision, draft.date_basis) == (precision, basis)


def test_the_day_is_the_outlets_own() -> None:
    text = "A bomb exploded in Tripoli today."
    late = "2023-03-15T22:30:00+00:00"
    assert only(text, "bombing", published_at=late, timezone="Asia/Baghdad").date_end == date(
        2023, 3, 16
    )
    assert only(text, "bombing", published_at=late).date_end == date(2023, 3, 15)


def test_an_undated_event_is_of_the_publication_day_or_the_day_before() -> None:
    draft = only("A bomb exploded in Tripoli.", "bombing")
    assert (draft.date_start, draft.date_end) == (date(2023, 3, 14), date(2023, 3, 15))
    assert draft.date_basis == "publication"


def test_a_state_that_goes_on_has_no_first_day() -> None:
    draft = only("Rebels are now in control of the Nasib border crossing.", "territory_gain")
    assert (draft.date_start, draft.date_end) == (None, date(2023, 3, 15))


def test_a_date_carries_on_in_its_paragraph() -> None:
    text = "Rebels attacked a base near Homs on Sunday. Shells also hit a village there."
    assert [draft.date_start for draft in drafts(text)] == [date(2023, 3, 12)] * 2


def test_an_event_took_place_by_the_day_on_which_it_was_said() -> None:
    draft = only("Police said Monday that a man was shot dead in Dayton.", "shooting")
    assert draft.date_end == date(2023, 3, 13)
    fire = only("Police said Monday that a fire destroyed a school in Dayton.", "accident")
    assert (fire.date_start, fire.date_end) == (date(2023, 3, 12), date(2023, 3, 13))


def test_the_part_of_the_day_gives_the_hour() -> None:
    draft = only(
        "Early on Tuesday a bomb exploded in Tripoli.", "bombing", timezone="Africa/Tripoli"
    )
    assert draft.hour_start == datetime(2023, 3, 13, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("on December 20", date(2022, 12, 20)),
        ("on March 17", date(2023, 3, 15)),
        ("on April 2", date(2022, 4, 2)),
    ],
)
def test_a_day_without_a_year_is_the_last_one_of_what_has_happened(told: str, day: date) -> None:
    draft = only(f"Troops shelled the town of Douma {told}.", "shelling")
    assert (draft.date_start, draft.date_end) == (day, day)


def test_nothing_asserted_lies_after_publication() -> None:
    for told in ("tomorrow", "on 20 March", "this month", "in March"):
        for draft in drafts(f"Troops shelled the town of Douma {told}."):
            assert draft.modality == "future" or draft.date_end <= date(2023, 3, 15)


def test_a_state_before_a_date_says_nothing() -> None:
    (raid,) = drafts("Gunmen stormed a camp in Kano State on Sunday, residents said.")
    assert (raid.date_start, raid.date_end) == (date(2023, 3, 12), date(2023, 3, 12))
    assert raid.confidence.date == 0.9


def test_what_was_reported_on_a_day_took_place_then() -> None:
    draft = only("Heavy clashes were reported on Sunday in Horlivka.", "armed_clash")
    assert (draft.date_start, draft.date_precision) == (date(2023, 3, 12), 1)


def test_a_party_is_held_in_the_weeks_before_its_feast() -> None:
    (shooting,) = drafts("A gunman shot a guard dead at an office Christmas party on Friday.")
    assert (shooting.date_start, shooting.date_end) == (date(2023, 3, 10), date(2023, 3, 10))


def test_an_accusation_is_not_of_the_day_of_what_it_is_about() -> None:
    text = (
        "Shells hit a market in Izium on 2 March, killing six people.\n\n"
        "Ukraine accused Russia of a war crime."
    )
    assert only(text, "accusation").date_end == date(2023, 3, 15)


def test_an_event_elsewhere_in_the_paragraph_shares_its_day() -> None:
    found = drafts("Crowds rioted in Lyon on Sunday. In Lille, a school was set on fire.")
    assert {str(d.date_start) for d in found} == {"2023-03-12"}


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
