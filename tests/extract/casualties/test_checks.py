from streams.extract.casualties.checks import (
    check,
    crossed_ranges,
    listed_people,
    shadowed_rows,
    unfit_voices,
)
from streams.extract.casualties.tables import CASUALTY_WORDS, NUMBERS


def test_the_tables_have_no_faults() -> None:
    assert [str(fault) for fault in check()] == []


def test_a_row_that_a_longer_one_always_replaces_is_a_fault() -> None:
    rows = [(4, "took _ lives"), (5, "took _ _ lives"), (6, "took off")]
    (fault,) = shadowed_rows("words.tsv", "form", rows)
    assert str(fault) == (
        "words.tsv:4: column form: 'took _ lives' never matches: line 5 has 'took _ _ lives'"
    )


def test_a_number_inside_a_phrase_needs_a_gap() -> None:
    rows = [(3, CASUALTY_WORDS.parse(3, "claimed lives\tkilled\tinside"))]
    assert [fault.column for fault in unfit_voices(rows)] == ["form"]


def test_what_is_no_casualty_has_no_voice() -> None:
    rows = [(3, CASUALTY_WORDS.parse(3, "toll road\t-\ttoll"))]
    assert [fault.column for fault in unfit_voices(rows)] == ["voice"]


def test_a_range_that_falls_is_a_fault() -> None:
    rows = [(3, NUMBERS.parse(3, "dozens\t24\t36\t-")), (4, NUMBERS.parse(4, "scores\t40\t60\t50"))]
    assert [fault.line for fault in crossed_ranges(rows)] == [4]


def test_a_noun_for_people_is_not_listed_as_no_people() -> None:
    assert [fault.line for fault in listed_people([(2, "cow"), (3, "soldier")])] == [3]
