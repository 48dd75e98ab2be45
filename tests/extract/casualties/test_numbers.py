import pytest

from streams.extract.casualties.numbers import NumberReader

Range = tuple[int | None, int | None, int | None]


def read(text: str) -> list[Range]:
    return [(c.low, c.best, c.high) for c in NumberReader().find(text.split())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 people", (12, 12, 12)),
        ("1,200 people", (1200, 1200, 1200)),
        ("twenty-one people", (21, 21, 21)),
        ("three thousand people", (3000, 3000, 3000)),
        ("40 to 57 people", (40, 48, 57)),
        ("between 20 and 28 people", (20, 24, 28)),
        ("about 20 people", (18, 20, 22)),
        ("about two people", (2, 2, 2)),
        ("more than 30 people", (30, 30, None)),
        ("some 12,268 people", (12268, 12268, 12268)),
        ("some 12,000 people", (10800, 12000, 13200)),
        ("about 437 people", (437, 437, 437)),
        ("up to 30 people", (None, 30, 30)),
        ("dozens of people", (24, 36, 99)),
    ],
)
def test_a_number_keeps_the_range_of_its_wording(text: str, expected: Range) -> None:
    assert read(text) == [expected]


@pytest.mark.parametrize("text", ["people", "1234567890 people", "far-off people"])
def test_what_is_no_number_counts_nothing(text: str) -> None:
    assert read(text) == []
