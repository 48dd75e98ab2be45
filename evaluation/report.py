"""What an evaluation hands back, whatever it measured: figures, tables, and mistakes to study."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas import DeadLetter
from streams.errors import UsageError

LESS_IS_BETTER = frozenset({"forbidden"})
"""Figures that count mistakes; of all others more is better."""
EXAMPLES = 3
"""Examples of each cause in the table; the errors file has all."""
EXAMPLE_CHARACTERS = 60
"""Of an example in the table, so that a row stays one line on a screen."""


@dataclass(frozen=True)
class Section:
    """A table of the report; every row has as many cells as there are columns."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Report:
    """The result of one evaluation.

    ``metrics`` are what the gate holds; ``facts`` are told beside them. ``errors`` are one
    JSON object for each thing that went wrong, for study.
    """

    name: str
    metrics: Mapping[str, float]
    facts: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    errors: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Mistake:
    """One error: its cause in fixed words, the document, what it is about, and all details."""

    cause: str
    where: str
    what: str
    details: Mapping[str, Any] = field(default_factory=dict)


def with_dead_letters(report: Report, letters: Sequence[DeadLetter]) -> Report:
    """Add what no stage could take: a lost article must not pass for a missed event."""
    lost = tuple(
        {"error": "dead letter", "stage": one.stage, "reason": one.reason, "message": one.message}
        for one in letters
    )
    return replace(
        report,
        facts={**report.facts, "dead letters": str(len(lost))},
        errors=(*report.errors, *lost),
    )


def worst_first(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """Order mistakes by how often their cause occurs; within a cause the order stays."""
    listed = list(mistakes)
    number = Counter(mistake.cause for mistake in listed)
    return sorted(listed, key=lambda mistake: (-number[mistake.cause], mistake.cause))


def causes_section(mistakes: Sequence[Mistake]) -> Section:
    """Return the table of causes, most frequent first, with the most frequent examples of each."""
    number = Counter(mistake.cause for mistake in mistakes)
    rows = [
        (cause, str(count), f"{count / len(mistakes):.0%}", _examples(mistakes, cause))
        for cause, count in sorted(number.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Section("Errors by cause", ("cause", "number", "share", "most frequent"), tuple(rows))


def as_errors(mistakes: Iterable[Mistake]) -> tuple[Mapping[str, Any], ...]:
    """Return one JSON object for each mistake, the most frequent cause first."""
    return tuple(
        {"error": one.cause, "where": one.where, "what": one.what, **one.details}
        for one in worst_first(mistakes)
    )


def _examples(mistakes: Sequence[Mistake], cause: str) -> str:
    told = Counter(" ".join(one.what.split()) for one in mistakes if one.cause == cause)
    top = sorted(told.items(), key=lambda item: (-item[1], item[0]))[:EXAMPLES]
    return "\n".join(_example(text, count) for text, count in top)


def _example(text: str, count: int) -> str:
    short = text if len(text) <= EXAMPLE_CHARACTERS else f"{text[:EXAMPLE_CHARACTERS]}…"
    return f"{short} ({count})" if count > 1 else short


def as_json(report: Report) -> str:
    """Return the whole report as one line of JSON."""
    value = {
        "name": report.name,
        "metrics": dict(report.metrics),
        "facts": dict(report.facts),
        "sections": {
            part.heading: [dict(zip(part.columns, row, strict=True)) for row in part.rows]
            for part in report.sections
        },
        "errors": [dict(error) for error in report.errors],
    }
    return json.dumps(value, ensure_ascii=False)


def show(report: Report, console: Console) -> None:
    """Print the report for a person: tables first, totals last."""
    for part in report.sections:
        console.print(_table(part))
        console.print()
    for name, value in report.metrics.items():
        console.print(Text(f"{report.name} {name}: {shown(value)}", style="bold"))
    for name, text in report.facts.items():
        console.print(Text(f"{name}: {text}"))


def write_errors(report: Report, path: Path) -> None:
    """Write the errors as JSONL.

    Raises:
        UsageError: if the file cannot be written.
    """
    lines = (json.dumps(dict(error), ensure_ascii=False) + "\n" for error in report.errors)
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        msg = f"cannot write {path}: {error.strerror}; name another file with --errors"
        raise UsageError(msg) from error


def shown(value: float) -> str:
    """Write a figure: counts whole, shares with three digits."""
    return str(int(value)) if isinstance(value, int) else f"{value:.3f}"


def _table(part: Section) -> Table:
    table = Table(title=part.heading, title_justify="left", show_edge=False, pad_edge=False)
    for column in part.columns:
        table.add_column(column, overflow="fold")
    for row in part.rows:
        # Text: quotes of articles may look like markup.
        table.add_row(*(Text(cell) for cell in row))
    return table
