"""The gate: no score may fall below what was reached before, less its noise."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from streams.errors import UsageError
from streams.evaluation.registry import REGISTRY, benchmark
from streams.evaluation.report import LESS_IS_BETTER, Report, Run, shown

Scores = Mapping[str, Mapping[str, float]]
"""Figures by evaluation and metric."""

NOISE = "noise"
"""Beside the recorded figures: how far they may fall by chance; 0 for what is deterministic."""

_SCORES: TypeAdapter[dict[str, dict[str, int | float]]] = TypeAdapter(
    dict[str, dict[str, int | float]]
)
_EPSILON = 1e-9


def check_gate(scores: Scores, recorded: Scores) -> list[str]:
    """Return a line for each recorded figure that is missing or worse than its noise allows.

    Counts of mistakes (``LESS_IS_BETTER``) may not rise at all: noise is of shares.
    """
    return [
        problem
        for name, figures in recorded.items()
        for metric, before in figures.items()
        if metric != NOISE
        if (problem := _problem(name, metric, scores.get(name, {}), before, figures.get(NOISE, 0)))
    ]


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


def evaluate_all(
    names: Mapping[str, object], shared: Path, project: Path, run: Run
) -> list[Report]:
    """Run every named evaluation in the folder where it is at home."""
    homes = {"shared": shared, "project": project}
    return [
        benchmark(name).evaluate(homes[REGISTRY[name].home] / REGISTRY[name].folder, run)
        for name in names
    ]


def measurable(recorded: Scores, shared: Path) -> tuple[Scores, list[str]]:
    """Return what can be measured here, and the names that cannot as the shared data are absent."""
    absent = [name for name in recorded if REGISTRY[name].home == "shared" and not shared.is_dir()]
    return {name: value for name, value in recorded.items() if name not in absent}, absent


def _problem(
    name: str, metric: str, figures: Mapping[str, float], before: float, noise: float
) -> str | None:
    now = figures.get(metric)
    if now is None:
        return f"{name} {metric}: not measured, recorded is {shown(before)}"
    if metric in LESS_IS_BETTER:
        limit, worse = before, now > before + _EPSILON
    else:
        limit, worse = before - noise, now < before - noise - _EPSILON
    if not worse:
        return None
    return f"{name} {metric}: {shown(now)}, recorded {shown(before)}, allowed {shown(limit)}"
