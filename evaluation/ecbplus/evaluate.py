"""ECB+: where the main event of each article is put, against the place of its seminal event.

Parts: ``dev`` is topics 1 to 35; no other is at hand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from evaluation.ecbplus.gold import SeminalReport, read_folder
from evaluation.measures import most_reported, share
from evaluation.registry import Options
from evaluation.report import Mistake, Report, as_errors, causes_section, with_dead_letters
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
    report = report_of(reports, main_events(output.events), part)
    return with_dead_letters(report, output.dead_letters)


def _sample(reports: Sequence[SeminalReport], nth: int) -> list[SeminalReport]:
    groups = sorted({one.event.group for one in reports})[::nth]
    return [one for one in reports if one.event.group in groups]


def main_events(events: Sequence[Event]) -> Mapping[str, Event]:
    """Return by article id the counting event that most articles report."""
    return most_reported(event for event in events if event.counts)


def report_of(reports: Sequence[SeminalReport], main: Mapping[str, Event], part: str) -> Report:
    """Return the report on articles and their main events."""
    events = [main.get(one.article.article_id) for one in reports]
    pairs = list(zip(reports, events, strict=True))
    right = sum(one.event.placed_rightly(event.place) for one, event in pairs if event is not None)
    with_event = sum(event is not None for event in events)
    mistakes = [
        _mistake(one, event)
        for one, event in pairs
        if event is None or not one.event.placed_rightly(event.place)
    ]
    return Report(
        name="ecbplus",
        metrics={
            "place": round(share(right, len(reports)), 4),
            "place_of_found": round(share(right, with_event), 4),
        },
        facts={
            "articles": f"{len(reports)} of {part}, "
            f"{len(Counter(one.event.group for one in reports))} seminal events with a place",
            "without a main event": str(len(reports) - with_event),
        },
        sections=(causes_section(mistakes),),
        errors=as_errors(mistakes),
    )


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
