from evaluation.measures import Counts, total


def test_precision_recall_and_f1() -> None:
    counts = Counts(right=3, given=4, wanted=6)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.5, 0.6)


def test_silence_earns_nothing() -> None:
    assert Counts(wanted=3).precision == 0
    assert Counts(wanted=3).f1 == 0
    assert Counts().recall == 0


def test_counts_are_pooled_before_they_are_divided() -> None:
    pooled = total([Counts(1, 1, 1), Counts(0.5, 9, 4)])
    assert pooled == Counts(1.5, 10, 5)
    assert pooled.cells() == ("0.150", "0.300", "0.200", "1.5", "10", "5")
