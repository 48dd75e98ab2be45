"""Gun violence: one run over articles in order of publication; incidents are the gold groups.

Parts: ``test`` is what was published from 2015 on, for reporting; ``dev`` is what came before.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from evaluation.gunviolence.baseline import baseline_groups
from evaluation.gunviolence.gold import LabelledReport, part_of, read_folder, sample_of
from evaluation.gunviolence.score import (
    FIGURES,
    b_cubed,
    judge,
    main_events,
    pairwise,
    persons,
    why_apart,
)
from evaluation.measures import share
from evaluation.registry import Options
from evaluation.report import Mistake, Report, Section, as_errors, causes_section, with_dead_letters
from evaluation.system import System
from schemas import Event

Groups = Sequence[str] | Sequence[int]


def evaluate(folder: Path, system: System, options: Options) -> Report:
    """Run the articles of a part together; a sample is all articles of every n-th incident.

    Raises:
        UsageError: if a file is missing or damaged.
    """
    part = options.part_of(("test", "dev"))
    told = read_folder(folder)
    chosen = sample_of(part_of(told, part), options.sample)
    output = system.run([one.article for one in chosen])
    report = report_of(chosen, main_events(output.events), part, part_of(told, "dev"))
    if options.shuffles:
        orders = [_f1_shuffled(chosen, system, seed) for seed in range(options.shuffles)]
        report = _with_orders(report, orders)
    return with_dead_letters(report, output.dead_letters)


def _f1_shuffled(told: Sequence[LabelledReport], system: System, seed: int) -> float:
    """Return the pairwise F1 when the articles arrive in another order."""
    articles = [one.article for one in told]
    random.Random(seed).shuffle(articles)  # noqa: S311 (an order, no secret)
    groups = groups_of(told, main_events(system.run(articles).events))
    return pairwise([one.incident.incident for one in told], groups).f1


def _with_orders(report: Report, orders: Sequence[float]) -> Report:
    in_order = report.metrics["pairwise_f1"]
    rows = [("in order of publication", f"{in_order:.4f}", "")]
    rows += [
        (f"shuffle {number}", f"{f1:.4f}", f"{f1 - in_order:+.4f}")
        for number, f1 in enumerate(orders, 1)
    ]
    section = Section("Order of arrival", ("order", "pairwise F1", "change"), tuple(rows))
    most = max(abs(f1 - in_order) for f1 in orders)
    facts = {**report.facts, "most that an order changes pairwise F1": f"{most:.4f}"}
    return replace(report, facts=facts, sections=(*report.sections, section))


def report_of(
    told: Sequence[LabelledReport],
    main: Mapping[str, Event],
    part: str,
    dev: Sequence[LabelledReport],
) -> Report:
    """Return the report on articles and their main events; ``dev`` fits the baseline."""
    verdicts = [judge(one.incident, main.get(one.article.article_id)) for one in told]
    figures = {
        name: share(sum(getattr(verdict, name) for verdict in verdicts), len(told))
        for name in FIGURES
    }
    groups = groups_of(told, main)
    placed = [v.city for one, v in zip(told, verdicts, strict=True) if one.incident.has_city]
    figures["city"] = share(sum(placed), len(placed))
    gold = [one.incident.incident for one in told]
    mistakes = [mistake for one in told for mistake in _wrong(one, main)]
    mistakes += [*_apart(told, main), *_together(told, groups)]
    metrics = {
        **figures,
        "pairwise_f1": pairwise(gold, groups).f1,
        "b_cubed_f1": b_cubed(gold, groups).f1,
    }
    baseline, bound = baseline_groups(dev, told)
    tables = (_groupings(gold, groups, baseline, bound), causes_section(mistakes))
    facts = {
        "articles": f"{len(told)} of {part}, {len(set(gold))} incidents",
        "articles whose incident has a city": str(len(placed)),
        "without a main event": str(sum(one.article.article_id not in main for one in told)),
    }
    rounded = {name: round(value, 4) for name, value in metrics.items()}
    return Report("gunviolence", rounded, facts, tables, as_errors(mistakes))


def groups_of(told: Sequence[LabelledReport], main: Mapping[str, Event]) -> list[str]:
    """Return the group of each article: its main event; one without is a group of its own."""
    ids = [one.article.article_id for one in told]
    return [main[name].event_id if name in main else f"article {name}" for name in ids]


def _wrong(one: LabelledReport, main: Mapping[str, Event]) -> Iterator[Mistake]:
    where, incident = one.article.article_id, one.incident
    event = main.get(where)
    if event is None:
        yield Mistake("no main event", where, one.article.title or "", {})
        return
    verdict = judge(incident, event)
    if not verdict.day:
        days = f"{event.date_start} to {event.date_end} ({event.date_basis})"
        yield _mistake("day", one, event, f"{days}, not {incident.date}")
    for name in ("killed", "injured"):
        given, wanted = persons(getattr(event.casualties, name)), getattr(incident, name)
        if not getattr(verdict, name):
            yield _mistake(name, one, event, f"{given}, not {wanted}")
    if not verdict.city and incident.has_city:
        cause = "no place" if event.place is None else "city"
        place = event.place and f"{event.place.name}, {event.place.admin1}"
        yield _mistake(cause, one, event, f"{place}, not {incident.city}, {incident.state}")


def _mistake(cause: str, one: LabelledReport, event: Event, what: str) -> Mistake:
    quotes = [i.quote for i in event.evidence if i.article_id == one.article.article_id]
    details = {
        "incident": one.incident.incident,
        "event": event.event_id,
        "title": one.article.title,
        "published": one.article.published_at.date().isoformat(),
        "n_articles": event.n_articles,
        "quotes": quotes,
    }
    return Mistake(cause, one.article.article_id, what, details)


def _apart(told: Sequence[LabelledReport], main: Mapping[str, Event]) -> Iterator[Mistake]:
    """Yield each event of an incident beside the one that most of its articles tell."""
    members: dict[str, Counter[str | None]] = {}
    for one in told:
        event = main.get(one.article.article_id)
        of_incident = members.setdefault(one.incident.incident, Counter())
        of_incident[event.event_id if event else None] += 1
    events = {event.event_id: event for event in main.values()}
    for incident, parts in members.items():
        (most, _), *others = parts.most_common()
        for other, number in others:
            why = why_apart(events.get(most or ""), events.get(other or ""))
            details = {"events": [most, other], "articles": sum(parts.values())}
            yield Mistake(f"apart: {why}", incident, f"{number} of its articles", details)


def _together(told: Sequence[LabelledReport], groups: Sequence[str]) -> Iterator[Mistake]:
    """Yield the events that hold several incidents."""
    members: dict[str, list[LabelledReport]] = {}
    for one, group in zip(told, groups, strict=True):
        members.setdefault(group, []).append(one)
    for group, articles in members.items():
        incidents = {one.incident.incident for one in articles}
        if len(incidents) > 1:
            what = f"{len(incidents)} incidents in one event of {len(articles)} articles"
            titles = [one.article.title for one in articles]
            yield Mistake("incidents together", group, what, {"titles": titles})


def _groupings(
    gold: Sequence[str], groups: Sequence[str], baseline: Sequence[int], bound: float
) -> Section:
    rows = [
        _grouping("main events", gold, groups),
        _grouping(f"TF-IDF, 7 days, cosine {bound:.2f}", gold, baseline),
        _grouping("every article alone", gold, range(len(gold))),
    ]
    columns = ("grouping", "pairwise P", "R", "F1", "B-cubed P", "R ", "F1 ", "groups")
    return Section("Articles that tell one incident", columns, tuple(rows))


def _grouping(name: str, gold: Sequence[str], given: Groups) -> tuple[str, ...]:
    pairs, cubed = pairwise(gold, given), b_cubed(gold, given)
    figures = (pairs.precision, pairs.recall, pairs.f1, cubed.precision, cubed.recall, cubed.f1)
    return name, *(f"{figure:.3f}" for figure in figures), str(len(set(given)))
