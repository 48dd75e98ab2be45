"""What a place is beside the events of its sentence."""

import pytest

from tests.extract.reading import extract


@pytest.mark.parametrize(
    ("text", "name", "aside"),
    [
        ("Gunmen killed three traders near the border with Chad on Monday.", "Chad", "border"),
        (
            "Rockets that were launched from Tyre hit a school in Nahariya on Friday.",
            "Tyre",
            "launch",
        ),
        ("The bomber, a native of Leeds, killed four people in Luton on Friday.", "Leeds", "home"),
        ("Two brothers from Oruro were shot dead in Tacna on Sunday.", "Oruro", "home"),
        ("The wounded were airlifted to Nairobi after the attack in Garissa.", "Nairobi", "care"),
        ("The soldiers killed in the clash were buried in Batumi on Friday.", "Batumi", "burial"),
        ("After his arrest the striker will play at Cardiff on Sunday.", "Cardiff", "plan"),
        ("A fan was stabbed at the final in Cardiff on Sunday.", "Cardiff", None),
        ("A man was shot dead in Tampico on Friday.", "Tampico", None),
        ("A blast in a hospital in Kandahar killed nine people on Monday.", "Kandahar", None),
        ("Protesters blocked the border crossing at Chaman on Friday.", "Chaman", None),
    ],
)
def test_the_words_above_a_place_say_what_it_is(text: str, name: str, aside: str | None) -> None:
    found = {toponym.name: toponym.aside for toponym in extract(text).toponyms}
    assert found[name] == aside
