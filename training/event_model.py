"""Fits the event classifier: ``python -m training.event_model BENCHMARKS EWT OUT``.

Only development parts are read. An event candidate is an event where the answer key of MUC-4
has an incident of its type and date, where an article on gun violence reports the shooting on its
day, and at the marked verbs of "Event locations". It is none in texts of MUC-4 without such an
incident, where an article on gun violence is read as war, and in reviews, answers and e-mails.
Every fifth document is held out for the figures that are printed; the weights that are written come
from all documents.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np

from evaluation.data import rows
from evaluation.eventloc.gold import read_folder as read_sentences
from evaluation.gunviolence.gold import part_of
from evaluation.gunviolence.gold import read_folder as read_shootings
from evaluation.measures import calibration_error
from evaluation.muc4.evaluate import read_folder as read_incidents
from evaluation.muc4.slots import date_credit, type_credit
from evaluation.muc4.template import Template
from schemas import Article
from schemas.extraction import MentionDraft
from streams.extract.core import Extractor
from streams.extract.triggers.event_classifier import CLASSIFIED_FAMILIES, EventFeatureReader
from streams.logistic import present
from training.logistic import fit, write

EVEN = 0.5
"""Probability from which a candidate is judged to be an event, for the printed accuracy."""
HELD_OUT = 5
"""Every n-th document is held out for the printed figures."""
MIN_COUNT = 12
"""Examples that a feature needs: fewer say more about their articles than about events."""
STRENGTH = 0.1
"""Inverse of the L2 penalty, chosen by five-fold cross-validation over documents."""
MILITARY = frozenset({"ground_assault", "shelling", "air_strike", "armed_clash"})
"""Types that are events, but no incidents of MUC-4: their absence from a key says nothing."""
WAR = frozenset({"shelling", "air_strike", "ground_assault", "bombing", "suicide_attack"})
"""Types that articles on gun violence never report: such a candidate is wrong."""
TEXT = "# text = "
"""Prefix of the line of a CoNLL-U file that holds the text of a sentence."""
UNEVENTFUL = ("reviews", "answers", "email")
"""Genres of the treebank that report no violence: every candidate in them is wrong."""
THIN = {"muc4": 2, "gunviolence": 6, "eventloc": 4, "ewt": 2}
"""Every n-th document of each source: more of one kind would weigh the others down."""
HEADER = """\
# Weights of the event classifier: feature, weight of a logistic regression.
# Made by training/event_model.py from development parts: MUC-4, articles on gun violence, "Event
# locations" (A. Halterman 2019, MIT licence), and UD English EWT (CC BY-SA 4.0, weights only).
# The features are those of streams/extract/triggers/event_classifier.py.
"""


@lru_cache(maxsize=1)
def _muc_types() -> dict[str, str]:
    """Return the type of an incident of MUC-4 that an event type is."""
    return {row[0]: row[1] for row in rows("muc4_types.tsv")}


@lru_cache(maxsize=1)
def _shooting_types() -> frozenset[str]:
    """Return the event types that a shooting may have."""
    return frozenset(row[0] for row in rows("incident_types.tsv"))


@dataclass(frozen=True)
class Example:
    """The features of a candidate, and whether it is an event; ``group`` is its document."""

    group: str
    features: frozenset[str]
    label: bool


def examples(benchmarks: Path, ewt: Path, extractor: Extractor) -> Iterator[Example]:
    """Yield the labelled candidates of all sources."""
    yield from _incidents(benchmarks / "muc4" / "dev", extractor)
    yield from _shootings(benchmarks / "gunviolence", extractor)
    yield from _verbs(benchmarks / "eventloc", extractor)
    for article in list(uneventful(ewt))[:: THIN["ewt"]]:
        for _, names in _candidates(extractor, article):
            yield Example(article.article_id, names, label=False)


def _incidents(folder: Path, extractor: Extractor) -> Iterator[Example]:
    for article, templates in read_incidents(folder)[:: THIN["muc4"]]:
        for draft, names in _candidates(extractor, article):
            label = _is_incident(draft, templates)
            if label is not None:
                yield Example(article.article_id, names, label)


def _shootings(folder: Path, extractor: Extractor) -> Iterator[Example]:
    for one in part_of(read_shootings(folder), "dev")[:: THIN["gunviolence"]]:
        for draft, names in _candidates(extractor, one.article):
            near = abs(draft.date_end - one.incident.date) <= timedelta(days=1)
            if draft.event_type in WAR or (draft.event_type in _shooting_types() and near):
                yield Example(one.article.article_id, names, draft.event_type not in WAR)


def _verbs(folder: Path, extractor: Extractor) -> Iterator[Example]:
    for sentence in read_sentences(folder, "dev").sentences[:: THIN["eventloc"]]:
        start, end = sentence.verb
        for draft, names in _candidates(extractor, sentence.article):
            if draft.trigger_start < end and start < draft.trigger_end:
                yield Example(sentence.article.article_id, names, label=True)


def _candidates(
    extractor: Extractor, article: Article
) -> Iterator[tuple[MentionDraft, frozenset[str]]]:
    """Yield the candidates that would count, of families that the model is for."""
    features = EventFeatureReader()
    explained = extractor.explain(article)
    for candidate, draft in zip(explained.candidates, explained.drafts, strict=True):
        if draft.counts and candidate.family in CLASSIFIED_FAMILIES:
            yield draft, frozenset(features.read(candidate))


def _is_incident(draft: MentionDraft, templates: Sequence[Template]) -> bool | None:
    """Whether a key has a draft's incident; None where the key would not say."""
    kind = _muc_types().get(draft.event_type)
    if kind is None:
        return None
    when = (draft.date_start if draft.date_basis != "publication" else None, draft.date_end)
    right = any(
        type_credit(t.types, kind) and (not t.dates or date_credit(t.dates, when))
        for t in templates
    )
    return None if not right and draft.event_type in MILITARY else right


