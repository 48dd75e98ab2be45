"""The evaluations by name. A new one is a module with ``evaluate`` and a line here."""

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, cast

from evaluation.report import Report
from evaluation.system import Options, System


class Benchmark(Protocol):
    """What a module of an evaluation offers."""

    def evaluate(self, folder: Path, system: System, options: Options) -> Report:
        """Read a folder, run the system over its texts, and score the outcome."""
        ...


@dataclass(frozen=True)
class Entry:
    """Where an evaluation is: its module, and its folder in the shared data or the project."""

    module: str
    home: Literal["shared", "project"]
    folder: str


REGISTRY: dict[str, Entry] = {
    "seed": Entry("evaluation.seed", "shared", "seed"),
    "samples": Entry("evaluation.samples", "project", "samples"),
    "muc4": Entry("evaluation.muc4.evaluate", "shared", "benchmarks/muc4"),
    "geoparsing": Entry("evaluation.geoparsing.evaluate", "shared", "benchmarks/geoparsing"),
    "gunviolence": Entry("evaluation.gunviolence.evaluate", "shared", "benchmarks/gunviolence"),
    "eventloc": Entry("evaluation.eventloc.evaluate", "shared", "benchmarks/eventloc"),
    "ecbplus": Entry("evaluation.ecbplus.evaluate", "shared", "benchmarks/ecbplus"),
    "timex": Entry("evaluation.timex.evaluate", "shared", "benchmarks/timex/timebank"),
    "cases": Entry("evaluation.cases.evaluate", "shared", "cases"),
    "modality": Entry("evaluation.modality", "project", "evaluation/data"),
    "claims": Entry("evaluation.claims", "project", "evaluation/data"),
}


def benchmark(name: str) -> Benchmark:
    """Import the module of an evaluation; ``KeyError`` for a name that is not registered."""
    return cast("Benchmark", importlib.import_module(REGISTRY[name].module))
