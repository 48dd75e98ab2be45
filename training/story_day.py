"""Fits the weights of an article's day: ``python -m training.story_day GUNVIOLENCE OUT``.

GUNVIOLENCE is the folder of articles and incidents; only its development part (before 2015) is
read. Five-fold cross-validation over incidents gives the figures that are printed.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from evaluation.gunviolence.gold import LabelledReport, part_of, read_folder
from streams.extract.article.analysis import ArticleAnalyzer
from streams.extract.article.passes import EventPasses
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.time.dates import PublicationClock
from streams.extract.time.day_features import DayReader
from streams.extract.time.story_day import SURE
from streams.logistic import LogisticModel, present
from training.logistic import fit, write

FOLDS = 5
"""Folds of the cross-validation over incidents."""
MIN_COUNT = 8
"""Examples that a feature needs: fewer say more about their articles than about days."""
STRENGTH = 0.1
"""Inverse of the L2 penalty, chosen by cross-validation."""
HEADER = """\
# Weights of the story's day: feature, weight of a logistic regression.
# Made by training/story_day.py from the development part of the gun violence articles, 767 articles
# and 483 incidents before 2015 (links of a public archive; text of the outlets, not kept here).
# Own compilation of Dateline (Apache-2.0). Features: streams/extract/time/day_features.py.
"""


@dataclass(frozen=True)
class Example:
    """A day that an article may be about: its features, and whether it is the incident's."""

    article: int
    incident: str
    features: frozenset[str]
    label: bool


class ExampleReader:
    """Reads articles up to what the features are taken from."""

    def __init__(self) -> None:
        self._cleaner = Cleaner()
        self._splitter = Splitter()
        self._analyzer = ArticleAnalyzer()
        self._passes = EventPasses()
        self._days = DayReader()

    def examples(self, number: int, one: LabelledReport) -> list[Example]:
        """Return the days of one article."""
        article, today = one.article, PublicationClock(one.article).today
        clean = self._cleaner.clean(article.text, article.title)
        analysis = self._analyzer.read(article.text, self._splitter.split(clean))
        events = self._passes.run(analysis, today, article.title)
        return [
            Example(number, one.incident.incident, names, day.day == one.incident.date)
            for day, names in self._days.days(events.contexts, events.candidates, today)
        ]


def fitted(found: Sequence[Example]) -> LogisticModel:
    """Return the model that fits examples."""
    return fit(found, STRENGTH, MIN_COUNT, solver="lbfgs")


def held_out(found: Sequence[Example]) -> list[tuple[float, bool]]:
    """Return for each article the logit of its likeliest day and whether it is right, held out."""
    folds = {name: at % FOLDS for at, name in enumerate(sorted({one.incident for one in found}))}
    best: dict[int, tuple[float, bool]] = {}
    for fold in range(FOLDS):
        model = fitted([one for one in found if folds[one.incident] != fold])
        for one in (one for one in found if folds[one.incident] == fold):
            judged = model.logit(present(one.features)), one.label
            best[one.article] = max(best.get(one.article, judged), judged)
    return list(best.values())


def main() -> None:
    """Read the articles, print what cross-validation says, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    reader = ExampleReader()
    articles = part_of(read_folder(args.folder), "dev")
    found = [one for at, article in enumerate(articles) for one in reader.examples(at, article)]
    best = held_out(found)
    sure = [right for likely, right in best if likely >= np.log(SURE / (1 - SURE))]
    print(
        f"likeliest day right: {np.mean([right for _, right in best]):.3f} of {len(best)} articles"
    )
    print(f"of {len(sure)} that are sure: {np.mean(sure):.3f}")
    write(fitted(found), args.out, HEADER)


if __name__ == "__main__":
    main()
