"""The evaluations by name, and the options that each takes. A new one is a line here."""

import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from evaluation.report import Report
from evaluation.system import System
from streams.errors import UsageError


@dataclass(frozen=True)
class Options:
    """What to measure on: a part of the data (None: the usual one), every n-th document of it."""

    part: str | None = None
    sample: int = 1
    shuffles: int = 0
    """Runs over the articles in another order of arrival, where an evaluation knows them."""

    def part_of(self, parts: Sequence[str]) -> str:
        """Return the part that was asked for; the first is the usual one.

        Raises:
            UsageError: if there is no such part.
        """
        part = self.part or parts[0]
        if part not in parts:
            msg = f"there is no part {part!r}; name one of {', '.join(parts)} with --part"
            raise UsageError(msg)
        return part


Evaluate = Callable[[Path, System, Options], Report]
"""Reads a folder, runs the system over its texts, and scores the outcome."""


@dataclass(frozen=True)
class Entry:
    """The function of an evaluation, and its folder in the shared data or the project."""

    function: str
    """Module below ``evaluation``, and name: ``module:name``."""
    home: Literal["shared", "project"]
    folder: str


REGISTRY: dict[str, Entry] = {
    "seed": Entry("seed:evaluate_seed", "shared", "seed"),
    "samples": Entry("seed:evaluate_samples", "project", "samples"),
    "muc4": Entry("muc4.evaluate:evaluate", "shared", "benchmarks/muc4"),
    "geoparsing": Entry("geoparsing.evaluate:evaluate", "shared", "benchmarks/geoparsing"),
    "gunviolence": Entry("gunviolence.evaluate:evaluate", "shared", "benchmarks/gunviolence"),
    "eventloc": Entry("eventloc.evaluate:evaluate", "shared", "benchmarks/eventloc"),
    "timex": Entry("timex.evaluate:evaluate", "shared", "benchmarks/timex/timebank"),
    "cases": Entry("cases.evaluate:evaluate", "shared", "cases"),
    "modality": Entry("modality:evaluate", "project", "evaluation/data"),
    "claims": Entry("claims:evaluate", "project", "evaluation/data"),
}


def evaluation(name: str) -> Evaluate:
    """Import the function of an evaluation; ``KeyError`` for a name that is not registered."""
    return cast("Evaluate", pkgutil.resolve_name(f"evaluation.{REGISTRY[name].function}"))
