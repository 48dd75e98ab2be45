"""What went wrong, each with its cause, and the table that says which causes weigh most."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evaluation.report import Section

EXAMPLES = 3
"""Examples of each cause in the table; the errors file has all."""

EXAMPLE_CHARACTERS = 60


@dataclass(frozen=True)
class Mistake:
    """One error: its cause in fixed words, the document, what it is about, and all details."""

    cause: str
    where: str
    what: str
    details: Mapping[str, Any] = field(default_factory=dict)


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
    return "\n".join(_shown(text, count) for text, count in top)


def _shown(text: str, count: int) -> str:
    short = text if len(text) <= EXAMPLE_CHARACTERS else f"{text[:EXAMPLE_CHARACTERS]}…"
    return f"{short} ({count})" if count > 1 else short
