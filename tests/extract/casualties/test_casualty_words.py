"""Which words say that people were killed, injured, detained or displaced."""

import pytest

from streams.extract.casualties.casualty_words import (
    CasualtyWordFinder,
    is_in_other_clause,
    single_casualty_words,
)
from tests.extract.casualties.sentences import parsed, sentence


def found(text: str) -> list[tuple[str, str, str]]:
    s = sentence(text)
    words = CasualtyWordFinder().find(s)
    return [(" ".join(s.lower[w.start : w.end]), w.kind, w.voice.name) for w in words]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("two were shot dead there", [("shot dead", "killed", "verb")]),
        ("two were shot there", [("shot", "injured", "open_verb")]),
        ("it claimed nine lives", [("claimed nine lives", "killed", "inside")]),
        ("the toll road was closed", []),
        ("he was sentenced to death", []),
        (
            "it killed two and injured six",
            [("killed", "killed", "verb"), ("injured", "injured", "verb")],
        ),
    ],
)
def test_the_longest_phrase_decides(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a man stabbed two young tailors to death", ["killed"]),
        ("a man stabbed two tailors who a week later bled to death", ["injured", "killed"]),
    ],
)
def test_a_wound_is_left_out_if_the_next_phrase_makes_it_deadly(
    text: str, kinds: list[str]
) -> None:
    assert [kind for _, kind, _ in found(text)] == kinds


def test_phrases_and_words_without_a_kind_are_no_single_casualty_words() -> None:
    assert "wounded" in single_casualty_words()
    assert not {"shot dead", "toll road"} & single_casualty_words()


FREED = parsed(
    "Troops nsubj freed NOUN",
    "freed ROOT - VERB",
    "tailors obj freed NOUN",
    "abducted acl tailors VERB",
    "yesterday obl:tmod abducted NOUN",
    "hiding conj freed VERB",
)


@pytest.mark.parametrize(
    ("word", "trigger", "other"), [(4, 1, True), (4, 3, False), (0, 1, False), (2, 1, False)]
)
def test_a_relative_clause_about_casualties_is_another_event(
    word: int, trigger: int, other: bool
) -> None:
    assert is_in_other_clause(FREED, word, trigger) is other


def test_without_a_parse_all_words_are_of_one_clause() -> None:
    assert not is_in_other_clause(sentence("Troops freed tailors abducted yesterday"), 4, 1)
