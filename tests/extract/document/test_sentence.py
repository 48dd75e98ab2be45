"""Words of a sentence, and how closely they belong together."""

from dataclasses import FrozenInstanceError, replace

import pytest

from streams.extract.document.parse import Parse
from streams.extract.document.sentence import (
    INTO_CLAUSE,
    PER_WORD,
    Sentence,
    behind_comma,
    distance,
    split_words,
)
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter

TEXT = "Rebels who fled shelled Homs"


def sentence() -> Sentence:
    (found,) = Splitter().split(Cleaner().clean(TEXT, None))
    return found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("19,106 died in al-Zour", ["19,106", "died", "in", "al-Zour"]),
        ("Syria's U.S. envoy", ["Syria", "'s", "U.S.", "envoy"]),
        ("a 20-year-old, T-4", ["a", "20-year-old", ",", "T-4"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    found, starts, ends = split_words(text, 0, len(text))
    assert found == words
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == words


def test_a_span_is_of_the_clean_text() -> None:
    assert sentence().span(3, 5) == "shelled Homs"


def test_a_sentence_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        sentence().index = 1  # type: ignore[misc]


def test_without_a_parse_words_between_count() -> None:
    assert distance(sentence(), 0, 3) == pytest.approx(3 * PER_WORD)


def test_a_step_into_a_clause_counts_more() -> None:
    parse = Parse(
        heads=(3, 2, 0, 3, 3),
        deps=("nsubj", "nsubj", "acl:relcl", "ROOT", "obj"),
        pos=("X",) * 5,
        tags=("X",) * 5,
        lemmas=("x",) * 5,
    )
    parsed = replace(sentence(), parse=parse)
    assert distance(parsed, 3, 4) == pytest.approx(PER_WORD + 1)
    assert distance(parsed, 0, 2) == pytest.approx(2 * PER_WORD + INTO_CLAUSE)


def test_words_behind_the_last_comma() -> None:
    assert behind_comma(["a", ",", "b", ",", "c"]) == ["c"]
    assert behind_comma(["a"]) == ["a"]
