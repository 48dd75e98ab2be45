"""What later reports tell: deaths after days, tolls that rise, days told apart from the event."""

import pytest

from schemas.extraction import MentionDraft
from tests.extract.reading import drafts, only


def days(text: str, event_type: str) -> set[str]:
    """Return the last days of the events of a type."""
    return {str(one.date_end) for one in drafts(text) if one.event_type == event_type}


def most(found: list[MentionDraft], kind: str) -> int:
    figures = (getattr(one.casualties, kind) for one in found)
    return max((figure.best or 0 for figure in figures if figure is not None), default=0)


def test_who_dies_later_was_shot_on_the_day_of_the_shooting() -> None:
    text = (
        "A clerk was shot in a store in Wichita on Thursday. "
        "She died at a hospital on Saturday, police said."
    )
    assert days(text, "shooting") == {"2023-03-09"}
    assert most(drafts(text), "killed") == 1
    assert most(drafts(text), "injured") == 0


def test_a_death_with_its_own_cause_keeps_its_day() -> None:
    text = (
        "A clerk was shot in a store in Wichita on Thursday. "
        "Two men were shot dead in Tulsa on Saturday."
    )
    assert days(text, "shooting") == {"2023-03-09", "2023-03-11"}


def test_the_dead_are_no_longer_wounded() -> None:
    text = (
        "A boy was wounded in a shooting in Dayton on Saturday. "
        "The boy was taken to a hospital, where he died."
    )
    assert most(drafts(text), "killed") == 1
    assert most(drafts(text), "injured") == 0


def test_who_is_wounded_beside_a_dead_one_stays_wounded() -> None:
    text = "A man was killed and a woman was wounded in a shooting in Dayton on Saturday."
    found = only(text, "shooting").casualties
    assert found.killed is not None
    assert found.injured is not None
    assert (found.killed.best, found.injured.best) == (1, 1)


def test_a_toll_in_a_sentence_without_an_event_counts() -> None:
    text = (
        "Searchers came upon three more bodies on Sunday, bringing the number of dead to 11. "
        "A methane explosion ripped through a coal mine near Karaganda on Friday."
    )
    assert most(drafts(text), "killed") == 11
    assert days(text, "accident") == {"2023-03-10"}


def test_a_vague_headline_adds_nothing_to_a_number() -> None:
    text = "A quake killed at least 31 people in Rioja on Saturday."
    found = drafts(text, title="Dozens killed in quake")
    assert most(found, "killed") == 31


@pytest.mark.parametrize(
    "text",
    [
        "A hotel fire killed six guests in Athens on Friday. The blaze broke out at 3 a.m.",
        "A quake hit Rioja on Friday. The quake destroyed houses near Moyobamba.",
    ],
)
def test_a_disaster_told_again_is_of_its_day(text: str) -> None:
    found = drafts(text)
    assert len(found) > 1
    assert {str(one.date_start) for one in found} == {"2023-03-10"}


def test_another_disaster_keeps_away_from_the_day() -> None:
    text = "A quake hit Rioja on Friday.\n\nAnother quake shook Moyobamba."
    assert {str(one.date_start) for one in drafts(text)} == {"2023-03-10", "2023-03-14"}


def test_a_month_of_a_relative_clause_is_not_that_of_the_main_verb() -> None:
    text = "Gunmen freed 38 pupils who were abducted from a school in Zuru last month."
    roles = {one.event_type: one.temporal_role for one in drafts(text)}
    assert roles["prisoner_release"] == "current"
    assert roles["abduction"] == "background"


def test_a_day_of_those_who_are_told_is_not_the_event_s() -> None:
    text = (
        "Gunmen killed seven people in a bar in Duran on Thursday. The attackers fired 80 shots, "
        "a general told a news conference on Saturday."
    )
    assert days(text, "mass_shooting") == {"2023-03-09"}


def test_a_day_of_last_year_is_of_last_year() -> None:
    text = "Ten people were shot dead at a school in Graz on 16 March last year."
    assert days(text, "mass_shooting") == {"2022-03-16"}


def test_a_sentence_ends_behind_an_hour() -> None:
    text = (
        "A car passed and someone opened fire in Toledo on Thursday at 9 p.m. She died on Saturday "
        "night at a hospital."
    )
    assert days(text, "shooting") == {"2023-03-09"}


def test_what_is_always_so_is_no_news() -> None:
    text = "Police spoke on Saturday. Armed gangs often attack villages near Zuru."
    assert all(one.temporal_role != "current" for one in drafts(text))


def test_a_robbery_is_no_second_event_beside_its_shots() -> None:
    text = "Robbers shot a guard dead during a bank robbery in Karachi on Friday."
    assert [one.event_type for one in drafts(text)] == ["shooting"]


def test_a_killing_behind_an_abduction_is_an_event_of_its_own() -> None:
    found = drafts("Three tourists were kidnapped and killed in Kunduz on Monday.")
    assert [one.event_type for one in found] == ["abduction", "attack_on_civilians"]
    assert most(found, "killed") == 3


def test_the_wounded_of_an_abduction_are_its_own() -> None:
    text = "Two soldiers were wounded when gunmen kidnapped a judge in Lagos on Monday."
    assert [one.event_type for one in drafts(text)] == ["abduction"]
