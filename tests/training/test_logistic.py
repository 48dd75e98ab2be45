"""Fitting a logistic model and writing it as a weight table."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from streams import logistic
from streams.logistic import LogisticModel, present, read_logistic_model
from training.logistic import fit, write


@dataclass(frozen=True)
class Example:
    features: frozenset[str]
    label: bool


EXAMPLES = [
    *[Example(frozenset({"shelled", "rare"}), label=True)],
    *[Example(frozenset({"shelled"}), label=True)] * 9,
    *[Example(frozenset({"film"}), label=False)] * 10,
]


def test_a_feature_of_true_examples_gets_a_positive_weight() -> None:
    model = fit(EXAMPLES, strength=1.0, least=2)
    assert model.weights["shelled"] > 0 > model.weights["film"]
    assert model.probability(present({"shelled"})) > 0.5


def test_a_feature_of_few_examples_gets_no_weight() -> None:
    assert set(fit(EXAMPLES, strength=1.0, least=2).weights) == {"film", "shelled"}


def test_examples_count_as_much_as_their_weights_say() -> None:
    doubted = fit(EXAMPLES, 1.0, 2, [1.0 if one.label else 0.1 for one in EXAMPLES])
    assert doubted.intercept > fit(EXAMPLES, 1.0, 2).intercept


def test_a_written_model_is_read_again_without_weights_that_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "weights.tsv"
    write(LogisticModel({"a": 0.5, "b": -2.0, "c": 0.001}, -1.25), path, "# Made by a test.\n")
    text = path.read_text(encoding="utf-8")
    assert text == "# Made by a test.\nbias\t-1.250\nb\t-2.000\na\t0.500\n"
    rows = [tuple(line.split("\t")) for line in text.splitlines()[1:]]
    monkeypatch.setattr(logistic, "read_model_rows", lambda _: rows)
    assert read_logistic_model("written.tsv") == LogisticModel({"b": -2.0, "a": 0.5}, -1.25)
