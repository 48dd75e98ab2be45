"""Finding phrases in words."""

import pytest

from streams.extract.vocabulary.phrases import MAX_GAP, Phrases, shadowed

PHRASES = Phrases([("car", 1), ("car bomb", 2), ("took _ hostage", 3), ("bomb", 4)])


def found(text: str) -> list[tuple[int, int, int]]:
    return [(hit.start, hit.end, hit.value) for hit in PHRASES.find(text.split())]


def test_the_longest_phrase_is_found() -> None:
    assert found("the car bomb") == [(1, 3, 2)]


def test_phrases_do_not_overlap() -> None:
    assert found("bomb car bomb bomb") == [(0, 1, 4), (1, 3, 2), (3, 4, 4)]


@pytest.mark.parametrize("words", range(MAX_GAP + 1))
def test_a_gap_takes_up_a_few_words(words: int) -> None:
    assert found(f"took {'x ' * words}hostage") == [(0, words + 2, 3)]


def test_a_gap_takes_up_no_more() -> None:
    assert found(f"took {'x ' * (MAX_GAP + 1)}hostage") == []


def test_all_phrases_at_a_word_come_longest_first() -> None:
    assert [hit.value for hit in PHRASES.all_at(["a", "car", "bomb"], 1)] == [2, 1]


def test_the_search_keeps_to_its_bounds() -> None:
    words = ["car", "bomb", "bomb"]
    assert [hit.start for hit in PHRASES.find(words, 1, 2)] == [1]
    assert PHRASES.find(words, 0, 1) == []


def test_a_phrase_that_another_is_always_found_for_is_shadowed() -> None:
    assert list(shadowed(["took _ lives", "took _ _ lives", "took off", "took off"])) == [
        (0, 1),
        (3, 2),
    ]


def test_a_phrase_that_some_words_lead_to_is_not_shadowed() -> None:
    assert list(shadowed(["in the hospital", "in _ hospital"])) == []
