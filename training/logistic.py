"""Fits the logistic regressions of extraction and writes their weights."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from streams.logistic import INTERCEPT, LogisticModel

LEAST_WRITTEN = 0.005
"""A smaller weight (in logits) changes nothing and is left out."""
MAX_ITERATIONS = 3000
"""Far more than the solvers need for the tables that are shipped."""


class Example(Protocol):
    """Features that hold of something, and the label that the model should predict."""

    @property
    def features(self) -> frozenset[str]:
        """The names of the features that hold."""
        ...

    @property
    def label(self) -> bool:
        """What the model should predict."""
        ...


def fit(
    examples: Sequence[Example],
    strength: float,
    least: int,
    weights: Sequence[float] | None = None,
    solver: Literal["liblinear", "lbfgs"] = "liblinear",
) -> LogisticModel:
    """Return the model that fits examples best.

    ``strength`` is the inverse of the L2 penalty; a feature of fewer than ``least`` examples is
    left out; ``weights`` say how much each example counts.
    """
    counts = Counter(name for one in examples for name in one.features)
    names = sorted(name for name, n in counts.items() if n >= least)
    column = {name: at for at, name in enumerate(names)}
    cells = [
        (at, column[name])
        for at, one in enumerate(examples)
        for name in one.features
        if name in column
    ]
    at, columns = zip(*cells, strict=True)
    matrix = csr_matrix((np.ones(len(cells)), (at, columns)), shape=(len(examples), len(names)))
    model = LogisticRegression(C=strength, max_iter=MAX_ITERATIONS, solver=solver)
    model.fit(matrix, [one.label for one in examples], weights)
    fitted = (float(weight) for weight in model.coef_[0])
    return LogisticModel(dict(zip(names, fitted, strict=True)), float(model.intercept_[0]))


def write(model: LogisticModel, path: Path, header: str) -> None:
    """Write the intercept and the weights that matter behind a header, the largest first."""
    ranked = sorted(model.weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    rows = [(INTERCEPT, model.intercept)]
    rows += [(name, weight) for name, weight in ranked if abs(weight) >= LEAST_WRITTEN]
    lines = [f"{name}\t{weight:.3f}" for name, weight in rows]
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
