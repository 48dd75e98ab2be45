"""The gate: no score may fall below what was reached before, less its noise."""

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evaluation.registry import REGISTRY, Options, evaluation
from evaluation.report import LESS_IS_BETTER, Report, shown
from evaluation.system import System
from streams.errors import UsageError

Scores = Mapping[str, Mapping[str, float]]
"""Figures by evaluation and metric."""

NOISE = "noise"
"""Beside the recorded figures: how far a share may fall without being called worse."""
SAMPLE = "sample"
"""Beside the recorded figures: the gate measures on every n-th document; 1 when it is absent."""

_SCORES: TypeAdapter[dict[str, dict[str, int | float]]] = TypeAdapter(
    dict[str, dict[str, int | float]]
)
_EPSILON = 1e-9
"""Scores have four digits: so small a difference is one of binary fractions."""


@dataclass(frozen=True)
class GateResult:
    """One recorded figure, what it is now (None: not measured) and the worst that passes."""

    name: str
    metric: str
    now: float | None
    recorded: float
    limit: float

    @property
    def fallen(self) -> bool:
        """Whether it is missing, or worse than its noise allows."""
        if self.now is None:
            return True
        if self.metric in LESS_IS_BETTER:
            return self.now > self.limit + _EPSILON
        return self.now < self.limit - _EPSILON

    def line(self) -> str:
        """Say it in one line."""
        now = "not measured" if self.now is None else shown(self.now)
        word = "FALLEN" if self.fallen else "ok"
        told = f"{word:<6} {self.name} {self.metric} {now}, recorded {shown(self.recorded)}"
        return f"{told}, allowed {shown(self.limit)}" if self.fallen else told


def gate_results(scores: Scores, recorded: Scores) -> Iterator[GateResult]:
    """Yield a verdict for each recorded figure.

    Counts of mistakes (``LESS_IS_BETTER``) may not rise at all: noise is of shares.
    """
    for name, figures in recorded.items():
        for metric, before in figures.items():
            if metric not in {NOISE, SAMPLE}:
                noise = 0 if metric in LESS_IS_BETTER else figures.get(NOISE, 0)
                now = scores.get(name, {}).get(metric)
                yield GateResult(name, metric, now, before, before - noise)


def read_recorded(path: Path) -> dict[str, dict[str, float]]:
    """Read the recorded scores.

    Raises:
        UsageError: if the file is missing, damaged, or names an evaluation that is not there.
    """
    try:
        recorded = _SCORES.validate_json(path.read_bytes())
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}; run from the project's folder or --recorded"
        raise UsageError(msg) from error
    except ValidationError as error:
        msg = f"{path} is no table of scores ({error.error_count()} errors); restore it from git"
        raise UsageError(msg) from error
    unknown = sorted(set(recorded) - set(REGISTRY))
    if unknown:
        msg = f"{path} records {', '.join(unknown)}; known are {', '.join(REGISTRY)}"
        raise UsageError(msg)
    return {name: dict(figures) for name, figures in recorded.items()}


def write_recorded(path: Path, recorded: Scores, measured: Scores) -> None:
    """Write what was measured over the recorded figures; noise and samples stay.

    Raises:
        UsageError: if the file cannot be written.
    """
    kept = {
        name: {**figures, **{m: v for m, v in measured.get(name, {}).items() if m in figures}}
        for name, figures in recorded.items()
    }
    lines = [f"  {json.dumps(name)}: {json.dumps(figures)}" for name, figures in kept.items()]
    try:
        path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    except OSError as error:
        msg = f"cannot write {path}: {error.strerror}; name another file with --recorded"
        raise UsageError(msg) from error


def evaluate_all(
    recorded: Scores, shared: Path, project: Path, system: System, processes: int = 1
) -> Iterator[Report]:
    """Run every recorded evaluation in the folder where it is at home, on its recorded sample.

    Reports come in the order of ``recorded``, whatever the number of processes.
    """
    homes = {"shared": shared, "project": project}
    folders = [homes[REGISTRY[name].home] / REGISTRY[name].folder for name in recorded]
    samples = [int(figures.get(SAMPLE, 1)) for figures in recorded.values()]
    if processes == 1:
        yield from map(partial(_evaluate, system), recorded, folders, samples)
        return
    # Forked, so that the system need not be pickled: it holds the gazetteer and the weights.
    with ProcessPoolExecutor(
        processes, get_context("fork"), initializer=_inherited.append, initargs=(system,)
    ) as pool:
        yield from pool.map(_evaluate_inherited, recorded, folders, samples)


def _evaluate(system: System, name: str, folder: Path, sample: int) -> Report:
    return evaluation(name)(folder, system, Options(sample=sample))


_inherited: list[System] = []
"""The system that a process of the pool has from the one that forked it."""


def _evaluate_inherited(name: str, folder: Path, sample: int) -> Report:
    return _evaluate(_inherited[0], name, folder, sample)


def measurable(recorded: Scores, shared: Path) -> tuple[Scores, list[str]]:
    """Return what can be measured here, and the names that cannot as the shared data are absent."""
    absent = [name for name in recorded if REGISTRY[name].home == "shared" and not shared.is_dir()]
    return {name: value for name, value in recorded.items() if name not in absent}, absent
