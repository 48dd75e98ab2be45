"""`python -m benchmarks`: measure, print a table, and keep the figures with the machine."""

import json

import click
from rich.console import Console
from rich.table import Table

from benchmarks.cases import CASES
from benchmarks.language_case import CASE as LANGUAGE
from benchmarks.language_case import load_result
from benchmarks.measure import RESULTS, Result, as_record, measure
from benchmarks.whole_way import whole_way


@click.command()
@click.option("--servers", is_flag=True, help="Also the whole way on running local servers.")
@click.option("--save", is_flag=True, help="Write benchmarks/results/latest.json.")
def main(servers: bool, save: bool) -> None:
    """Measure every case: a warm-up, five rounds, the median."""
    click.echo("==> load the language pipeline …")
    results = [load_result()]
    for case in (*CASES, LANGUAGE):
        click.echo(f"==> {case.name} …")
        results.append(measure(case))
    if servers:
        click.echo("==> whole way on Kafka and Elasticsearch …")
        results.append(whole_way())
    Console().print(_table(results))
    if save:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / "latest.json"
        path.write_text(json.dumps(as_record(results), indent=1) + "\n", encoding="utf-8")
        click.echo(f"written to {path.relative_to(RESULTS.parent.parent)}")


def _table(results: list[Result]) -> Table:
    table = Table(show_edge=False, pad_edge=False)
    for heading in ("case", "median", "slowest", "fastest", "unit", "peak MB"):
        table.add_column(heading, justify="left" if heading in ("case", "unit") else "right")
    for result in results:
        table.add_row(
            result.name,
            _rate(result.median_per_second),
            _rate(result.slowest_per_second),
            _rate(result.fastest_per_second),
            f"{result.unit}/s",
            f"{result.peak_memory_mb:,.0f}",
        )
    return table


def _rate(per_second: float) -> str:
    return f"{per_second:,.0f}" if per_second >= 10 else f"{per_second:.2f}"


if __name__ == "__main__":
    main()
