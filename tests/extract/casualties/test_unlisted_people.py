"""People whose noun no list has, found by the casualty verb of a parse."""

import pytest

from streams.extract.casualties.numbers import NumberReader
from streams.extract.casualties.unlisted_people import UnlistedPeopleFinder
from streams.extract.document.sentence import Sentence
from tests.extract.casualties.sentences import parsed, sentence, shown

FINDER = UnlistedPeopleFinder()


def found(s: Sentence) -> list[str]:
    return shown(s, FINDER.find(s, NumberReader().find(s.lower)))


def killed(noun: str, *, number: str = "seven nummod {0} NUM", tag: str = "NNS") -> Sentence:
    """Return "fire killed seven ..." with a noun, its number or article, and its tag."""
    rows = ["fire nsubj killed NOUN", "killed ROOT - VERB", f"{noun} obj killed NOUN {tag}"]
    if number:
        rows.insert(2, number.format(noun))
    return parsed(*rows)


@pytest.mark.parametrize(
    ("s", "expected"),
    [
        (killed("puppeteers"), ["seven puppeteers: 7"]),
        (killed("cattle"), []),
        (killed("puppeteers", number=""), []),
        (killed("puppeteer", number="a det {0} DET", tag="NN"), ["a puppeteer: 1"]),
        (killed("fence", number="a det {0} DET", tag="NN"), []),
        (killed("Quill", number="", tag="NNP"), ["Quill: 1"]),
    ],
)
def test_the_object_of_a_casualty_verb(s: Sentence, expected: list[str]) -> None:
    assert found(s) == expected


@pytest.mark.parametrize(
    ("verb", "label", "expected"),
    [
        ("killed", "nsubj:pass", ["seven puppeteers: 7"]),
        ("seized", "nsubj:pass", []),
        ("killed", "nsubj", []),
    ],
)
def test_the_subject_suffers_in_the_passive_only(
    verb: str, label: str, expected: list[str]
) -> None:
    rows = ("seven nummod puppeteers NUM", f"puppeteers {label} {verb} NOUN", f"{verb} ROOT - VERB")
    assert found(parsed(*rows)) == expected


def test_the_subject_of_dying_suffers_in_the_active_too() -> None:
    rows = ("seven nummod puppeteers NUM", "puppeteers nsubj die NOUN", "die ROOT - VERB")
    assert found(parsed(*rows)) == ["seven puppeteers: 7"]


def test_nouns_joined_by_and_are_all_victims() -> None:
    s = parsed(
        "killing ROOT - VERB",
        "two nummod puppeteers NUM",
        "puppeteers obj killing NOUN",
        "and cc jugglers CCONJ",
        "six nummod jugglers NUM",
        "jugglers conj puppeteers NOUN",
    )
    assert found(s) == ["two puppeteers: 2", "six jugglers: 6"]


def test_without_a_parse_nobody_is_found() -> None:
    assert found(sentence("fire killed seven puppeteers")) == []
