"""Who is named for a deed: in its sentence, or in one that tells no event of its own."""

import pytest

from tests.extract.reading import counted


def agents(text: str) -> set[str]:
    """Return the agents of all counting drafts that are no words about words."""
    return {
        actor.name
        for draft in counted(text)
        if draft.event_type != "accusation"
        for actor in draft.actors
        if actor.role == "agent"
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shining Path is responsible for the bombing in Lima on Monday.", "Shining Path"),
        ("The mayor blamed drug gangs for the car bomb attack in Cali on Monday.", "gangs"),
        ("The bombing in Lima on Monday was blamed on Shining Path.", "Shining Path"),
        ("The killing of a judge in Cali on Monday was the work of a cartel.", "cartel"),
        ("A group of unknown persons attacked an embassy in Lima on Monday.", "persons"),
        (
            "Six farmers were murdered near Uraba on Monday. Witnesses accused the FARC of the "
            "massacre.",
            "FARC",
        ),
        (
            "A bomb exploded in a hotel in Lima on Monday. Shining Path claimed responsibility "
            "for the attack.",
            "Shining Path",
        ),
        (
            "A car bomb killed four people in Peshawar on Monday. The Taliban said it had carried "
            "out the bombing.",
            "Taliban",
        ),
        (
            "Gunmen killed a mayor in Arauca on Monday. Police blamed the National Liberation "
            "Army.",
            "National Liberation Army",
        ),
        (
            "A bomb exploded in Lima on Monday. Police believe that the Shining Path planted it.",
            "Shining Path",
        ),
        (
            "A mayor was killed in Arauca on Monday. The police attributed the killing to the ELN.",
            "ELN",
        ),
        (
            "A bomb killed two soldiers in Sanaa on Monday. Al-Qaeda claimed responsibility.",
            "Al-Qaeda",
        ),
    ],
)
def test_who_is_named_for_a_deed_is_its_agent(text: str, expected: str) -> None:
    assert expected in agents(text)


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed two soldiers in Sanaa on Monday. No group claimed responsibility.",
        "A bomb killed two soldiers in Sanaa on Monday. The Houthis denied responsibility.",
        "A bomb killed two soldiers in Sanaa on Monday. The Houthis did not claim responsibility.",
        "The FARC is not responsible for the murder of a judge in Cali on Monday.",
        "The killing of two priests in Cali on Monday was condemned by the bishop.",
        "The mayor condemned the killing of two priests in Cali on Monday.",
    ],
)
def test_who_denies_or_condemns_did_nothing(text: str) -> None:
    assert agents(text) == set()


def test_blame_for_something_else_reaches_no_event_before() -> None:
    text = "Gunmen killed a mayor in Arauca on Monday. Farmers blamed the rains for the poor crop."
    assert agents(text) == {"Gunmen"}


def test_blame_reaches_two_sentences_back_only() -> None:
    text = (
        "A bomb killed two soldiers in Sanaa on Monday. The market was closed. Shops stayed shut. "
        "Police blamed Al-Qaeda."
    )
    assert agents(text) == set()
