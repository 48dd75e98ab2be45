import pytest

from tests.extract.reading import extract, toponyms


@pytest.mark.parametrize(
    ("text", "name", "hint"),
    [
        ("Iraqi soldiers fought militants in Anbar.", "Iraqi", "demonym"),
        ("Two Sri Lankans were hurt in Oman.", "Sri Lankans", "demonym"),
        ("A Texan died when the bus crashed in Peru.", "Texan", "demonym"),
        ("The Nairobi Water Company closed the road after the blast.", "Nairobi", None),
        ("Ohio Gov. Jane Roe spoke after the storm.", "Ohio", "admin1"),
        ("The Harlan County Council closed the school.", "Harlan County", None),
        ("A Lagos-based firm lost a ship in the storm.", "Lagos", None),
    ],
)
def test_peoples_and_places_in_names_are_found_as_metonyms(
    text: str, name: str, hint: str | None
) -> None:
    found = toponyms(text)[name]
    assert (found.metonym, found.feature_hint) == (True, hint)


def test_a_people_is_the_place_of_no_event() -> None:
    extraction = extract("Syrian troops shelled the town before dawn.")
    named = [extraction.toponyms[k.toponym].name for d in extraction.drafts for k in d.place_links]
    assert "Syrian" in [one.name for one in extraction.toponyms]
    assert "Syrian" not in named
