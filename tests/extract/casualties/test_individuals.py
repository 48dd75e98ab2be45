"""People who are mentioned one by one."""

import pytest

from streams.extract.casualties.individuals import IndividualFinder, singular_person_nouns
from tests.extract.casualties.sentences import sentence, shown

FINDER = IndividualFinder()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a young soldier fell", ["a young soldier: 1"]),
        ("a very old lame sad soldier fell", []),
        ("the tank and soldier fell", []),
        ("his wife fell", ["his wife: 1"]),
        ("her parents fell", ["her parents: 2"]),
        ("both grandparents fell", ["both grandparents: 2"]),
        ("a couple fell", ["a couple: 2"]),
        ("a couple of boats sank", ["a couple: 1"]),
        ("another wounded lay there", ["another: 1"]),
        ("another storm came", []),
        ("a third was hurt", ["a third: 1"]),
        ("a third storm came", []),
        ("a 9-year-old fell", ["a 9-year-old: 1"]),
        ("there she fell", ["she: 1"]),
        ("hurting him in the leg", ["him: 1"]),
        ("giving him bread", []),
    ],
)
def test_one_person_or_a_pair(text: str, expected: list[str]) -> None:
    s = sentence(text)
    assert shown(s, FINDER.find(s)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Soldier , 32 , shot dead", ["Soldier: 1"]),
        ("Soldier 's car burns", []),
        ("A soldier fell", []),
    ],
)
def test_a_headline_leaves_the_article_out(text: str, expected: list[str]) -> None:
    s = sentence(text)
    assert shown(s, FINDER.without_article(s)) == expected


def test_a_noun_for_one_person_has_its_plural() -> None:
    found = singular_person_nouns().at(["policeman"], 0)
    assert found is not None
    assert found.value == "policemen"
