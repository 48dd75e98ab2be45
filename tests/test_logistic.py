"""The logistic model that all stages share."""

from math import exp, isclose

import pytest

from streams import logistic as module
from streams.errors import ConfigurationError
from streams.logistic import LogisticModel, logistic, present, read_logistic_model, shares

MODEL = LogisticModel({"near": 2.0, "old": -0.5}, intercept=-1.0)


def test_the_logistic_of_zero_is_a_half_and_of_opposites_adds_up_to_one() -> None:
    assert logistic(0.0) == 0.5
    assert isclose(logistic(1.3) + logistic(-1.3), 1.0)


@pytest.mark.parametrize("logit", [1e6, -1e6])
def test_a_huge_logit_does_not_overflow(logit: float) -> None:
    assert isclose(logistic(logit), float(logit > 0), abs_tol=1e-12)


def test_values_are_weighted_and_unknown_features_count_nothing() -> None:
    assert MODEL.logit({"near": 0.5, "old": 2.0, "red": 9.0}) == -1.0
    assert MODEL.probability({"near": 0.5, "old": 2.0}) == 1 / (1 + exp(1.0))


def test_a_present_feature_counts_once() -> None:
    assert MODEL.logit(present(["near", "near"])) == 1.0


def test_the_strongest_features_come_first_whatever_their_sign() -> None:
    features = {"near": 0.1, "old": 1.0, "red": 9.0}
    assert MODEL.strongest(features, 2) == [("old", -0.5), ("near", 0.2)]
    assert MODEL.strongest(features, 1) == [("old", -0.5)]


def test_shares_leave_room_for_no_alternative() -> None:
    assert isclose(shares([0.7])[0], logistic(0.7))
    assert isclose(sum(shares([0.0, 0.0])), 2 / 3)


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([("near", "1")], "no row 'bias'"),
        ([("bias", "0"), ("near", "much")], "expected a feature and its weight"),
        ([("bias", "0"), ("near",)], "expected a feature and its weight"),
        ([("bias", "0"), ("near", "1"), ("near", "2")], "feature 'near' has two weights"),
    ],
)
def test_a_damaged_table_is_named_with_its_fault(
    rows: list[tuple[str, ...]], problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "read_model_rows", lambda _: rows)
    read_logistic_model.cache_clear()
    with pytest.raises(ConfigurationError, match=r"models/some\.tsv") as caught:
        read_logistic_model("some.tsv")
    assert problem in str(caught.value)


def test_a_missing_table_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"models/none\.tsv is missing"):
        read_logistic_model("none.tsv")
