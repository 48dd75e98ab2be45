import pytest

from schemas import Toponym
from tests.extract.reading import extract


def toponyms(text: str) -> dict[str, Toponym]:
    return {toponym.name: toponym for toponym in extract(text).toponyms}


def container(text: str, name: str) -> str | None:
    extraction = extract(text)
    within = next(t.within for t in extraction.toponyms if t.name == name)
    return None if within is None else extraction.toponyms[within].name


@pytest.mark.parametrize(
    ("name", "outer", "text"),
    [
        ("Salaheddin", "Aleppo", "Troops shelled the Salaheddin district of Aleppo."),
        ("Jaramana", "Damascus", "A bomb exploded in the Damascus suburb of Jaramana."),
        ("Tikrit", "Iraq", "A bomb exploded in Tikrit, Iraq, on Monday."),
        ("Waco", "Texas", "A man was shot in Waco, Texas, on Monday."),
        ("Mezzeh", "Damascus", "Damascus was calm. Troops raided Mezzeh, in the west of the city."),
        ("Sukkari", "Aleppo", "Fighting raged in Aleppo. Shells fell on the Sukkari district."),
        ("Karrada", "Baghdad", "A bomb exploded in Baghdad's Karrada district."),
        ("Sheikh Saad", "Aleppo", "Fighting broke out in the Sheikh Saad district of Aleppo."),
    ],
)
def test_what_the_text_says_contains_a_place(name: str, outer: str, text: str) -> None:
    assert container(text, name) == outer


def test_a_list_is_no_containment() -> None:
    text = "Rebels clashed with troops in Homs, Hama and Idlib."
    assert [container(text, name) for name in ("Homs", "Hama", "Idlib")] == [None] * 3


def test_a_bearing_is_no_containment() -> None:
    assert container("Rebels seized Tadef, a town east of Manbij.", "Tadef") is None


@pytest.mark.parametrize(
    ("name", "hint", "text"),
    [
        ("Idlib", "admin1", "Jets struck Idlib province on Monday."),
        ("Manbij", "town", "Rebels took the town of Manbij."),
        ("Midan", "district", "Shells fell on the Midan district."),
        ("Bab al-Hawa", "crossing", "Rebels seized the Bab al-Hawa border crossing."),
        ("Syria", "country", "Fighting between troops and rebels went on in Syria."),
    ],
)
def test_the_noun_beside_a_name_is_its_hint(name: str, hint: str, text: str) -> None:
    assert toponyms(text)[name].feature_hint == hint


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The Free Syrian Army attacked a base near Homs.", "Free Syrian Army"),
        ("President Bashar al-Assad spoke of clashes near Homs.", "Bashar al-Assad"),
        ("Iraqi soldiers fought militants in Anbar.", "Iraqi"),
        ("Police arrested John Miller, 34, in Denver on Monday.", "John Miller"),
        ("On Tuesday in March rebels attacked Homs.", "Tuesday"),
        ("Maria Lopez said gunmen killed her brother in Cali.", "Maria Lopez"),
    ],
)
def test_people_peoples_and_organisations_are_no_event_places(text: str, absent: str) -> None:
    found = toponyms(text)
    assert not any(absent in name and not one.metonym for name, one in found.items())


@pytest.mark.parametrize(
    ("text", "name", "hint"),
    [
        ("Iraqi soldiers fought militants in Anbar.", "Iraqi", "demonym"),
        ("Two Sri Lankans were hurt in Oman.", "Sri Lankans", "demonym"),
        ("A Texan died when the bus crashed in Peru.", "Texan", "demonym"),
        ("The Nairobi Water Company closed the road after the blast.", "Nairobi", None),
        ("Ohio Gov. Jane Roe spoke after the storm.", "Ohio", None),
        ("The Harlan County Council closed the school.", "Harlan County", None),
        ("A Lagos-based firm lost a ship in the storm.", "Lagos", None),
    ],
)
def test_peoples_and_places_in_names_are_told_as_metonyms(
    text: str, name: str, hint: str | None
) -> None:
    found = toponyms(text)[name]
    assert (found.metonym, found.feature_hint) == (True, hint)


def test_a_people_is_the_place_of_no_event() -> None:
    extraction = extract("Syrian troops shelled the town before dawn.")
    named = [extraction.toponyms[k.toponym].name for d in extraction.drafts for k in d.place_links]
    assert "Syrian" in [one.name for one in extraction.toponyms]
    assert "Syrian" not in named


def test_offsets_point_at_the_name() -> None:
    text = "image captionThe Midan district of Damascus has seen heavy fighting"
    for toponym in extract(text).toponyms:
        assert text[toponym.char_start : toponym.char_end] == toponym.name


@pytest.mark.parametrize("name", ["St. Louis", "Mt. Vernon", "Newport News", "B.C."])
def test_names_with_dots_and_of_several_words_are_whole(name: str) -> None:
    assert name in toponyms(f"A man was shot in {name} on Monday.")
    assert name in toponyms(f"{name} was calm on Monday after the shooting.")
