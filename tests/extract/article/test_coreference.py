from datetime import date

import pytest

from tests.extract.reading import drafts, extract

LEAD = "Shells hit a market in Taiz on Monday, killing four people.\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "The envoy, at a meeting in Geneva, condemned the attack.",
        "President Amin Saleh, who was visiting Muscat, called it a deliberate attack.",
        "The rebels have not claimed responsibility for the attack.",
        "The minister said in Riyadh on Tuesday that the attack would be answered.",
    ],
)
def test_a_reference_takes_type_place_and_day_of_what_was_told(text: str) -> None:
    extraction = extract(LEAD + text)
    found = [d for d in extraction.drafts if d.trigger == "attack"]
    names = [extraction.toponyms[d.place_links[0].toponym].name for d in found]
    assert [d.event_type for d in found] == ["shelling"]
    assert names == ["Taiz"]
    assert found[0].date_start == date(2023, 3, 13)


def test_a_date_between_noun_and_article_is_its_own() -> None:
    weekly = "Officials spoke of last week's earthquake in Taiz, which killed 18 people.\n\n"
    found = drafts(weekly + "Some 200 people were injured by the March 8 quake.")
    assert [d.date_start for d in found] == [date(2023, 3, 6), date(2023, 3, 8)]


def test_an_attack_with_its_own_place_is_another_one() -> None:
    extraction = extract(LEAD + "The attack on a mosque in Marib killed two people on Tuesday.")
    last = extraction.drafts[-1]
    assert extraction.toponyms[last.place_links[0].toponym].name == "Marib"
    assert last.date_start == date(2023, 3, 14)


def test_a_later_denial_opens_no_event_of_its_own() -> None:
    found = drafts(LEAD + "In Sanaa, a spokesman denounced the killings.")
    assert {d.event_type for d in found} <= {"shelling", "accusation"}


@pytest.mark.parametrize(
    "text",
    [
        "A man with an axe hacked four people to death in Hof on Monday before he was shot dead by "
        "an officer.",
        "A woman stabbed four people in Hof on Monday. She was shot by a police officer.",
    ],
)
def test_how_police_stop_an_attacker_is_part_of_the_attack(text: str) -> None:
    assert {draft.event_type for draft in drafts(text)} == {"attack_on_civilians"}


def test_who_else_was_hurt_was_hurt_in_the_attack_and_not_when_police_fired() -> None:
    text = (
        "The woman who killed two people in an axe attack in Hof on Monday was ill, police said. "
        "She was shot by an officer. Nine people were injured."
    )
    assert {draft.event_type for draft in drafts(text)} == {"attack_on_civilians"}
