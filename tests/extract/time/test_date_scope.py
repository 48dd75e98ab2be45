"""The day of a deed, and not of what is said or done about it. Published on a Wednesday."""

from datetime import date

import pytest

from tests.extract.reading import drafts

SUNDAY, FRIDAY = date(2023, 3, 12), date(2023, 3, 10)


def day_of(text: str, event_type: str) -> set[date | None]:
    found = [d for d in drafts(text) if d.event_type == event_type]
    assert found, [d.event_type for d in drafts(text)]
    return {d.date_start for d in found}


@pytest.mark.parametrize(
    "text",
    [
        "France on Monday condemned an air strike in Taiz in which nine people died on Sunday.",
        "The mayor on Tuesday denounced an air strike on Taiz that killed nine people on Sunday.",
        "The toll of Sunday's air strike on Taiz rose to 12 on Tuesday.",
        "Speaking on Monday, the mayor said an air strike killed nine people in Taiz on Sunday.",
        "Families on Monday buried nine people killed in an air strike on Taiz on Sunday.",
    ],
)
def test_the_day_of_a_reaction_is_not_that_of_the_deed(text: str) -> None:
    assert day_of(text, "air_strike") == {SUNDAY}


@pytest.mark.parametrize(
    "text",
    [
        "The nurse, who moved to Ghent in 2018, was stabbed to death in Bruges on Sunday.",
        "A man who lost his job last month was stabbed to death in Bruges on Sunday.",
        "A driver who was released from prison in 2019 was stabbed to death in Bruges on Sunday.",
    ],
)
def test_the_date_of_a_relative_clause_is_not_that_of_the_deed(text: str) -> None:
    assert day_of(text, "attack_on_civilians") == {SUNDAY}
    roles = {d.temporal_role for d in drafts(text) if d.event_type == "attack_on_civilians"}
    assert roles == {"current"}


def test_a_clause_about_the_deed_dates_it() -> None:
    text = "Police are studying an air strike on Taiz that took place on Sunday."
    assert day_of(text, "air_strike") == {SUNDAY}


def test_a_date_right_behind_a_deed_is_its_own() -> None:
    text = "Officials condemned the air strike on Sunday on Taiz."
    assert day_of(text, "air_strike") == {SUNDAY}


def test_the_reason_of_a_protest_has_not_its_day() -> None:
    text = "Crowds marched in Bergen on Sunday over the murder of two nurses in Oslo on Friday."
    assert day_of(text, "protest") == {SUNDAY}
    assert day_of(text, "attack_on_civilians") == {FRIDAY}


@pytest.mark.parametrize("number", ["Two thousand", "Nearly two thousand", "Some 2,000"])
def test_a_number_of_soldiers_is_no_year(number: str) -> None:
    text = f"{number} soldiers were deployed to Goma on Sunday."
    assert day_of(text, "deployment") == {SUNDAY}


@pytest.mark.parametrize(
    "head",
    [
        "KYIV/WARSAW, March 14 - ",
        "BEIRUT/AMMAN, March 14 (Reuters) - ",
        "NAIROBI/JUBA (Reuters) - ",
    ],
)
def test_a_dateline_of_two_cities_dates_nothing(head: str) -> None:
    assert day_of(f"{head}An air strike killed nine people in Taiz on Sunday.", "air_strike") == {
        SUNDAY
    }


def test_a_noun_that_the_parser_takes_for_a_verb_is_a_reason_too() -> None:
    text = (
        "Crowds rallied in Bergen on Sunday over the police shooting of Ida Moe in Oslo on Friday."
    )
    found = {draft.event_type: draft.date_start for draft in drafts(text)}
    assert found == {"protest": date(2023, 3, 12), "shooting": date(2023, 3, 10)}
