import pytest

from tests.extract.reading import best_place, drafts, extract


def places(text: str, event_type: str) -> list[str]:
    extraction = extract(text)
    found = [d for d in extraction.drafts if d.event_type == event_type]
    return [extraction.toponyms[d.place_links[0].toponym].name for d in found]


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        (
            "Warplanes carried out air strikes in Sanaa, Hodeidah and Taiz on Monday.",
            "air_strike",
            ["Sanaa", "Hodeidah", "Taiz"],
        ),
        (
            "Troops shelled Kupiansk, Lyptsi and Vovchansk on Monday.",
            "shelling",
            ["Kupiansk", "Lyptsi", "Vovchansk"],
        ),
        (
            "Assaults were launched on Monday against the coastal town of Morek, and against Izra.",
            "ground_assault",
            ["Morek", "Izra"],
        ),
        ("Rebels captured Morek, north of Hama, on Monday.", "territory_gain", ["Morek"]),
        ("Morek was captured by rebels from Idlib on Monday.", "territory_gain", ["Morek"]),
    ],
)
def test_each_listed_place_and_direct_object_is_a_place_of_the_event(
    text: str, event_type: str, expected: list[str]
) -> None:
    assert places(text, event_type) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Police raided a bar in Lyon on Monday. In Lille, the town hall was set on fire.",
        "Police raided a bar in Lyon on Monday. In Lille, the city hall was set on fire.",
    ],
)
def test_a_town_hall_points_to_no_town(text: str) -> None:
    assert best_place(text, "property_destruction") == "Lille"


def test_a_place_in_the_possession_of_a_country_contains_what_lies_in_it() -> None:
    extraction = extract("Gunmen raided a school in Kuriga, in Nigeria's Kaduna State, on Monday.")
    names = {t.name: t for t in extraction.toponyms}
    within = names["Kuriga"].within
    assert within is not None
    assert extraction.toponyms[within].name == "Kaduna"


def test_a_title_with_a_place_in_it_is_a_person() -> None:
    text = "Gunmen ambushed Tabuk Vice Mayor Ramon Castillo in Lubuagan, Kalinga on Monday."
    assert places(text, "targeted_killing") == ["Lubuagan"]


def test_a_name_that_is_explained_as_a_village_is_a_place() -> None:
    text = "Bandits burned down Ben Kuru, a village in Maradun district, on Monday."
    assert places(text, "property_destruction") == ["Ben Kuru"]


def test_a_hyphenated_name_keeps_its_small_particle() -> None:
    assert places("Gangs stormed a prison in Port-au-Prince on Monday.", "ground_assault") == [
        "Port-au-Prince"
    ]


def test_an_event_elsewhere_in_the_paragraph_shares_its_day() -> None:
    found = drafts("Crowds rioted in Lyon on Sunday. In Lille, a school was set on fire.")
    assert {str(d.date_start) for d in found} == {"2023-03-12"}


def test_an_embassy_lies_in_no_country_of_its_own() -> None:
    text = "Warplanes bombed Iran's consulate in Damascus on Monday."
    assert best_place(text, "air_strike") == "Damascus"
    names = {t.name: t for t in extract(text).toponyms}
    assert names["Damascus"].within is None


def test_states_in_a_list_lie_beside_each_other() -> None:
    names = {t.name: t for t in extract("Floods hit Florida, Georgia and Alabama.").toponyms}
    assert names["Florida"].within is None


def test_where_people_come_from_is_not_where_they_were_arrested() -> None:
    text = "A bomb exploded in Raanana on Monday. Two men from Hebron were arrested."
    assert best_place(text, "arrest") == "Raanana"


def test_a_place_behind_after_belongs_to_the_other_event() -> None:
    text = "Rioters looted shops in Dublin on Monday, hours after a boy was shot on Parnell Square."
    assert best_place(text, "riot") == "Dublin"
    assert best_place(text, "shooting") == "Parnell Square"
