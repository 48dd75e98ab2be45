import pytest

from tests.extract.reading import event_places, extract


@pytest.mark.parametrize(
    ("text", "event_type", "wanted"),
    [
        (
            "Rebels captured the towns of Ardana and Belwa on Sunday.",
            "territory_gain",
            ["Ardana", "Belwa"],
        ),
        (
            "Troops took control of the villages of Ardana in the Sumy region and Belwa in the "
            "Kharkiv region on Sunday.",
            "territory_gain",
            ["Ardana", "Belwa"],
        ),
        (
            "Rebels fired rockets at Gondar and across the border at the capital Asmara on Sunday.",
            "shelling",
            ["Gondar", "Asmara"],
        ),
        (
            "Police raided homes in Catania on Sicily, Cagliari on Sardinia, and Ajaccio on "
            "Corsica.",
            "raid",
            ["Catania", "Cagliari", "Ajaccio"],
        ),
        (
            "Thousands protested in Ardana on Tenerife, in Belwa on Gran Canaria and in Corva on "
            "Lanzarote on Sunday.",
            "protest",
            ["Ardana", "Belwa", "Corva"],
        ),
        (
            "Gunmen ambushed a patrol on the road between Kirkuk and Tikrit on Sunday, killing two "
            "soldiers.",
            "armed_clash",
            ["Kirkuk"],
        ),
        (
            "Nine people were killed in air strikes on Lviv, Dnipro and other cities on Sunday.",
            "air_strike",
            ["Lviv", "Dnipro"],
        ),
    ],
)
def test_each_place_of_a_list_has_the_event(text: str, event_type: str, wanted: list[str]) -> None:
    assert event_places(text, event_type) == wanted


def test_a_plural_behind_a_list_says_what_all_of_it_is() -> None:
    found = extract("Shelling of the Kharkiv and Sumy regions wounded six people on Sunday.")
    hints = {toponym.name: toponym.feature_hint for toponym in found.toponyms}
    assert hints == {"Kharkiv": "region", "Sumy": "region"}


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
    assert event_places(text, event_type) == expected


def test_places_joined_by_and_share_the_event() -> None:
    text = "Assaults were launched by troops against Kafr Nabl, and against Saraqib, on Monday."
    extraction = extract(text)
    best = [extraction.toponyms[d.place_links[0].toponym].name for d in extraction.drafts]
    assert best == ["Kafr Nabl", "Saraqib"]
    assert len({d.mention_id for d in extraction.drafts}) == 2


@pytest.mark.parametrize(
    ("text", "event_type", "wanted"),
    [
        (
            "Dockers walked out on Monday at a terminal in Hamburg, a shipyard in Kiel and a depot "
            "in Bremen.",
            "strike",
            ["Hamburg", "Kiel", "Bremen"],
        ),
        (
            "Students marched in Lyon, farmers in Nantes and pensioners in Lille on Saturday.",
            "protest",
            ["Lyon", "Nantes", "Lille"],
        ),
        (
            "A bombing in Kabul and a raid in Balkh were reported on Monday.",
            "bombing",
            ["Kabul"],
        ),
    ],
)
def test_members_of_a_list_have_nouns_of_their_own(
    text: str, event_type: str, wanted: list[str]
) -> None:
    assert event_places(text, event_type) == wanted
