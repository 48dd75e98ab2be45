"""``dateline evaluate``: score the pipeline against labelled data."""

import sys
from pathlib import Path

import click
from rich.console import Console

from streams.evaluation.gate import check_gate, evaluate_all, measurable, read_recorded
from streams.evaluation.registry import REGISTRY, benchmark
from streams.evaluation.report import Report, Run, as_json, show, write_errors
from streams.pipeline import run_pipeline

GATE = "gate"


@click.command()
@click.argument("name", type=click.Choice([*REGISTRY, GATE]))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "as_lines", is_flag=True, help="One JSON object for each evaluation.")
@click.option("--errors", type=click.Path(path_type=Path), help="Write mistakes there, as JSONL.")
@click.option(
    "--recorded",
    type=click.Path(path_type=Path),
    default=Path("benchmarks/scores.json"),
    show_default=True,
    help="Scores that the gate holds.",
)
def command(name: str, folder: Path, as_lines: bool, errors: Path | None, recorded: Path) -> None:
    r"""Run the whole pipeline over labelled articles in FOLDER and say what is right and wrong.

    \b
    seed      FOLDER has article.json and expected.json
    samples   FOLDER has articles.jsonl and expected.json: the project's samples/
    gate      FOLDER has the shared data; every recorded score is measured again, and the
              exit code is 1 when one has fallen; without the shared data they are left out
    """
    if name == GATE:
        sys.exit(_gate(folder, recorded, as_lines))
    report = benchmark(name).evaluate(folder, _run)
    _print(report, as_lines)
    if errors is not None:
        write_errors(report, errors)


def _gate(shared: Path, path: Path, as_lines: bool) -> int:
    recorded, absent = measurable(read_recorded(path), shared)
    if absent:
        names = ", ".join(absent)
        click.echo(f"not measured, as {shared} with the shared data is not here: {names}", err=True)
    reports = evaluate_all(recorded, shared, path.resolve().parent.parent, _run)
    for report in reports:
        _print(report, as_lines)
    fallen = check_gate({report.name: report.metrics for report in reports}, recorded)
    for line in fallen:
        click.secho(f"fallen: {line}", fg="red", err=True)
    return 1 if fallen else 0


def _print(report: Report, as_lines: bool) -> None:
    if as_lines:
        click.echo(as_json(report))
    else:
        show(report, Console())


_run: Run = run_pipeline
