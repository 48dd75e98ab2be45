"""Fit the score that merges across articles: `python -m training.merging GUNVIOLENCE`.

Articles published before 2015 run through extraction and geocoding once, and through deduplication
several times: each round the pairs of a mention (or event) and an event that it is compared with
are labelled, one incident or two, and the weights are fitted anew, because other weights meet other
pairs. The weights are drawn to a prior set by reason (`data/merge_prior.json`) and keep its signs,
so that a feature that this one kind of news says little about keeps its sense for others.
"""

import json
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
from scipy.optimize import minimize

from evaluation.gunviolence.evaluate import groups_of
from evaluation.gunviolence.gold import LabelledReport, part_of, read_folder
from evaluation.gunviolence.score import b_cubed, main_events, pairwise
from schemas import Event, Mention
from schemas.ontology import load_ontology
from streams.deduplicate.core import Deduplicator
from streams.deduplicate.evidence.profile import Profile
from streams.deduplicate.score.model import features, similarity_features
from streams.deduplicate.score.similarity import ArticleSimilarity
from streams.deduplicate.settings import ACROSS_MODEL, Rules, load_rules
from streams.logistic import LogisticModel
from streams.runtime.memory_store import MemoryStore
from streams.wiring.pipeline import make_pipeline
from training.logistic import write

PRIOR = json.loads((Path(__file__).parent / "data" / "merge_prior.json").read_text("utf-8"))
NAMES = tuple(PRIOR["features"])
ROUNDS = 3
STRENGTH = 3.0
"""How strongly weights are drawn to the prior; of 1, 3 and 10 the best in validation."""
FOLDS = 4
WEIGHTS = Path(__file__).parent.parent / "models" / ACROSS_MODEL
HEADER = """\
# Weights (logits) of the merge score across articles: docs/explanation/model-card-merging.md.
# Written by `python -m training.merging GUNVIOLENCE`; never edited by hand. Apache-2.0.
"""

Mentions = Mapping[str, Sequence[Mention]]
Vector = np.ndarray


class Pairs:
    """Collects the compared pairs with their labels, as the observer of a run."""

    def __init__(self, reports: Sequence[LabelledReport], rules: Rules) -> None:
        self._incident = {one.article.article_id: one.incident.incident for one in reports}
        self._rules = rules
        self.rows: list[list[float]] = []
        self.labels: list[bool] = []

    def observe(self, event: Profile, other: Profile, similarity: ArticleSimilarity) -> None:
        """Note one pair: of one incident when most articles of both sides are."""
        values = features(event, other, self._rules)
        values |= similarity_features(event, other, similarity, self._rules)
        self.rows.append([values.get(name, 0.0) for name in NAMES])
        self.labels.append(self._of(event) == self._of(other))

    def _of(self, profile: Profile) -> str:
        counts = Counter(self._incident[article] for article in profile.articles)
        return min(counts, key=lambda incident: (-counts[incident], incident))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--weights", type=click.Path(path_type=Path), default=WEIGHTS, show_default=True)
@click.option("--cache", type=click.Path(path_type=Path), help="Keep mentions there, as JSONL.")
@click.option("--check", is_flag=True, help="Validation in four folds of incidents; write nothing.")
def main(folder: Path, weights: Path, cache: Path | None, check: bool) -> None:
    """Fit on the articles of FOLDER before 2015 and write the weights."""
    reports = part_of(read_folder(folder), "dev")
    mentions = _mentions(reports, cache)
    if check:
        _check(reports, mentions)
        return
    rules = fit(reports, mentions)
    write(rules.across, weights, HEADER)


def fit(reports: Sequence[LabelledReport], mentions: Mentions) -> Rules:
    """Return the rules with the fitted model."""
    prior = np.array([*(PRIOR["features"][name]["weight"] for name in NAMES), PRIOR["bias"]])
    rules = _with_weights(prior)
    for number in range(ROUNDS):
        pairs = Pairs(reports, rules)
        run(reports, mentions, rules, pairs)
        rules = _with_weights(_minimum(np.array(pairs.rows), np.array(pairs.labels), prior))
        click.echo(
            f"round {number + 1}: {len(pairs.rows)} pairs, {sum(pairs.labels)} of one incident"
        )
    return rules


def run(
    reports: Sequence[LabelledReport], mentions: Mentions, rules: Rules, pairs: Pairs | None = None
) -> list[Event]:
    """Return the events of the articles, in order of publication."""
    observe = pairs.observe if pairs else None
    deduplicator = Deduplicator(MemoryStore(), load_ontology(), "training", rules, observe)
    events: dict[str, Event] = {}
    for one in reports:
        for mention in mentions[one.article.article_id]:
            found = deduplicator.apply(mention, one.article.published_at)
            events.update((event.event_id, event) for event in found)
    return list(events.values())


def _minimum(rows: Vector, labels: Vector, prior: Vector) -> Vector:
    """Minimise log-loss plus STRENGTH / 2 times the squared distance to the prior."""
    sign = np.where(labels, 1.0, -1.0)

    def loss(point: Vector) -> tuple[float, Vector]:
        margin = sign * (rows @ point[:-1] + point[-1])
        off = (point - prior)[:-1]
        slope = -sign / (1.0 + np.exp(margin))
        total = np.logaddexp(0.0, -margin).sum() + STRENGTH / 2 * off @ off
        return total, np.append(rows.T @ slope + STRENGTH * off, slope.sum())

    bounds = {"+": (0.0, None), "-": (None, 0.0), "any": (None, None)}
    kept = [bounds[PRIOR["features"][name]["sign"]] for name in NAMES] + [(None, None)]
    found: Vector = minimize(loss, prior, jac=True, method="L-BFGS-B", bounds=kept).x
    return found


def _with_weights(point: Vector) -> Rules:
    weights = {name: round(float(w), 3) for name, w in zip(NAMES, point[:-1], strict=True)}
    return replace(load_rules(), across=LogisticModel(weights, round(float(point[-1]), 3)))


def _mentions(reports: Sequence[LabelledReport], cache: Path | None) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {one.article.article_id: [] for one in reports}
    if cache is not None and cache.exists():
        for line in cache.read_text("utf-8").splitlines():
            mention = Mention.from_json(line)
            found[mention.article_id].append(mention)
        return found
    pipeline = make_pipeline(report=click.echo)
    for one in reports:
        found[one.article.article_id] = pipeline.mentions_of(one.article.to_json())
    if cache is not None:
        lines = (mention.to_json().decode() for every in found.values() for mention in every)
        cache.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return found


def _check(reports: Sequence[LabelledReport], mentions: Mentions) -> None:
    """Fit on all folds but one, run over all articles, and score those of the held-out fold."""
    folds: list[list[LabelledReport]] = [[] for _ in range(FOLDS)]
    for one in reports:
        folds[zlib.crc32(one.incident.incident.encode()) % FOLDS].append(one)
    gold: list[str] = []
    given: list[str] = []
    for number, held in enumerate(folds):
        rules = fit([one for fold in folds if fold is not held for one in fold], mentions)
        groups = groups_of(held, main_events(run(reports, mentions, rules)))
        gold += [one.incident.incident for one in held]
        given += [f"{number} {group}" for group in groups]
    pairs, cubed = pairwise(gold, given), b_cubed(gold, given)
    click.echo(f"pairwise P {pairs.precision:.3f} R {pairs.recall:.3f} F1 {pairs.f1:.3f}")
    click.echo(f"B-cubed P {cubed.precision:.3f} R {cubed.recall:.3f} F1 {cubed.f1:.3f}")


if __name__ == "__main__":
    main()
