"""Learns the geocoder's weights: ``python -m training.toponyms SHARED`` (extra ``training``).

Every figure that is printed is out of fold: the weights, the threshold and the curve of a text
were learned without it. What is written was learned on all texts.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from matplotlib import rcParams
from matplotlib.figure import Figure
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression

from streams.geocode.gazetteer.build import open_gazetteer
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.resolve.model import Curve, ToponymModel
from streams.logistic import LogisticModel
from streams.settings import load_settings
from training.toponym_scores import Judged, confidences, figures, judged_of
from training.toponym_texts import GUN_VIOLENCE, Row, Text, read_all, rows_of

PENALTY = 200.0
"""Weight of the squared distance from the prior: a few hundred names move a weight by one."""
SHARE = {GUN_VIOLENCE: 0.2}
"""Weight of a corpus beside the others."""
THRESHOLDS = [number / 20 for number in range(2, 13)]
NEARLY = 0.004
"""Loss of F1 that a lower threshold may cost."""
PRIOR_THRESHOLD = 0.5
"""Threshold before one is learned; learning does not use it."""
WEIGHTS = Path(__file__).parent.parent / "models" / "geocode" / "weights.json"
Array = NDArray[np.float64]
Indexes = NDArray[np.intp]
KNOTS = 8
STRAIGHT: Curve = ((0.0, 0.0), (1.0, 0.99))
MOST_SURE = 0.99
BINS = 10
"""Bins of the calibration plot."""


Name = Sequence[Row]


def read_prior() -> ToponymModel:
    """Return the model from which learning sets out."""
    path = Path(__file__).parent / "data" / "toponym_prior.json"
    weights = json.loads(path.read_text(encoding="utf-8"))["weights"]
    return ToponymModel(LogisticModel(weights), PRIOR_THRESHOLD, STRAIGHT)


def fit(names: Sequence[Name], prior: ToponymModel) -> ToponymModel:
    """Fit a conditional logit: of the candidates of a name one is right, or none.

    Weights are held to the prior, so that what no text speaks of stays as reason has set it.
    """
    vectorizer = DictVectorizer(sparse=False)
    matrix = vectorizer.fit_transform([row.features for name in names for row in name])
    labels = [str(label) for label in vectorizer.get_feature_names_out()]
    right = np.array([row.right for name in names for row in name], dtype=float)
    starts = np.cumsum([0, *(len(name) for name in names)])[:-1]
    held = np.array([prior.ratings.weights.get(label, 0.0) for label in labels])
    loss = Loss(matrix, right, starts, _shares(names), held)
    found = minimize(loss, held, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    weights = {label: round(float(w), 3) for label, w in zip(labels, found.x, strict=True)}
    return replace(prior, ratings=LogisticModel(weights))


class Loss:
    """Negative log-likelihood with a penalty on the distance from a prior, and its gradient."""

    def __init__(
        self,
        matrix: Array,
        right: Array,
        starts: Indexes,
        shares: Array,
        prior: Array,
        penalty: float = PENALTY,
    ) -> None:
        self._prior, self._penalty = prior, penalty
        self._matrix, self._right, self._starts, self._shares = matrix, right, starts, shares
        self._sizes = np.diff([*starts, len(right)])
        self._none = 1.0 - np.minimum(1.0, np.add.reduceat(right, starts))

    def __call__(self, weights: Array) -> tuple[float, Array]:
        """Return the loss of these weights, and how it changes with each of them."""
        powers = np.exp(np.clip(self._matrix @ weights, -30, 30))
        total = 1.0 + np.add.reduceat(powers, self._starts)
        good = self._none + np.add.reduceat(powers * self._right, self._starts)
        loss = float(self._shares @ (np.log(total) - np.log(good)))
        pull = np.repeat(self._shares / total, self._sizes) - self._right * np.repeat(
            self._shares / good, self._sizes
        )
        gradient = self._matrix.T @ (powers * pull)
        away = weights - self._prior
        return loss + self._penalty * float(away @ away), gradient + 2 * self._penalty * away


def _shares(names: Sequence[Sequence[Row]]) -> Array:
    """Let corpora weigh the same, and one that only tells an incident's city less."""
    sizes = Counter(name[0].corpus for name in names)
    each = len(names) / len(sizes)
    return np.array([SHARE.get(n[0].corpus, 1.0) * each / sizes[n[0].corpus] for n in names])


