"""What the logistic regressions of extraction have in common: fitting them, and writing weights."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from streams.extract.triggers.regression import BIAS

LEAST_WRITTEN = 0.005
"""A smaller weight changes nothing and is left out."""


class Example(Protocol):
    """Features, and whether what they tell of is right."""

    @property
    def told(self) -> frozenset[str]:
        """The names of the features that hold."""
        ...

    @property
    def right(self) -> bool:
        """What the model should say."""
        ...


def fit(
    found: Sequence[Example],
    strength: float,
    least: int,
    weights: Sequence[float] | None = None,
    solver: Literal["liblinear", "lbfgs"] = "liblinear",
) -> dict[str, float]:
    """Return the weights by feature, with the intercept under ``bias``.

    ``strength`` is the inverse of the L2 penalty; a feature of fewer than ``least`` examples is
    left out; ``weights`` say how much each example counts.
    """
    counts = Counter(name for one in found for name in one.told)
    names = sorted(name for name, n in counts.items() if n >= least)
    column = {name: at for at, name in enumerate(names)}
    cells = [(at, column[n]) for at, one in enumerate(found) for n in one.told if n in column]
    at, columns = zip(*cells, strict=True)
    matrix = csr_matrix((np.ones(len(cells)), (at, columns)), shape=(len(found), len(names)))
    model = LogisticRegression(C=strength, max_iter=3000, solver=solver)
    model.fit(matrix, [one.right for one in found], weights)
    return {BIAS: float(model.intercept_[0]), **dict(zip(names, model.coef_[0], strict=True))}


def odds(weights: Mapping[str, float], one: Example) -> float:
    """Return the log-odds of an example."""
    return weights[BIAS] + sum(weights.get(name, 0.0) for name in one.told)


def write(weights: Mapping[str, float], path: Path, header: str) -> None:
    """Write the weights that matter behind a header, the largest first."""
    ranked = sorted(weights.items(), key=lambda item: (item[0] != BIAS, -abs(item[1]), item[0]))
    lines = [f"{name}\t{weight:.3f}" for name, weight in ranked if abs(weight) >= LEAST_WRITTEN]
    path.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
