"""ECB+: which articles tell one seminal event, and where the main event of each is put.

Parts: ``dev`` is topics 1 to 35; no other is at hand.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evaluation.ecbplus.gold import SeminalReport, read_folder, stressed
from evaluation.gunviolence.baseline import BOUNDS, TfIdf, single_pass
from evaluation.gunviolence.score import b_cubed, pairwise
from evaluation.measures import most_reported, share
from evaluation.registry import Options
from evaluation.report import Mistake, Report, Section, as_errors, causes_section, with_dead_letters
from evaluation.system import System
from schemas import Event

COARSE = 2
"""Precision codes above this are of an area that is larger than a city."""


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Run the articles together; a sample is all articles of every n-th group.

    Raises:
        UsageError: if a file is missing or damaged.
    """
    part = options.part_of(("dev",))
    reports = _sample(read_folder(folder, part), options.sample)
    output = system.run([one.article for one in reports])
    beside = stressed(reports)
    stress = main_events(system.run([one.article for one in beside]).events)
    report = report_of(reports, main_events(output.events), part, (beside, stress))
    return with_dead_letters(report, output.dead_letters)


def _sample(reports: Sequence[SeminalReport], nth: int) -> list[SeminalReport]:
    groups = sorted({one.event.group for one in reports})[::nth]
    return [one for one in reports if one.event.group in groups]


def main_events(events: Sequence[Event]) -> Mapping[str, Event]:
    """Return by article id the counting event that most articles report."""
    return most_reported(event for event in events if event.counts)


def report_of(
    reports: Sequence[SeminalReport],
    main: Mapping[str, Event],
    part: str,
    stress: tuple[Sequence[SeminalReport], Mapping[str, Event]],
) -> Report:
    """Return the report on articles and their main events.

    Args:
        reports: the articles in order of publication.
        main: their main events by article id.
        part: the part of the data.
        stress: the same for the articles with alike happenings beside each other.
    """
    events = [main.get(one.article.article_id) for one in reports]
    pairs = list(zip(reports, events, strict=True))
    right = sum(one.event.placed_rightly(event.place) for one, event in pairs if event is not None)
    with_event = sum(event is not None for event in events)
    mistakes = [
        _mistake(one, event)
        for one, event in pairs
        if event is None or not one.event.placed_rightly(event.place)
    ]
    mistakes += _grouped_wrongly(reports, main)
    gold = [one.event.group for one in reports]
    pairs_found = pairwise(gold, groups_of(reports, main))
    metrics = {
        "place": share(right, len(reports)),
        "place_of_found": share(right, with_event),
        "pairwise_f1": pairs_found.f1,
        "pairwise_precision": pairs_found.precision,
        "b_cubed_f1": b_cubed(gold, groups_of(reports, main)).f1,
        "stress_precision": pairwise(
            [one.event.group for one in stress[0]], groups_of(*stress)
        ).precision,
    }
    return Report(
        name="ecbplus",
        metrics={name: round(value, 4) for name, value in metrics.items()},
        facts={
            "articles": f"{len(reports)} of {part}, "
            f"{len(Counter(one.event.group for one in reports))} seminal events with a place",
            "without a main event": str(len(reports) - with_event),
            "main events of a group": f"{_parts(reports, main):.2f}",
        },
        sections=(_groupings(reports, main, stress), causes_section(mistakes)),
        errors=as_errors(mistakes),
    )


def groups_of(reports: Sequence[SeminalReport], main: Mapping[str, Event]) -> list[str]:
    """Return the group of each article: its main event; one without is a group of its own."""
    ids = [one.article.article_id for one in reports]
    return [main[name].event_id if name in main else f"article {name}" for name in ids]


def _grouped_wrongly(
    reports: Sequence[SeminalReport], main: Mapping[str, Event]
) -> Iterator[Mistake]:
    """Yield each group that is told by several main events, and each that tells several groups."""
    told = [(one.event.group, main[one.article.article_id]) for one in reports if _has(one, main)]
    groups: dict[str, Counter[str]] = {}
    events: dict[str, Counter[str]] = {}
    for group, event in told:
        groups.setdefault(group, Counter())[event.event_id] += 1
        events.setdefault(event.event_id, Counter())[group] += 1
    for group, parts in groups.items():
        if len(parts) > 1:
            details = {"events": dict(parts.most_common())}
            yield Mistake("kept apart", group, f"{len(parts)} main events", details)
    for event_id, held in events.items():
        if len(held) > 1:
            details = {"groups": dict(held.most_common())}
            yield Mistake("wrongly together", event_id, f"{len(held)} seminal events", details)


def _has(one: SeminalReport, main: Mapping[str, Event]) -> bool:
    return one.article.article_id in main


def _parts(reports: Sequence[SeminalReport], main: Mapping[str, Event]) -> float:
    """Return how many main events the articles of a group have, on average."""
    told = zip(reports, groups_of(reports, main), strict=True)
    found = {(one.event.group, given) for one, given in told if one.article.article_id in main}
    return share(len(found), len({group for group, _ in found}))


def _groupings(
    reports: Sequence[SeminalReport],
    main: Mapping[str, Event],
    stress: tuple[Sequence[SeminalReport], Mapping[str, Event]],
) -> Section:
    """Return the groupings side by side; the baseline has the bound that is best for it here."""
    baseline = _baseline(reports)
    rows = [
        _grouping("main events", reports, groups_of(reports, main)),
        _grouping("TF-IDF, 7 days, its best bound", reports, baseline),
        _grouping("main events, alike happenings beside each other", stress[0], groups_of(*stress)),
        _grouping("TF-IDF, the same", stress[0], _baseline(stress[0])),
    ]
    columns = ("grouping", "pairwise P", "R", "F1", "B-cubed F1")
    return Section("Articles that tell one event", columns, tuple(rows))


def _baseline(reports: Sequence[SeminalReport]) -> list[str]:
    articles = [one.article for one in reports]
    weights = TfIdf(articles)
    vectors = [weights.vector(article) for article in articles]
    days = [article.published_at.date() for article in articles]
    gold = [one.event.group for one in reports]
    found = [single_pass(vectors, days, bound) for bound in BOUNDS]
    return [str(group) for group in max(found, key=lambda given: pairwise(gold, given).f1)]


def _grouping(name: str, reports: Sequence[SeminalReport], given: Sequence[str]) -> tuple[str, ...]:
    gold = [one.event.group for one in reports]
    pairs = pairwise(gold, given)
    figures = (pairs.precision, pairs.recall, pairs.f1, b_cubed(gold, given).f1)
    return name, *(f"{figure:.3f}" for figure in figures)


def _mistake(one: SeminalReport, event: Event | None) -> Mistake:
    wanted = one.event.place.name if one.event.place else ""
    where = one.article.article_id
    if event is None:
        return Mistake("no main event", where, wanted, {})
    place = event.place
    if place is None:
        return Mistake("no place", where, wanted, {"event": event.event_id})
    cause = "coarser than a city" if place.precision > COARSE else "another place"
    details = {
        "event": event.event_id,
        "type": event.event_type,
        "quotes": [i.quote for i in event.evidence if i.article_id == where],
    }
    return Mistake(cause, where, f"{place.name}, not {wanted}", details)
