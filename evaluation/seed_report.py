"""The report on a ``Score``: what matched, what nearly did and why not, what nobody expected."""

from collections.abc import Mapping
from typing import Any

from evaluation.checks import checks_of, figures_told
from evaluation.gold import Expected, GoldEvent
from evaluation.report import Report, Section
from evaluation.score import Row, Score
from schemas import Event, Figure

NEAR_MISSES = 2
"""Near misses told for each expected event that nothing matched; more would hide the reason."""

QUOTE_CHARACTERS = 90
"""Of a quote in a table; the errors file has it whole."""


def seed_report(name: str, score: Score, expected: Expected) -> Report:
    """Return the report: metrics for the gate, tables for people, errors for study."""
    return Report(
        name=name,
        metrics={
            "recall": round(score.recall, 4),
            "precision": round(score.precision, 4),
            "forbidden": len(score.violated),
        },
        facts=_facts(score, expected),
        sections=(_gold(score), _unexpected(score), _forbidden(score)),
        errors=(*_misses(score), *_surplus(score), *_broken(score)),
    )


def _facts(score: Score, expected: Expected) -> dict[str, str]:
    needed = [row for row in score.rows if not row.gold.optional]
    checks = [check for row in score.rows for check in checks_of(row)]
    facts = {
        "matched": f"{sum(row.event is not None for row in needed)} of {len(needed)} needed, "
        f"{score.counting - len(score.false_positives)} of {score.counting} that count"
    }
    for kind in sorted({check.kind for check in checks}):
        of_kind = [check.right for check in checks if check.kind == kind]
        facts[f"{kind} right"] = f"{sum(of_kind)} of {len(of_kind)} that are asked for it"
    if expected.total_killed_allowed is not None:
        low, high = expected.total_killed_allowed
        facts["killed in all"] = f"{score.killed}, {low} to {high} allowed"
    return facts


def _gold(score: Score) -> Section:
    rows = [(*_expectation(row.gold), *_outcome(row)) for row in score.rows]
    columns = ("expected", "types", "when", "matched by", "remarks and near misses")
    return Section("Expected events", columns, tuple(rows))


def _expectation(gold: GoldEvent) -> tuple[str, str, str]:
    name = f"{gold.id} (optional)" if gold.optional else gold.id
    return name, ", ".join(sorted(gold.types)), f"{gold.date_start or '...'} to {gold.date_end}"


def _outcome(row: Row) -> tuple[str, str]:
    if row.event is None:
        return "-", "\n".join(near_misses(row)) or "no event at all"
    wrong = [check.told for check in checks_of(row) if not check.right]
    return told(row.event), "\n".join(wrong)


def near_misses(row: Row) -> list[str]:
    """Say for the best other events what speaks against each; a good fit was needed elsewhere."""
    return [
        f"{told(event)}: {'; '.join(one.against) or 'matched to another'}"
        for event, one in row.others[:NEAR_MISSES]
    ]


def told(event: Event) -> str:
    """Say an event in a line: type, place, days, dead, its first event id digits."""
    place = event.place.name if event.place else "nowhere"
    killed = event.casualties.killed
    dead = f", killed {_figure(killed)}" if killed else ""
    days = f"{event.date_start or '...'} to {event.date_end}"
    return f"{event.event_type} at {place}, {days}{dead} [{event.event_id[:12]}]"


def _figure(figure: Figure) -> str:
    low, high = figures_told(figure)
    return f"{'?' if low is None else low}-{'?' if high is None else high}"


def _unexpected(score: Score) -> Section:
    rows = [(told(event), _quote(event)[:QUOTE_CHARACTERS]) for event in score.false_positives]
    return Section("Events that nobody expected", ("event", "quote"), tuple(rows))


def _forbidden(score: Score) -> Section:
    rows = [(item.quote[:QUOTE_CHARACTERS], item.why, item.how) for item in score.violated]
    return Section("Forbidden and counted", ("quote", "why not", "how"), tuple(rows))


def _quote(event: Event) -> str:
    return " ".join(event.evidence[0].quote.split()) if event.evidence else ""


def _misses(score: Score) -> list[Mapping[str, Any]]:
    return [
        {
            "error": "missed",
            "expected": row.gold.id,
            "optional": row.gold.optional,
            "near": near_misses(row),
        }
        for row in score.rows
        if row.event is None
    ]


def _surplus(score: Score) -> list[Mapping[str, Any]]:
    return [
        {
            "error": "unexpected",
            "event": told(event),
            "event_id": event.event_id,
            "quotes": [item.quote for item in event.evidence],
            "articles": sorted({item.article_id for item in event.evidence}),
        }
        for event in score.false_positives
    ]


def _broken(score: Score) -> list[Mapping[str, Any]]:
    return [
        {"error": "forbidden", "quote": v.quote, "how": v.how, "event_ids": list(v.event_ids)}
        for v in score.violated
    ]
