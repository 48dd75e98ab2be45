"""The number that a toll has reached."""

import pytest

from streams.extract.casualties.tolls import FAR, NEAR, REACH, TollReader
from tests.extract.casualties.sentences import find, parsed, person, sentence

TOLLS = TollReader()
Range = tuple[int | None, int | None, int | None]


def read(text: str, *people: str, toll: str = "toll", stated: bool = False) -> list[Range]:
    s = sentence(text)
    counted = [person(s, one, 9, "bakers") for one in people]
    found = TOLLS.read(s, find(s, toll), counted, stated=stated)
    return [(p.count.low, p.count.best, p.count.high) for p in found]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the toll of the quake has risen to nine .", 9),
        ("the toll was 14 .", 14),
        ("the toll rose from 12 to 19 .", 19),
        ("the toll has gone up to 33 .", 33),
        ("it brought to nine the official toll", 9),
        ("the toll reached 14 yesterday", None),
        ("the toll rose by 30 .", None),
        ("the toll rose to 57 percent", None),
        ("the toll rose to 9 May", None),
        ("the flood closed a toll .", None),
    ],
)
def test_a_number_behind_a_word_that_marks_it(text: str, number: int | None) -> None:
    assert read(text) == ([] if number is None else [(number, number, number)])


def test_a_number_of_people_keeps_its_group() -> None:
    s = sentence("the toll rose to nine bakers .")
    bakers = person(s, "nine bakers", 9, "bakers")
    assert TOLLS.read(s, find(s, "toll"), [bakers], stated=True) == [bakers]


@pytest.mark.parametrize(("words", "found"), [(NEAR, True), (NEAR + 1, False)])
def test_without_such_a_word_only_people_close_by_are_a_toll(words: int, found: bool) -> None:
    text = f"toll {'far ' * words}nine bakers ."
    assert bool(read(text, "nine bakers")) is found
    assert read(text, "nine bakers", stated=True) == []


@pytest.mark.parametrize(
    ("word", "words", "found"),
    [("to", FAR, True), ("to", FAR + 1, False), ("was", REACH, True), ("was", REACH + 1, False)],
)
def test_a_number_behind_to_may_stand_further_off(word: str, words: int, found: bool) -> None:
    assert bool(read(f"toll {'far ' * (words - 1)}{word} 9 .")) is found


@pytest.mark.parametrize(
    ("word", "pos", "found"),
    [("soon", "ADV", True), ("boats", "NOUN", False), ("June", "ADV", False)],
)
def test_the_parse_says_whether_a_number_counts_the_next_word(
    word: str, pos: str, found: bool
) -> None:
    s = parsed(
        "toll nsubj rose NOUN",
        "rose ROOT - VERB",
        "to case 64 ADP",
        "64 obl rose NUM",
        f"{word} dep rose {pos}",
    )
    assert bool(TOLLS.read(s, (0, 1), [], stated=True)) is found


@pytest.mark.parametrize(
    ("text", "of_period"), [("the toll this year is nine", True), ("the toll of a quake", False)]
)
def test_a_toll_of_a_period_is_not_of_an_event(text: str, of_period: bool) -> None:
    s = sentence(text)
    assert TOLLS.is_of_period(s, find(s, "toll")) is of_period
