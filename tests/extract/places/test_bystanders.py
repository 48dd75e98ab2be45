import pytest

from tests.extract.reading import best_place, drafts


@pytest.mark.parametrize(
    ("text", "event_type", "wanted"),
    [
        (
            "Rebels attacked Zabadani, a resort town on the road between Damascus and Beirut, on "
            "Sunday.",
            "ground_assault",
            "Zabadani",
        ),
        (
            "Gunmen shot dead nine people in Balad, a town on the highway to Mosul, on Sunday.",
            "mass_shooting",
            "Balad",
        ),
        (
            "Two bombs went off in Hama on Sunday. The attacks came ahead of talks in Geneva.",
            "bombing",
            "Hama",
        ),
        (
            "Soldiers led by a commander raised in Arauca attacked the village of Saravena on "
            "Sunday.",
            "ground_assault",
            "Saravena",
        ),
        (
            "The Shaab attack killed nine civilians on Sunday.",
            "attack_on_civilians",
            "Shaab",
        ),
    ],
)
def test_places_of_something_else_stand_back(text: str, event_type: str, wanted: str) -> None:
    assert best_place(text, event_type) == wanted


def test_the_attack_at_a_known_place_is_the_event_reported_there() -> None:
    found = drafts(
        "A suicide bomber blew himself up in Balad on Sunday, killing nine people. Islamic State "
        "claimed the Balad attack."
    )
    assert {draft.event_type for draft in found} == {"suicide_attack"}
