import pytest

from evaluation.gunviolence.score import b_cubed, pairwise
from evaluation.measures import Counts

GOLD = ["a", "a", "a", "b", "b"]


def test_the_same_grouping_is_perfect_under_other_names() -> None:
    given = [7, 7, 7, 3, 3]
    assert pairwise(GOLD, given) == Counts(4, 4, 4)
    assert b_cubed(GOLD, given).f1 == 1


def test_a_split_costs_recall_and_a_merge_precision() -> None:
    given = [1, 1, 2, 2, 2]
    assert pairwise(GOLD, given) == Counts(2, 4, 4)
    cubed = b_cubed(GOLD, given)
    # By article: precision 1, 1, 1/3, 2/3, 2/3; recall 2/3, 2/3, 1/3, 1, 1.
    assert cubed.precision == pytest.approx(11 / 15)
    assert cubed.recall == pytest.approx(11 / 15)


def test_alone_each_article_is_precise_and_no_pair_is_found() -> None:
    assert pairwise(GOLD, range(5)) == Counts(0, 0, 4)
    assert b_cubed(GOLD, range(5)).precision == 1
    assert b_cubed(GOLD, range(5)).recall == pytest.approx(2 / 5)
