"""Who is counted in a sentence, and which numbers count no people."""

import pytest

from streams.extract.casualties.numbers import NumberReader
from streams.extract.casualties.person_counts import NumberedPeopleReader, PersonCountReader
from streams.extract.document.mentions import Name
from streams.extract.document.sentence import Sentence
from tests.extract.casualties.sentences import find, parsed, sentence, shown

NUMBERED = NumberedPeopleReader()
READER = PersonCountReader()


def numbered(s: Sentence) -> list[str]:
    return shown(s, NUMBERED.read(s, NumberReader().find(s.lower)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("three unarmed off-duty sailors slept", ["three unarmed off-duty sailors: 3"]),
        ("13 women and children fled", ["13 women and children: 13"]),
        ("12 Syrians fled", ["12 Syrians: 12"]),
        ("it left 5 dead", ["5: 5"]),
        ("killing three in Ulm", ["three: 3"]),
        ("two of them fell", ["two: 2"]),
        ("a family of five fled", ["five: 5"]),
        ("In 2023 , 46 sailors fell", ["46 sailors: 46"]),
    ],
)
def test_a_number_counts_people_with_or_without_a_noun(text: str, expected: list[str]) -> None:
    assert numbered(sentence(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "boys aged 15 and 17 .",
        "he is 28 years old",
        "she , 28 , fell",
        "a boy of 13 in Ulm fell",
        "it cost $ 75,000 .",
        "on Route 66 .",
        "on Nov. 9 , rain fell",
        "at 9 , rain fell",
        "in 2023 , rain fell",
        "by 40 % .",
        "nine boats sank",
    ],
)
def test_other_numbers_count_nobody(text: str) -> None:
    assert numbered(sentence(text)) == []


def test_two_nouns_under_one_number_are_both_groups() -> None:
    s = sentence("13 women and children fled")
    (people,) = NUMBERED.read(s, NumberReader().find(s.lower))
    assert people.group == "women, children"


@pytest.mark.parametrize(("noun", "number"), [("boats", 0), ("sailors", 2)])
def test_a_share_of_things_counts_nobody(noun: str, number: int) -> None:
    s = parsed(
        "it nsubj hit PRON",
        "hit ROOT - VERB",
        "34 obj hit NUM",
        f"of case {noun} ADP",
        f"51 nummod {noun} NUM",
        f"{noun} nmod 34 NOUN",
    )
    assert len(numbered(s)) == number


def read(text: str, *persons: str, headline: bool = False) -> list[str]:
    """Return the people of a sentence; those who are part of a number before end in "part"."""
    s = sentence(text)
    spans = [(*find(s, name), name) for name in persons]
    names = [Name(0, start, end, name, "person", known=False) for start, end, name in spans]
    people = READER.read(s, names, headline=headline)
    return [f"{one}{' part' * p.part}" for one, p in zip(shown(s, people), people, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ten sailors , including four cooks and a boy , fell",
            ["ten sailors: 10", "four cooks: 4 part", "a boy: 1 part"],
        ),
        (
            "ten sailors , including four lame old ship cooks and a boy , fell",
            ["ten sailors: 10", "four lame old ship cooks: 4 part", "a boy: 1 part"],
        ),
        ("five , two of them children , fell", ["five: 5", "two: 2 part"]),
        ("ten nuns fell , among them a boy there", ["ten nuns: 10", "a boy: 1 part"]),
        ("five were shot , one fatally .", ["five: 5", "one: 1 part"]),
        ("ten nuns fell , an official said", ["ten nuns: 10"]),
        ("four members of a family fell", ["four members: 4"]),
        ("a boy and two sailors fell", ["a boy: 1", "two sailors: 2"]),
    ],
)
def test_all_people_of_a_sentence(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_names_of_persons_are_people_once() -> None:
    assert read("Ada Quill and a boy fell", "Ada Quill") == ["Ada Quill: 1", "a boy: 1"]
    assert read("a boy , Ben Roe , fell", "Ben Roe") == ["a boy , Ben Roe: 1"]


def test_only_a_headline_leaves_articles_out() -> None:
    assert read("Boy shot in Ulm") == []
    assert read("Boy shot in Ulm", headline=True) == ["Boy: 1"]
