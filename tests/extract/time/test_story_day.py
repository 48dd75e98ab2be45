"""The day of a story: what is told without a date is dated by the article's own incident."""

from datetime import date

from tests.extract.reading import counted, drafts

TODAY = date(2023, 3, 15)


def test_undated_violence_takes_the_day_of_the_story() -> None:
    text = (
        "Gunmen opened fire on a tea house in Dayton, killing three men, officials said.\n\n"
        "The shooting happened at about 10 p.m. Sunday, police said. A fourth man was shot too."
    )
    found = counted(text)
    assert len(found) >= 2
    assert {(draft.date_start, draft.date_end) for draft in found} == {(date(2023, 3, 12),) * 2}


def test_the_day_of_an_arrest_is_not_that_of_the_shooting() -> None:
    text = (
        "Police in Dayton arrested a man on Tuesday over a shooting that killed two brothers.\n\n"
        "The brothers were shot at about 1 a.m. Saturday outside a bakery.\n\n"
        "A judge set bail on Wednesday. A witness said that the gunman shot one brother twice."
    )
    shootings = [
        draft for draft in counted(text) if draft.event_type in {"shooting", "mass_shooting"}
    ]
    assert shootings
    assert shootings[-1].date_start == shootings[-1].date_end == date(2023, 3, 11)


def test_what_a_trial_tells_again_is_history() -> None:
    text = (
        "A jury in Dayton convicted a baker of murder on Tuesday.\n\n"
        "The baker shot two brothers on May 8, 2021, outside his shop, prosecutors said.\n\n"
        "Two shots were fired. The baker shot the older brother first, a witness said."
    )
    told = [draft for draft in drafts(text) if "older brother" in draft.quote]
    assert told
    assert {draft.temporal_role for draft in told} == {"background"}


def test_without_a_likely_day_the_last_two_are_left_open() -> None:
    found = drafts("Fighters attacked a post near Homs.")
    assert [(draft.date_start, draft.date_end) for draft in found] == [(date(2023, 3, 14), TODAY)]
    assert found[0].date_basis == "publication"


def test_a_dateline_says_on_which_day_today_is() -> None:
    filed = "HOMS, Syria, March 13 (Agency) - Shells hit a village near Homs today."
    found = counted(filed)
    assert [(draft.date_start, draft.date_basis) for draft in found] == [
        (date(2023, 3, 13), "relative")
    ]
    old = filed.replace("March 13", "March 3")
    assert [draft.date_start for draft in counted(old)] == [TODAY]


def test_an_undated_event_behind_a_dateline_is_dated_by_it() -> None:
    found = counted("HOMS, Syria, March 13 (Agency) - The army shelled the village of Talbiseh.")
    assert [draft.date_basis for draft in found] == ["dateline"]
    assert found[0].date_end == date(2023, 3, 13)
