import pytest

from tests.extract.reading import best_place, counted, event_places, extract, toponyms


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
        ("A man was shot at a Father's Day picnic in Denver.", "Day"),
        ("Two men died in a Labor Day shooting near Denver.", "Day"),
    ],
)
def test_people_peoples_and_organisations_are_no_event_places(text: str, absent: str) -> None:
    found = toponyms(text)
    assert not any(absent in name and not one.metonym for name, one in found.items())


def test_offsets_point_at_the_name() -> None:
    text = "image captionThe Midan district of Damascus has seen heavy fighting"
    for toponym in extract(text).toponyms:
        assert text[toponym.char_start : toponym.char_end] == toponym.name


@pytest.mark.parametrize("name", ["St. Louis", "Mt. Vernon", "Newport News", "B.C."])
def test_names_with_dots_and_of_several_words_are_whole(name: str) -> None:
    assert name in toponyms(f"A man was shot in {name} on Monday.")
    assert name in toponyms(f"{name} was calm on Monday after the shooting.")


def test_the_cities_of_a_people_are_in_its_country() -> None:
    text = "Russia launched a wave of missiles at Ukrainian cities on Thursday."
    assert best_place(text, "shelling") == "Ukrainian"


def test_an_abbreviated_country_before_a_noun_is_an_adjective() -> None:
    text = "A shell hit a market in Taiz on Monday.\n\nA US reporter was wounded, medics said."
    assert best_place(text, "shelling") == "Taiz"
    assert not any(
        extract(text).toponyms[link.toponym].name == "US" and not link.inherited
        for draft in counted(text)
        for link in draft.place_links
    )


def test_a_title_with_a_place_in_it_is_a_person() -> None:
    text = "Gunmen ambushed Tabuk Vice Mayor Ramon Castillo in Lubuagan, Kalinga on Monday."
    assert event_places(text, "targeted_killing") == ["Lubuagan"]


def test_a_name_that_is_explained_as_a_village_is_a_place() -> None:
    text = "Bandits burned down Ben Kuru, a village in Maradun district, on Monday."
    assert event_places(text, "property_destruction") == ["Ben Kuru"]


def test_a_hyphenated_name_keeps_its_small_particle() -> None:
    assert event_places(
        "Gangs stormed a prison in Port-au-Prince on Monday.", "ground_assault"
    ) == ["Port-au-Prince"]
