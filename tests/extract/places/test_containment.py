import pytest

from tests.extract.reading import best_place, extract


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
        ("Santa Cruz", "Tenerife", "Thousands protested in Santa Cruz on Tenerife on Monday."),
        ("Sheikh Saad", "Aleppo", "Fighting broke out in the Sheikh Saad district of Aleppo."),
    ],
)
def test_what_the_text_says_contains_a_place(name: str, outer: str, text: str) -> None:
    assert container(text, name) == outer


def test_a_list_is_no_containment() -> None:
    text = "Rebels clashed with troops in Homs, Hama and Idlib."
    assert [container(text, name) for name in ("Homs", "Hama", "Idlib")] == [None] * 3


def test_an_item_that_is_told_like_the_one_before_does_not_contain_it() -> None:
    text = "Crowds marched in Ardana on Tenerife, in Belwa on Gran Canaria and in Corva on Hierro."
    assert container(text, "Tenerife") is None
    assert container(text, "Belwa") == "Gran Canaria"
    wider = "Crowds marched in Ardana on Tenerife, in Spain."
    assert container(wider, "Tenerife") == "Spain"


def test_a_bearing_is_no_containment() -> None:
    assert container("Rebels seized Tadef, a town east of Manbij.", "Tadef") is None
    far = "Aden was calm. Troops raided Zebulon, some 40 miles north of the city, on Monday."
    assert container(far, "Zebulon") is None


def test_a_place_in_the_possession_of_a_country_contains_what_lies_in_it() -> None:
    extraction = extract("Gunmen raided a school in Kuriga, in Nigeria's Kaduna State, on Monday.")
    names = {t.name: t for t in extraction.toponyms}
    within = names["Kuriga"].within
    assert within is not None
    assert extraction.toponyms[within].name == "Kaduna"


def test_an_embassy_lies_in_no_country_of_its_own() -> None:
    text = "Warplanes bombed Iran's consulate in Damascus on Monday."
    assert best_place(text, "air_strike") == "Damascus"
    names = {t.name: t for t in extract(text).toponyms}
    assert names["Damascus"].within is None


def test_states_in_a_list_lie_beside_each_other() -> None:
    names = {t.name: t for t in extract("Floods hit Florida, Georgia and Alabama.").toponyms}
    assert names["Florida"].within is None


@pytest.mark.parametrize(
    ("text", "area", "town"),
    [
        ("A bomb went off in the West Bank town of Nablus on Monday.", "West Bank", "Nablus"),
        ("A bomb went off in the Crimea port of Sevastopol on Monday.", "Crimea", "Sevastopol"),
    ],
)
def test_a_region_holds_the_known_town_behind_it(text: str, area: str, town: str) -> None:
    found = extract(text).toponyms
    inner = next(one for one in found if one.name == town)
    assert inner.within is not None
    assert found[inner.within].name == area


@pytest.mark.parametrize(
    ("text", "name", "people"),
    [
        ("A bomb went off on the Greek island of Zebulos on Monday.", "Zebulos", "Greek"),
        ("A bomb went off in the Kenyan town of Zebula on Monday.", "Zebula", "Kenyan"),
    ],
)
def test_a_people_holds_its_town(text: str, name: str, people: str) -> None:
    found = extract(text).toponyms
    inner = next(one for one in found if one.name == name)
    assert inner.within is not None
    assert found[inner.within].name == people


def test_who_filed_does_not_hold_what_is_named_beside_another_place() -> None:
    text = "NAIROBI (AP) - A bomb went off at the Zebula camp near Garissa on Monday."
    found = extract(text).toponyms
    camp = next(one for one in found if one.name == "Zebula")
    assert camp.within is not None
    assert found[camp.within].name == "Garissa"


@pytest.mark.parametrize(
    ("name", "outer", "text"),
    [
        ("Palenque", "Bogota", "Police were in Bogota, where a bus was burned in Palenque."),
        ("Ojota", "Lagos", "Six died in Lagos, where gunmen opened fire at a bar in Ojota."),
    ],
)
def test_what_a_clause_places_lies_in_what_it_describes(name: str, outer: str, text: str) -> None:
    assert container(text, name) == outer


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Tarhuna", "He was in Geneva, where he said strikes in Tarhuna had killed five."),
        ("Zuwara", "Talks were held in Doha, where envoys from Zuwara arrived on Friday."),
    ],
)
def test_what_is_said_in_a_place_need_not_lie_there(name: str, text: str) -> None:
    assert container(text, name) is None
