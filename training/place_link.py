"""Fits the weights that link places to event words: ``python -m training.place_link EVENTLOC OUT``.

EVENTLOC is the folder of labelled sentences; only its development part is read. Every fifth of
those is held out for the figures that are printed; the weights that are written know them all.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from streams.evaluation.eventloc.gold import UNMARKED, Sentence, read_folder
from streams.evaluation.sources import Span, overlap
from streams.extract.given_word import WordPlaces
from streams.extract.link_features import features
from streams.extract.link_model import BIAS, LinkModel

HELD_OUT = 5
MIN_COUNT = 8
STRENGTH = 0.3
"""Inverse of the L2 penalty, chosen by five-fold cross-validation on the development part."""
DOUBT = 0.3
"""Weight of sentences without a place from a source that left most of its places unmarked."""
HEADER = """\
# Weights of the place link: feature, weight of a logistic regression over the parse.
# Made by training/place_link.py from the development part of "Event locations" (A. Halterman 2019,
# MIT licence), 6,681 sentences. The features are those of streams/extract/link_features.py.
"""


@dataclass(frozen=True)
class Example:
    """A name beside an event word: its features, and whether it is the event's place."""

    sentence: int
    told: frozenset[str]
    span: Span
    right: bool
    weight: float


def examples(sentences: Sequence[Sentence], asker: WordPlaces) -> Iterator[Example]:
    """Yield the names of all sentences, each for the verb that is marked in its sentence."""
    model = LinkModel()
    for number, one in enumerate(sentences):
        asked = asker.ask(one.article, *one.verb)
        if asked is None or asked.context.sentence.parse is None:
            continue
        parse = asked.context.sentence.parse
        anchor = model.anchor(parse, asked.word)
        told = features(asked.context.sentence, parse, anchor, asked.sites)
        doubted = one.source in UNMARKED and not one.places
        for site, names in zip(asked.sites, told, strict=True):
            span = asked.span(site)
            right = any(overlap(span, place) for place in one.places)
            yield Example(number, frozenset(names), span, right, DOUBT if doubted else 1.0)


def fit(found: Sequence[Example], strength: float = STRENGTH) -> dict[str, float]:
    """Return the weights by feature, with the intercept under ``bias``."""
    counts = Counter(name for one in found for name in one.told)
    names = sorted(name for name, n in counts.items() if n >= MIN_COUNT)
    column = {name: at for at, name in enumerate(names)}
    cells = [(at, column[n]) for at, one in enumerate(found) for n in one.told if n in column]
    rows, columns = zip(*cells, strict=True)
    matrix = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(found), len(names)))
    model = LogisticRegression(C=strength, max_iter=2000, solver="liblinear")
    model.fit(matrix, [one.right for one in found], [one.weight for one in found])
    return {BIAS: float(model.intercept_[0]), **dict(zip(names, model.coef_[0], strict=True))}


def held_out(found: Sequence[Example], fold: int) -> tuple[list[Example], list[Example]]:
    """Return the examples of the other sentences, and those of every fifth."""
    rest = [one for one in found if one.sentence % HELD_OUT != fold]
    return rest, [one for one in found if one.sentence % HELD_OUT == fold]


def accuracy(weights: dict[str, float], found: Sequence[Example]) -> float:
    """Return the share of names that are judged rightly at probability one half."""
    told = [weights[BIAS] + sum(weights.get(name, 0.0) for name in one.told) > 0 for one in found]
    return float(np.mean([one.right == own for one, own in zip(found, told, strict=True)]))


def write(weights: dict[str, float], path: Path) -> None:
    """Write the weights that matter, the largest first."""
    ranked = sorted(weights.items(), key=lambda item: (item[0] != BIAS, -abs(item[1]), item[0]))
    lines = [f"{name}\t{weight:.3f}" for name, weight in ranked if abs(weight) >= 0.005]
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Read the sentences, print what held-out ones say, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    found = list(examples(read_folder(told.folder, "dev").sentences, WordPlaces()))
    rest, held = held_out(found, 0)
    print(f"names judged rightly, held out: {accuracy(fit(rest), held):.3f} of {len(held)}")
    write(fit(found), told.out)


if __name__ == "__main__":
    main()
