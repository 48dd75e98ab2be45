"""Fits the weights that link places to event words: ``python -m training.place_link EVENTLOC OUT``.

EVENTLOC is the folder of labelled sentences; only its development part is read. Every fifth of
those is held out for the figures that are printed; the weights that are written know them all.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.eventloc.gold import UNMARKED, Sentence, read_folder
from evaluation.sources import Span, overlap
from streams.extract.article.event_word_places import EventWordPlaces
from streams.extract.places.link_features import features
from streams.extract.places.link_model import LinkModel
from streams.logistic import LogisticModel, present
from training.logistic import fit, write

HELD_OUT = 5
"""Every n-th sentence is held out for the printed figures."""
MIN_COUNT = 8
"""Examples that a feature needs: fewer say more about their sentences than about places."""
STRENGTH = 0.3
"""Inverse of the L2 penalty, chosen by five-fold cross-validation on the development part."""
DOUBT = 0.3
"""Weight of sentences without a place from a source that left most of its places unmarked."""
HEADER = """\
# Weights of the place link: feature, weight of a logistic regression over the parse.
# Made by training/place_link.py from the development part of "Event locations" (A. Halterman 2019,
# MIT licence), 6,681 sentences. The features are those of streams/extract/places/link_features.py.
"""


@dataclass(frozen=True)
class Example:
    """A name beside an event word: its features, and whether it is the event's place."""

    sentence: int
    features: frozenset[str]
    span: Span
    label: bool
    weight: float


def examples(sentences: Sequence[Sentence], asker: EventWordPlaces) -> Iterator[Example]:
    """Yield the names of all sentences, each for the verb that is marked in its sentence."""
    model = LinkModel()
    for number, one in enumerate(sentences):
        asked = asker.event_word(one.article, *one.verb)
        if asked is None or asked.context.sentence.parse is None:
            continue
        parse = asked.context.sentence.parse
        anchor = model.anchor(parse, asked.word)
        found = features(asked.context.sentence, parse, anchor, asked.sites)
        doubted = one.source in UNMARKED and not one.places
        for site, names in zip(asked.sites, found, strict=True):
            span = asked.span(site)
            label = any(overlap(span, place) for place in one.places)
            yield Example(number, frozenset(names), span, label, DOUBT if doubted else 1.0)


def held_out(found: Sequence[Example], fold: int) -> tuple[list[Example], list[Example]]:
    """Return the examples of the other sentences, and those of every fifth."""
    rest = [one for one in found if one.sentence % HELD_OUT != fold]
    return rest, [one for one in found if one.sentence % HELD_OUT == fold]


def fitted(found: Sequence[Example]) -> LogisticModel:
    """Return the model that fits examples, each as much as it counts."""
    return fit(found, STRENGTH, MIN_COUNT, [one.weight for one in found])


def accuracy(model: LogisticModel, found: Sequence[Example]) -> float:
    """Return the share of names that are judged rightly at probability one half."""
    return float(np.mean([one.label == (model.logit(present(one.features)) > 0) for one in found]))


def main() -> None:
    """Read the sentences, print what held-out ones say, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    found = list(examples(read_folder(args.folder, "dev").sentences, EventWordPlaces()))
    rest, held = held_out(found, 0)
    print(f"names judged rightly, held out: {accuracy(fitted(rest), held):.3f} of {len(held)}")
    write(fitted(found), args.out, HEADER)


if __name__ == "__main__":
    main()
