"""What an evaluation hands back, whatever it measured: figures, tables, and errors to study."""

import json
from collections.abc import Mapping, Sequence
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
