"""Where names begin and end, and what they are of."""

import pytest

from streams.extract.document.mentions import NameKind
from streams.extract.names.capitals import Capitals
from streams.extract.names.finder import NameFinder
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.vocabulary.known_names import knowledge

CAPITALS = Capitals(knowledge(), not_names=frozenset())
FINDER = NameFinder(knowledge())


def kinds(text: str) -> dict[str, NameKind]:
    (sentence,) = Splitter().split(Cleaner().clean(text, None))
    return {name.text: name.kind for name in FINDER.find(CAPITALS.mark(sentence))}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They sailed off the Gulf of Aden at dawn.", "Gulf of Aden"),
        ("A bomb hit 177th Street at noon.", "177th Street"),
        ("They closed Highway 1 at noon.", "Highway 1"),
        ("They left Deir al Zour at noon.", "Deir al Zour"),
        ("The man came from St. Paul on foot.", "St. Paul"),
    ],
)
def test_a_name_goes_on(text: str, name: str) -> None:
    assert name in kinds(text)


def test_a_place_is_parted_from_its_police() -> None:
    assert kinds("He said Zebulon Police came.")["Zebulon"] == "place"


def test_days_and_months_are_no_names() -> None:
    assert kinds("They left on Monday in July.") == {}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They met Gen. Zebulon Orlov there.", "Gen. Zebulon Orlov", "person"),
        ("Near them Zebulon Orlov, 24, was shot.", "Zebulon Orlov", "person"),
        ("They met 30-year-old Orlov there.", "Orlov", "person"),
        ("They reached Orlovka, a village in the north.", "Orlovka", "place"),
        ("They fought in Sheikh Zuweid again.", "Sheikh Zuweid", "place"),
        ("They fought in the Sheikh Maqsoud district.", "Sheikh Maqsoud", "place"),
        ("They blamed the Zebulon Brigade again.", "Zebulon Brigade", "organisation"),
        ("They blamed the ZNLF for it.", "ZNLF", "organisation"),
        ("They blamed Boko Haram for it.", "Boko Haram", "organisation"),
        ("They flew to London again.", "London", "place"),
    ],
)
def test_what_a_name_is_of(text: str, name: str, kind: NameKind) -> None:
    assert kinds(text)[name] == kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The shop in Gary, IN, closed at noon.", "IN"),
        ("The shop in Perth, WA closed at noon.", "WA"),
        ("The shop in Portland ME closed at noon.", "ME"),
        ("THE SHOP IN SALEM, OR, CLOSED AT NOON.", "OR"),
    ],
)
def test_the_postal_code_behind_a_town_is_a_place(text: str, code: str) -> None:
    assert kinds(text)[code] == "place"


@pytest.mark.parametrize(
    "text",
    [
        "He was IN the shop, OR so they said.",
        "She said that he was OK at noon.",
        "THE MEN WERE TIRED, OR HURT.",
    ],
)
def test_the_same_letters_elsewhere_are_no_place(text: str) -> None:
    assert "place" not in {kinds(text).get(code) for code in ("IN", "OR", "OK")}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A clerk at Zoe's Diner left.", "Zoe's Diner"),
        ("They met near Cox's Bazar at noon.", "Cox's Bazar"),
        ("A bell of St. Mark's Cathedral rang.", "St. Mark's Cathedral"),
    ],
)
def test_a_possessive_name_is_whole(text: str, name: str) -> None:
    assert name in kinds(text)


def test_a_country_is_parted_from_what_is_its_own() -> None:
    assert kinds("They left Iraq's Mosul at noon.") == {"Iraq": "place", "Mosul": "place"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They went to the U.S", "U.S"),
        ("They went to the U.S. She stayed.", "U.S."),
        ("They crossed the West Bank at noon.", "West Bank"),
        ("They sailed the English Channel at noon.", "English Channel"),
        ("Tariffs of the EU rose at noon.", "EU"),
    ],
)
def test_countries_and_regions_are_places(text: str, name: str) -> None:
    assert kinds(text)[name] == "place"


@pytest.mark.parametrize("name", ["Tamil Nadu", "Hindu Kush", "Russian Far East"])
def test_a_place_named_after_a_people_is_whole(name: str) -> None:
    assert kinds(f"Floods reached {name} on Monday.")[name] == "place"


def test_a_people_is_no_part_of_the_place_behind_it() -> None:
    assert "Idlib" in kinds("Troops left for Syrian Idlib on Monday.")
