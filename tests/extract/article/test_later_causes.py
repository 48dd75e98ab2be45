import pytest

from tests.extract.reading import counted


@pytest.mark.parametrize(
    ("event_type", "text"),
    [
        (
            "accident",
            "A huge blast tore through a warehouse in Tete, Mozambique, on Monday, killing nine "
            "people. The mayor said fireworks had been stored there.",
        ),
        (
            "bombing",
            "A huge blast tore through a warehouse in Tete, Mozambique, on Monday, killing nine "
            "people. The mayor said fireworks had been stored there and a bomb had set them off.",
        ),
        (
            "bombing",
            "A huge blast tore through a warehouse in Tete, Mozambique, on Monday, killing nine "
            "people. The mayor visited the wounded.",
        ),
        (
            "property_destruction",
            "A fire gutted a library in Turku, Finland, on Monday. Police suspect arson.",
        ),
        (
            "accident",
            "A fire gutted a library in Turku, Finland, on Monday. Police praised the fire crews.",
        ),
    ],
)
def test_a_later_sentence_tells_what_a_blast_or_a_fire_was_due_to(
    event_type: str, text: str
) -> None:
    assert event_type in {draft.event_type for draft in counted(text)}


def test_what_takes_up_an_event_takes_its_new_type() -> None:
    text = (
        "A huge blast tore through a warehouse in Tete, Mozambique, on Monday. Nine people died. "
        "The mayor said fireworks had been stored there."
    )
    assert {draft.event_type for draft in counted(text)} == {"accident"}


def test_shots_of_a_later_sentence_make_a_shooting() -> None:
    text = "Gunmen killed seven people in a bar in Duran on Monday. The attackers fired 80 shots."
    assert "mass_shooting" in {draft.event_type for draft in counted(text)}
    text = "Gunmen killed seven people in a bar in Duran on Monday. The attackers used machetes."
    assert "mass_shooting" not in {draft.event_type for draft in counted(text)}
