"""What names are known to be."""

import pytest

from streams.extract.vocabulary.known_names import demonyms, knowledge


@pytest.mark.parametrize("name", ["syria", "texas", "ontario", "mosul", "new delhi"])
def test_places_that_readers_know(name: str) -> None:
    assert knowledge().is_place(name)


@pytest.mark.parametrize("name", ["tx", "in", "soldier", "zebulon"])
def test_what_is_no_such_place(name: str) -> None:
    assert not knowledge().is_place(name)


def test_countries_and_their_people_have_the_same_code() -> None:
    known = knowledge()
    assert known.countries["afghanistan"] == known.demonyms["afghans"] == "AFG"


def test_a_demonym_that_is_missing_adds_no_name() -> None:
    assert "-" not in knowledge().demonyms


def test_demonyms_have_regular_plurals() -> None:
    assert {"syrian", "syrians", "iraqis", "acehnese"} <= demonyms(knowledge())


def test_days_and_months_are_the_calendar() -> None:
    assert {"monday", "july", "march"} <= knowledge().calendar
    assert "yesterday" not in knowledge().calendar


def test_common_words_are_the_generated_list_and_that_of_the_news() -> None:
    assert {"people", "guerrillas"} <= knowledge().common
