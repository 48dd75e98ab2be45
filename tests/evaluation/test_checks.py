import pytest

from evaluation.checks import Check, checks_of, killed_fits
from evaluation.gold import GoldKilled
from evaluation.score import score_seed
from evaluation.sources import sources_of
from schemas import Casualties, Figure
from tests.evaluation.make import event, evidence, expected, gold, killed, place


@pytest.mark.parametrize(
    ("low", "best", "high", "fits"),
    [
        (20, 20, 22, True),
        (None, 20, None, True),
        (18, 20, 22, False),
        (20, 20, 30, False),
        (None, None, None, False),
    ],
)
def test_both_ends_lie_in_their_ranges(
    low: int | None, best: int | None, high: int | None, fits: bool
) -> None:
    wanted = GoldKilled(low=(19, 20), high=(20, 25))
    assert killed_fits(wanted, Figure(low=low, best=best, high=high)) is fits


def test_an_untold_figure_is_wrong_where_one_is_expected() -> None:
    assert not killed_fits(GoldKilled(low=(1, 2)), None)


def checks(**changes: object) -> list[Check]:
    given = gold(killed={"low": [3, 3], "high": [3, 5]}, articles=["a1"])
    found = score_seed([event(**changes)], expected(given), sources_of([], []))  # type: ignore[arg-type]
    return checks_of(found.rows[0])


def test_a_right_event_passes_all_checks() -> None:
    right = checks(casualties=killed(3, 5), told=(evidence("x", "x"),))
    assert [(check.kind, check.right) for check in right] == [
        ("killed", True),
        ("place precision", True),
        ("articles", True),
    ]


def test_what_is_wrong_is_told() -> None:
    wrong = checks(
        casualties=Casualties(),
        where=place(precision=4),
        told=(evidence("x", "x", article="a2"),),
    )
    assert [check.told for check in wrong if not check.right] == [
        "killed (None, None), expected (3, 3) to (3, 5)",
        "Erbil has precision 4, at most 2 expected",
        "lacks a1; has a2 too",
    ]
