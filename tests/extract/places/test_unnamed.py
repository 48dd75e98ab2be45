"""Capitals and places at sea that the text tells without their names."""

import pytest

from tests.extract.reading import best_place, toponyms


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb killed six people in Peru's capital on Monday.", "Peru's capital"),
        ("A bomb killed six people in the Peruvian capital on Monday.", "Peruvian capital"),
        ("A bomb killed six people in the capital of Peru on Monday.", "capital of Peru"),
        ("A bomb killed six people in the South Sudanese capital.", "South Sudanese capital"),
    ],
)
def test_a_capital_is_the_place_of_an_event(text: str, name: str) -> None:
    assert best_place(text, "bombing") == name


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian capital was spent on roads in Bolivia.",
        "Peru's capital gains tax rose on Monday.",
        "The blast hit Lima, the Peruvian capital.",
        "The blast hit the Peruvian capital, Lima.",
    ],
)
def test_money_and_capitals_with_a_name_are_no_more_places(text: str) -> None:
    assert not any("capital" in name for name in toponyms(text))


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("A tug sank 40 nautical miles off Durban.", "Durban", "40 nautical miles off"),
        ("A tug sank 40 kilometres off Durban.", "Durban", "40 kilometres off"),
        ("A tug sank 40 nautical miles south of Durban.", "Durban", "40 nautical miles south of"),
        ("A bus burned 40 miles south of Durban.", "Durban", "south of"),
        ("A bus burned off Durban.", "Durban", "off"),
    ],
)
def test_the_distance_at_sea_is_the_cue(text: str, name: str, cue: str) -> None:
    assert toponyms(text)[name].cue == cue