def uneventful(ewt: Path) -> Iterator[Article]:
    """Yield the reviews, answers and e-mails of the treebank as articles."""
    for genre in UNEVENTFUL:
        for path in sorted((ewt / "sources" / genre).glob("*.conllu")):
            lines = path.read_text(encoding="utf-8").split("\n")
            sentences = [line[len(TEXT) :] for line in lines if line.startswith(TEXT)]
            yield Article(
                article_id=path.stem,
                publisher="ewt.example",
                text=" ".join(sentences) or "-",
                published_at=datetime(2012, 1, 1, tzinfo=UTC),
            )


def judged(found: Sequence[Example]) -> list[tuple[float, bool]]:
    """Return each example's probability by the weights of the other folds, and its label."""
    groups = {name: at % HELD_OUT for at, name in enumerate(dict.fromkeys(e.group for e in found))}
    pairs = []
    for fold in range(HELD_OUT):
        model = fit([one for one in found if groups[one.group] != fold], STRENGTH, MIN_COUNT)
        held = (one for one in found if groups[one.group] == fold)
        pairs += [(model.probability(present(one.features)), one.label) for one in held]
    return pairs


def plot(outcome: Sequence[tuple[float, bool]], path: Path) -> None:
    """Draw confidence against truth in bins of a tenth, as SVG; needs matplotlib."""
    import matplotlib as mpl  # noqa: PLC0415 (only for the plot)
    from matplotlib.figure import Figure  # noqa: PLC0415

    mpl.rcParams["svg.hashsalt"] = "dateline"
    bins: dict[int, list[tuple[float, bool]]] = {}
    for one in outcome:
        bins.setdefault(min(9, int(one[0] * 10)), []).append(one)
    parts = [bins[number] for number in sorted(bins)]
    figure = Figure(figsize=(5, 4))
    axes = figure.add_subplot(xlabel="confidence", ylabel="share that is right")
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":")
    confidence = [float(np.mean([p for p, _ in part])) for part in parts]
    share = [float(np.mean([label for _, label in part])) for part in parts]
    axes.plot(confidence, share, marker="o")
    for x, y, part in zip(confidence, share, parts, strict=True):
        axes.annotate(str(len(part)), (x, y), textcoords="offset points", xytext=(6, -10))
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None})


def main() -> None:
    """Read the data, print what held-out documents say, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benchmarks", type=Path)
    parser.add_argument("ewt", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--plot", type=Path, help="write confidence against truth there, as SVG")
    args = parser.parse_args()
    found = list(examples(args.benchmarks, args.ewt, Extractor(without=frozenset({"classifier"}))))
    outcome = judged(found)
    share = np.mean([one.label for one in found])
    right = np.mean([(p >= EVEN) == label for p, label in outcome])
    print(f"{len(found)} candidates, {share:.3f} events; held out: accuracy {right:.3f}, ", end="")
    print(f"calibration error {calibration_error(outcome):.3f}")
    write(fit(found, STRENGTH, MIN_COUNT), args.out, HEADER)
    if args.plot:
        plot(outcome, args.plot)


if __name__ == "__main__":
    main()