def _threshold(judged: Sequence[Judged]) -> float:
    """Return the lowest threshold that is nearly the best, by F1 of the names that were found.

    Among equals the lower: an event without a place is lost to every count.
    """

    def f1(threshold: float) -> float:
        given = [one for one in judged if one.probability >= threshold]
        right = sum(one.right for one in given)
        return 2 * right / (len(given) + sum(one.wanted for one in judged))

    best = max(map(f1, THRESHOLDS))
    return next(one for one in THRESHOLDS if f1(one) >= best - NEARLY)


def curve(judged: Iterable[Judged]) -> Curve:
    """Return a rising curve from probability to the share that is right (isotonic regression)."""
    pairs = sorted((one.probability, one.right) for one in judged)
    values = IsotonicRegression(y_min=0.0, y_max=MOST_SURE).fit_transform(*zip(*pairs, strict=True))
    probabilities = np.array([probability for probability, _ in pairs])
    knots = [(0.0, 0.0)]
    for part in np.array_split(np.arange(len(pairs)), KNOTS):
        x, y = float(probabilities[part].mean()), float(values[part].mean())
        if x > knots[-1][0]:
            knots.append((round(x, 3), round(max(y, knots[-1][1]), 3)))
    knots.append((1.0, knots[-1][1]))
    return tuple(knot for knot, after in pairwise([*knots, (2.0, 1.0)]) if knot[0] < after[0])


def main() -> None:
    """Cross-validate, print the figures, draw the plot, and write the weights."""
    options = _options()
    gazetteer = open_gazetteer(load_settings(), print)
    learn(read_all(options.shared), gazetteer, options.plot, options.output)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--plot", type=Path, default=Path("docs/explanation/confidence.svg"))
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    return parser.parse_args()


def learn(texts: Sequence[Text], gazetteer: Gazetteer, picture: Path, output: Path) -> None:
    """Learn fold by fold and say how good that is; then learn on all, draw and write."""
    prior = read_prior()
    names = [(text, list(rows_of(text, gazetteer, prior))) for text in texts]
    folds = sorted({text.fold for text in texts if text.fold is not None})
    models = {fold: fit(_without(names, fold), prior) for fold in folds}
    judged = {fold: _judged(texts, fold, models[fold], gazetteer) for fold in folds}
    for fold in folds:
        others = [one for other in folds if other != fold for one in judged[other]]
        models[fold] = _decided(models[fold], others)
    held = [(text, models[text.fold]) for text in texts if text.fold is not None]
    print(json.dumps(figures(held, gazetteer), indent=1))
    everything = [one for fold in folds for one in judged[fold]]
    write(output, _decided(fit(_without(names, None), prior), everything))
    _plot(picture, confidences(held, gazetteer))


def _without(names: Sequence[tuple[Text, Sequence[Name]]], fold: int | None) -> list[Name]:
    return [name for t, of in names if fold is None or t.fold != fold for name in of]


def _judged(
    texts: Sequence[Text], fold: int, model: ToponymModel, gazetteer: Gazetteer
) -> list[Judged]:
    return [one for t in texts if t.fold == fold for one in judged_of(t, gazetteer, model)]


def _decided(model: ToponymModel, judged: Sequence[Judged]) -> ToponymModel:
    """Return a model with threshold and curve, from answers to texts that it has not learned."""
    return replace(model, threshold=_threshold(judged), calibration=curve(judged))


def write(path: Path, model: ToponymModel) -> None:
    """Write a model as the geocoder reads it."""
    document = {
        "about": "Weights of the linear model that rates the candidates of a place name, learned by"
        " training/toponyms.py; see docs/explanation/geocoding.md. Dateline, Apache-2.0.",
        "weights": dict(sorted(model.ratings.weights.items())),
        "threshold": model.threshold,
        "calibration": [list(knot) for knot in model.calibration],
    }
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def _plot(path: Path, judged: Sequence[tuple[float, bool]]) -> None:
    """Write an SVG of the share that is right among places of like confidence."""
    rcParams["svg.hashsalt"] = "dateline"
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for one in judged:
        bins[min(BINS - 1, int(one[0] * BINS))].append(one)
    full = [part for part in bins if part]
    means = [sum(confidence for confidence, _ in part) / len(part) for part in full]
    right = [sum(right for _, right in part) / len(part) for part in full]
    figure = Figure(figsize=(5, 4))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot(means, right, marker="o", color="#1f5fa8")
    for x, y, part in zip(means, right, full, strict=True):
        label = f"{len(part):,}"
        axes.annotate(label, (x, y), textcoords="offset points", xytext=(0, 7), fontsize=8)
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.05))
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None})


if __name__ == "__main__":
    main()
