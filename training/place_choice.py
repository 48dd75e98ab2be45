"""Learns where events are put: ``python -m training.place_choice SHARED`` (extra ``training``).

A conditional logit over the options of an event: one is right, or none. Printed is for each corpus
what weights say of it that were learned on the three others.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from evaluation.system import Installed
from streams.geocode.place.choice import LEAST, agreements_of, probabilities
from streams.geocode.place.options import Features
from streams.logistic import INTERCEPT, LogisticModel, shares
from training.logistic import write
from training.place_texts import HALF, PlacedArticle, read_all
from training.toponyms import Array, Loss

PENALTY = 50.0
"""Weight of the squared distance from the prior, chosen by what weights of other corpora say."""
EACH = 600.0
"""Events that a corpus counts for, however many it has."""
HELD = re.compile(r"class=|cue=|.*holds |abroad|outlet|unsure|said within")
"""Features whose weight is not learned."""
ROUNDS = 2
"""Times that the agreement of a story's events is computed with the weights learned before."""
PRIOR = Path(__file__).parent / "data" / "place_choice_prior.tsv"
WEIGHTS = Path(__file__).parent.parent / "models" / "geocode" / "place_choice.tsv"
HEADER = """\
# Where an event is put: feature of an option, weight in logits; that none is right has the logit 0.
# Made by training/place_choice.py from the development parts of news on gun violence, ECB+
# (CC BY 3.0) and MUC-4. The features are those of streams/geocode/place/options.py.
"""


@dataclass(frozen=True)
class Choice:
    """A draft with the features of its options, and which of them are right (perhaps none)."""

    corpus: str
    features: tuple[Features, ...]
    right: tuple[bool, ...]
    weight: float


def choices(article: PlacedArticle, system: Installed, model: LogisticModel) -> list[Choice]:
    """Return the choices of an article; ``model`` tells what the other events agree on.

    Events without a right option teach nothing: they may be others than the one that was labelled.
    """
    story = system.story_options(article.extraction)
    drafts = article.extraction.drafts
    first = [probabilities(story, draft, model) for draft in drafts]
    agreements = agreements_of(drafts, first)
    number = {draft.mention_id: at for at, draft in enumerate(drafts)}
    found = []
    for one in article.placed:
        agreement = agreements[number[one.draft.mention_id]]
        options, features = story.features(one.draft, agreement)
        earned = [one.right(story, option) for option in options]
        best = max(earned, default=0.0)
        right = tuple(0 < best == credit for credit in earned)
        weight = one.weight * (1.0 if best == 1 else HALF)
        found.append(Choice(article.corpus, tuple(features), right, weight))
    return [choice for choice in found if any(choice.right)]


def read_prior() -> LogisticModel:
    """Return the weights from which learning sets out; those of its features alone are learned."""
    rows = PRIOR.read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    weights = {name: float(weight) for name, weight in cells}
    return LogisticModel(weights, weights.pop(INTERCEPT))


def fit(found: Sequence[Choice], prior: LogisticModel) -> LogisticModel:
    """Return the weights under which the right options are likeliest, all corpora alike.

    Weights are held to the prior. What a place is, and that it holds others, keeps the prior's
    weight: three of the corpora only know cities.
    """
    free = sorted(
        {name for one in found for row in one.features for name in row if _is_learned(name)}
    )
    held = np.array([prior.weights.get(name, 0.0) for name in free])
    given = LogisticModel(
        {name: weight for name, weight in prior.weights.items() if not _is_learned(name)},
        prior.intercept,
    )
    matrix = np.array(
        [
            [*(row.get(name, 0.0) for name in free), given.logit(row)]
            for one in found
            for row in one.features
        ]
    )
    right = np.array([flag for one in found for flag in one.right], dtype=float)
    starts = np.cumsum([0, *(len(one.right) for one in found)])[:-1]
    anchor = np.array([*held, 1.0])
    loss = Loss(matrix, right, starts, _weights(found), anchor, PENALTY)
    bounds = [(None, None)] * len(free) + [(1.0, 1.0)]
    best = minimize(loss, anchor, jac=True, method="L-BFGS-B", bounds=bounds)
    learned = {name: float(weight) for name, weight in zip(free, best.x[:-1], strict=True)}
    return LogisticModel({**given.weights, **learned}, prior.intercept)


def _is_learned(name: str) -> bool:
    return HELD.match(name) is None


def _weights(found: Sequence[Choice]) -> Array:
    """Return how much each choice weighs, so that corpora weigh the same."""
    sizes: dict[str, float] = defaultdict(float)
    for one in found:
        sizes[one.corpus] += one.weight
    return np.array([one.weight * EACH / sizes[one.corpus] for one in found])


def accuracy(found: Sequence[Choice], model: LogisticModel) -> float:
    """Return the share of choices that are right."""
    right = total = 0.0
    for one in found:
        given = shares([model.logit(row) for row in one.features])
        best = max(range(len(given)), key=given.__getitem__)
        right += one.weight * (one.right[best] and given[best] >= LEAST)
        total += one.weight
    return right / total


def learn(articles: Sequence[PlacedArticle], system: Installed) -> LogisticModel:
    """Return the weights, learned in rounds so that agreement is that of the weights themselves."""
    model = prior = read_prior()
    for _ in range(ROUNDS):
        model = fit([choice for one in articles for choice in choices(one, system, model)], prior)
    return model


def main() -> None:
    """Print what the weights of three corpora say of the fourth, and write those of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    system = Installed()
    articles = list(read_all(options.shared, system))
    for corpus in sorted({one.corpus for one in articles}):
        others = learn([one for one in articles if one.corpus != corpus], system)
        held = [one for one in articles if one.corpus == corpus]
        of_held = [choice for one in held for choice in choices(one, system, others)]
        print(f"{corpus}: right by weights of the others {accuracy(of_held, others):.3f}")
    write(learn(articles, system), options.output, HEADER)


if __name__ == "__main__":
    main()
