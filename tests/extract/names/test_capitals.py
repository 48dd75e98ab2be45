"""Which words count as capitalised, in prose, in headlines and in text in capitals."""

import pytest

from streams.extract.names.capitals import Capitals
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.vocabulary.known_names import knowledge

CAPITALS = Capitals(knowledge(), not_names=frozenset({"blast", "raid"}))


def named(text: str) -> list[str]:
    (sentence,) = Splitter().split(Cleaner().clean(text, None))
    marked = CAPITALS.mark(sentence)
    return [word for word, capital in zip(marked.words, marked.capital, strict=True) if capital]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Soldiers left Homs and al-Bab on foot.", ["Homs", "al-Bab"]),
        ("The US-led force met Kurdish-controlled units.", []),
        ("He said that I saw Idlib.", ["Idlib"]),
        ("New York was quiet.", ["New", "York"]),
    ],
)
def test_prose(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_a_headline_has_capitals_on_common_words() -> None:
    assert named("Blast Kills Three People in Miami Gardens Market") == ["Miami", "Gardens"]


def test_text_in_capitals_has_the_names_that_are_no_common_words() -> None:
    assert named("RAID IN NEW YORK KILLS FIVE PEOPLE NEAR ZEBULA") == ["NEW", "YORK", "ZEBULA"]


def test_words_that_are_no_names_are_an_argument() -> None:
    open_to_all = Capitals(knowledge(), not_names=frozenset())
    (sentence,) = Splitter().split(Cleaner().clean("ZEBULA RAID KILLS FIVE PEOPLE", None))
    other = Capitals(knowledge(), not_names=frozenset({"zebula"}))
    assert open_to_all.mark(sentence).capital[0]
    assert not other.mark(sentence).capital[0]


def test_marking_leaves_the_sentence_as_it_was() -> None:
    (sentence,) = Splitter().split(Cleaner().clean("Soldiers left Homs.", None))
    CAPITALS.mark(sentence)
    assert sentence.capital == ()
