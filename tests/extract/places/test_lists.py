import pytest

from tests.extract.reading import extract


def places(text: str, event_type: str) -> list[str]:
    extraction = extract(text)
    return [
        extraction.toponyms[draft.place_links[0].toponym].name
        for draft in extraction.drafts
        if draft.event_type == event_type and draft.place_links
    ]


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
    assert places(text, event_type) == wanted


def test_a_plural_behind_a_list_says_what_all_of_it_is() -> None:
    found = extract("Shelling of the Kharkiv and Sumy regions wounded six people on Sunday.")
    hints = {toponym.name: toponym.feature_hint for toponym in found.toponyms}
    assert hints == {"Kharkiv": "region", "Sumy": "region"}
