from evaluation.measures import Counts
from evaluation.timex.gold import Timex
from evaluation.timex.score import compare


def timex(start: int, end: int, value: str = "2024-05-01") -> Timex:
    return Timex((start, end), value)


def test_spans_values_and_what_is_left() -> None:
    gold = [timex(0, 6), timex(10, 16), timex(20, 26), timex(30, 36)]
    given = [timex(0, 6), timex(12, 16), timex(20, 26, "2024"), timex(50, 56)]
    outcome = compare(gold, given)
    assert outcome.counts == {
        "span": Counts(3, 4, 4),
        "strict": Counts(2, 4, 4),
        "value": Counts(2, 4, 4),
    }
    assert (outcome.missed, outcome.surplus) == ((gold[3],), (given[3],))


def test_a_value_must_be_the_same_as_a_whole() -> None:
    assert compare([timex(0, 6, "2024-05")], [timex(0, 6)]).counts["value"].right == 0


def test_expressions_pair_one_to_one_and_the_same_span_first() -> None:
    outcome = compare([timex(0, 10)], [timex(0, 4), timex(0, 10)])
    assert outcome.pairs == ((timex(0, 10), timex(0, 10)),)
    assert outcome.counts["span"] == Counts(1, 2, 1)
