"""`python -m tests.chaos`: the stream of the tests under as many faults as are asked for."""

import sys
import time
from pathlib import Path

import click

from tests.chaos.storm import Plan, own_servers, run_chaos

HOME = Path(".dateline") / "chaos"


@click.command(context_settings={"show_default": True})
@click.option("--events", default=Plan.events, help="Events that are told.")
@click.option("--hostile", default=Plan.hostile, help="Hostile messages.")
@click.option("--kills", default=Plan.kills, help="SIGKILLs of workers.")
@click.option("--restarts", default=Plan.restarts, help="Restarts of the broker.")
@click.option("--outages", default=Plan.outages, help="Outages of Elasticsearch.")
@click.option("--others", default=Plan.others, help="Rebalances, stops, clock jumps.")
@click.option("--minutes", default=Plan.minutes, help="No fault begins after that.")
@click.option("--seed", default=Plan.seed, help="Decides the order of everything.")
@click.option("--json", "path", type=click.Path(path_type=Path), help="Write the report here.")
@click.option("--home", default=HOME, type=click.Path(path_type=Path), help="Of the servers.")
def main(path: Path | None, home: Path, **sizes: float) -> None:
    """Kill, stop and starve workers and servers while a stream flows; nothing may be lost."""
    began = time.monotonic()

    def say(line: str) -> None:
        click.echo(f"{time.monotonic() - began:6.0f} s  {line}")

    with own_servers(home, say) as (endpoints, workers):
        plan = Plan(**sizes)  # type: ignore[arg-type]
        report = run_chaos(plan, endpoints, home, workers, say)
    for line in report.lines():
        click.echo(line)
    if path is not None:
        path.write_text(report.as_json() + "\n", encoding="utf-8")
    sys.exit(0 if report.whole else 1)


if __name__ == "__main__":
    main()
