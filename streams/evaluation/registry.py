"""The evaluations by name. A new one is a module with ``evaluate`` and a line here."""

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, cast

from streams.evaluation.report import Report, Run


class Benchmark(Protocol):
    """What a module of an evaluation offers."""

    def evaluate(self, folder: Path, run: Run) -> Report:
        """Read a folder, run the pipeline over its articles, and score the outcome."""
        ...


@dataclass(frozen=True)
class Entry:
    """Where an evaluation is: its module, and its folder in the shared data or the project."""

    module: str
    home: Literal["shared", "project"]
    folder: str


REGISTRY: dict[str, Entry] = {
    "seed": Entry("streams.evaluation.seed", "shared", "seed"),
    "samples": Entry("streams.evaluation.samples", "project", "samples"),
}


def benchmark(name: str) -> Benchmark:
    """Import the module of an evaluation; ``KeyError`` for a name that is not registered."""
    return cast("Benchmark", importlib.import_module(REGISTRY[name].module))
