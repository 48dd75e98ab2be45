"""``dateline evaluate``: score the stages against labelled data."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from rich.console import Console

from evaluation.gate import (
    evaluate_all,
    gate_results,
    measurable,
    read_recorded,
    write_recorded,
)
from evaluation.registry import REGISTRY, Options, evaluation
from evaluation.report import Report, as_json, show, write_errors
from evaluation.system import Installed, System
from streams.extract.article.passes import COMPONENTS, Component

GATE = "gate"


@click.command()
@click.argument("name", type=click.Choice([*REGISTRY, GATE]))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_lines", is_flag=True, help="Print one JSON object per evaluation.")
@click.option(
    "--errors", type=click.Path(path_type=Path), help="Write the errors to this file, as JSONL."
)
@click.option(
    "--part", help="Part of the data: dev for development, test (the default) for reports."
)
@click.option(
    "--sample",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Evaluate only every N-th document; not for the gate.",
)
@click.option(
    "--shuffles",
    type=click.IntRange(0),
    default=0,
    help="gunviolence: also run this many random orders of arrival, and report the differences.",
)
@click.option(
    "--without",
    type=click.Choice(COMPONENTS),
    multiple=True,
    help="Disable a component of extraction, to measure its effect; not for the gate.",
)
@click.option(
    "--recorded",
    type=click.Path(path_type=Path),
    default=Path("benchmarks/scores.json"),
    show_default=True,
    help="File with the recorded scores of the gate.",
)
@click.option(
    "--record", is_flag=True, help="Overwrite the recorded scores with those measured by the gate."
)
@click.option(
    "--processes",
    type=click.IntRange(1),
    default=lambda: os.cpu_count() or 1,
    show_default="the processor cores",
    help="Processes among which the gate divides its evaluations.",
)
def command(  # noqa: PLR0913, PLR0917 (an argument for each option)
    name: str,
    folder: Path,
    as_lines: bool,
    errors: Path | None,
    part: str | None,
    sample: int,
    shuffles: int,
    without: tuple[Component, ...],
    recorded: Path,
    record: bool,
    processes: int,
) -> None:
    """Run the stages on the labelled texts in FOLDER and report scores and errors.

    \b
    seed         article.json and expected.json
    samples      articles.jsonl and expected.json: the project's samples/
    muc4         folders with texts and answer keys of MUC-4
    geoparsing   *.xml with toponyms and their coordinates: LGL, TR-News
    gunviolence  articles.jsonl and incidents.jsonl
    eventloc     sentences.jsonl: event verbs and their places
    timex        *.tml with TIMEX3
    cases        cases.jsonl, or a file in that format: kinds of errors and their controls
    modality     modality.tsv: sentences with their class, in the project's evaluation/data
    claims       claims.tsv: texts with their claim, in the project's evaluation/data
    gate         the shared data: measures every recorded score again; exit status 1 if one
                 has fallen. Evaluations without data are skipped
    """  # noqa: D301 (click wants the character)
    if name == GATE:
        sys.exit(_gate(folder, recorded, as_lines, record, processes))
    system = Installed(frozenset(without)) if without else _system
    report = evaluation(name)(folder, system, Options(part, sample, shuffles))
    click.echo(as_json(report)) if as_lines else show(report, Console())
    if errors is not None:
        write_errors(report, errors)


def _gate(shared: Path, path: Path, as_lines: bool, record: bool, processes: int) -> int:
    every = read_recorded(path)
    recorded, absent = measurable(every, shared)
    if absent:
        names = ", ".join(absent)
        click.echo(f"skipped, because {shared} does not have the data: {names}", err=True)
    measured: dict[str, Mapping[str, float]] = {}
    fallen = 0
    project = path.resolve().parent.parent
    for report in evaluate_all(recorded, shared, project, _system, processes):
        measured[report.name] = report.metrics
        if as_lines:
            click.echo(as_json(report))
        fallen += _say(report, recorded[report.name], as_lines)
    if record:
        write_recorded(path, every, measured)
        return 0
    return 1 if fallen else 0


def _say(report: Report, recorded: Mapping[str, float], as_lines: bool) -> int:
    """Print a line for each recorded score; return how many have fallen."""
    found = list(gate_results({report.name: report.metrics}, {report.name: recorded}))
    for one in found:
        colour = "red" if one.fallen else None
        click.secho(one.line(), fg=colour, err=as_lines or one.fallen)
    return sum(one.fallen for one in found)


_system: System = Installed()
