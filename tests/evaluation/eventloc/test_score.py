from evaluation.eventloc.score import overlap_counts, span_counts, word_counts
from evaluation.measures import Counts

TEXT = "in Deir al-Zour and Kirkuk"
DEIR, ZOUR, KIRKUK = (3, 15), (8, 15), (20, 26)


def test_spans_must_be_the_same() -> None:
    assert span_counts([DEIR, KIRKUK], [ZOUR, KIRKUK, (0, 2)]) == Counts(1, 3, 2)


def test_spans_that_overlap() -> None:
    assert overlap_counts([DEIR, KIRKUK], [ZOUR, (0, 2)]) == Counts(1, 2, 2)


def test_words_that_the_spans_cover() -> None:
    assert word_counts(TEXT, [DEIR, KIRKUK], [ZOUR, (0, 2)]) == Counts(1, 2, 3)
    assert word_counts(TEXT, [], []) == Counts()
