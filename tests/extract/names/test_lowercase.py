"""Text without capitals gets those of its names, and any other stays as it is."""

import pytest

from streams.extract.names.lowercase import Recaser
from streams.extract.vocabulary.known_names import knowledge
from tests.extract.reading import toponyms

RECASER = Recaser(knowledge(), not_names=frozenset({"blast", "raid"}))


@pytest.mark.parametrize(
    ("text", "cased"),
    [
        (
            "a raid near quito killed two men on friday.",
            "A raid near Quito killed two men on Friday.",
        ),
        ("the man from el paso was jailed in texas.", "The man from El Paso was jailed in Texas."),
        ("a crash in toledo, oh, hurt six people.", "A crash in Toledo, OH, hurt six people."),
        (
            "floods in zemblar killed two. troops came.",
            "Floods in Zemblar killed two. Troops came.",
        ),
        ("the us sent a team to the nato base.", "The US sent a team to the NATO base."),
        (
            "a truck burned in nice, france, last week.",
            "A truck burned in Nice, France, last week.",
        ),
        ("she lived in turkey on monday as usual.", "She lived in Turkey on Monday as usual."),
    ],
)
def test_names_and_sentences_get_capitals(text: str, cased: str) -> None:
    assert RECASER.recase(text) == cased


@pytest.mark.parametrize(
    "text",
    [
        "he had a nice turkey sandwich and a split pea soup",
        "the mobile home of the reading club will march on in may",
        "the raid in question was of average length, people told us",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    assert RECASER.recase(text)[1:] == text[1:]


@pytest.mark.parametrize(
    "text",
    [
        "Police in Quito said that a raid killed two men near the market.",
        "POLICE IN QUITO SAID THAT A RAID KILLED TWO MEN.",
        "in quito",
    ],
)
def test_text_with_capitals_or_of_few_words_stays(text: str) -> None:
    assert RECASER.recase(text) == text


def test_offsets_are_those_of_the_text_as_it_was_given() -> None:
    text = "gunmen attacked a bus near garissa in kenya on friday."
    for found in toponyms(text).values():
        assert text[found.char_start : found.char_end] == found.name.lower()
