from typing import Any

import pytest


def names(nlp: Any, text: str) -> dict[str, str]:
    return {entity.text: entity.label_ for entity in nlp(text).ents}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb went off in Karachi on Tuesday.", "Karachi"),
        ("Police in Manchester arrested two men.", "Manchester"),
        ("Fighting spread from Mosul to the villages around it.", "Mosul"),
        ("Floods cut the road between Beira and Chimoio.", "Chimoio"),
        ("The ministers of France and Kenya met.", "Kenya"),
    ],
)
def test_places(nlp: Any, text: str, name: str) -> None:
    assert names(nlp, text).get(name) in {"GPE", "LOC"}


def test_a_people_is_no_place(nlp: Any) -> None:
    assert names(nlp, "Ukrainian soldiers took the town.").get("Ukrainian") == "NORP"


def test_a_person(nlp: Any) -> None:
    found = names(nlp, "The mayor, Maria Gonzalez, said the water was rising.")
    assert found.get("Maria Gonzalez") == "PERSON"


def test_dates_and_numbers(nlp: Any) -> None:
    found = names(nlp, "At least 12 people died in the town of Kumasi on 3 March 2019.")
    assert found.get("12") == "CARDINAL"
    assert found.get("3 March 2019") == "DATE"


def test_weapons(nlp: Any) -> None:
    assert names(nlp, "They fired rockets at the port.").get("rockets") == "WEAPON"


def test_a_sentence_without_names_has_none(nlp: Any) -> None:
    assert names(nlp, "Nobody knew why the lights went out.") == {}
