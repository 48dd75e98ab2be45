import pytest

from tests.extract.reading import drafts, only


def roles(text: str, event_type: str) -> set[tuple[str, str]]:
    return {(actor.name, actor.role) for actor in only(text, event_type).actors}


def test_the_subject_acts_and_the_object_is_the_target() -> None:
    assert roles("Rebels attacked soldiers near the town of Zliten.", "armed_clash") == {
        ("Rebels", "agent"),
        ("soldiers", "target"),
    }


def test_in_the_passive_it_is_the_other_way_round() -> None:
    assert roles("Two villagers were kidnapped by gunmen near Zliten.", "abduction") == {
        ("villagers", "target"),
        ("gunmen", "agent"),
    }


def test_a_demonym_gives_the_country() -> None:
    draft = only("Turkish troops shelled the town of Afrin.", "shelling")
    assert [(a.name, a.country, a.sector) for a in draft.actors] == [
        ("Turkish troops", "TUR", "armed_forces")
    ]


def test_the_weapon_is_named() -> None:
    assert drafts("A car bomb exploded in Kirkuk.")[0].weapon == "car bomb"


def test_who_brokers_a_deal_does_not_do_the_deed() -> None:
    text = "Taliban fighters freed nine captives near Kunduz in a deal mediated by Qatar."
    assert roles(text, "prisoner_release") == {
        ("Taliban fighters", "agent"),
        ("captives", "target"),
    }


def test_a_participle_with_an_object_of_its_own_is_no_passive() -> None:
    text = "Houthi rebels released 40 detainees in Taiz under an accord arranged by Oman."
    assert roles(text, "prisoner_release") == {
        ("Houthi rebels", "agent"),
        ("detainees", "target"),
    }


@pytest.mark.parametrize(
    ("text", "event_type", "agent", "country"),
    [
        ("A Russian missile attack killed six in Sumy on Monday.", "shelling", "Russian", "RUS"),
        ("A French air strike killed nine near Gao on Monday.", "air_strike", "French", "FRA"),
        ("The Turkish offensive in Afrin began on Monday.", "ground_assault", "Turkish", "TUR"),
    ],
)
def test_the_adjective_of_an_attack_names_the_state(
    text: str, event_type: str, agent: str, country: str
) -> None:
    agents = [one for one in only(text, event_type).actors if one.role == "agent"]
    assert [(one.name, one.country, one.sector) for one in agents] == [(agent, country, "state")]


def test_who_planted_the_bomb_did_it() -> None:
    assert ("ELN", "agent") in roles("A bomb planted by the ELN exploded in Cali.", "bombing")


def test_members_of_a_front_of_a_group_are_the_group() -> None:
    text = "Nine farmers were murdered in Turbo by members of the 12th front of the FARC."
    assert ("FARC", "agent") in roles(text, "attack_on_civilians")
