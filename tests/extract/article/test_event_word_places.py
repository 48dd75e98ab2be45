import pytest

from streams.extract.article.event_word_places import EventWordPlaces
from tests.extract.reading import article

ASKER = EventWordPlaces()


def places(text: str, word: str) -> list[str]:
    start = text.index(word)
    found = ASKER.places(article(text), start, start + len(word))
    return [text[slice(*span)] for span in found]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Gunmen killed two guards in Kirkuk on Sunday.", "killed", ["Kirkuk"]),
        ("In Basra, students marched while shells hit Mosul.", "marched", ["Basra"]),
        ("Soldiers captured the hill near the town of Morek.", "captured", ["Morek"]),
        ("Two men from Basra were arrested in Erbil on Friday.", "arrested", ["Erbil"]),
    ],
)
def test_the_place_of_a_word_is_found_by_the_parse(
    text: str, word: str, expected: list[str]
) -> None:
    assert places(text, word) == expected


def test_a_verb_of_saying_has_no_place_of_the_event() -> None:
    text = "A doctor told reporters that shells had killed four people in Homs."
    assert places(text, "told") == []


def test_the_noun_that_is_written_with_a_name_is_part_of_it() -> None:
    text = "The army shelled farms in the Idlib Governorate on Monday."
    assert places(text, "shelled") == ["Idlib Governorate"]


def test_a_span_in_no_sentence_has_no_places() -> None:
    assert ASKER.places(article("Shells fell on Erbil."), 400, 410) == []
