"""``dateline demo``: run the whole pipeline on this machine and print the results."""

from pathlib import Path

import click
from rich.console import Console

from streams.settings import load_settings
from streams.wiring.demo import Demo


@click.command()
@click.option(
    "--stop", is_flag=True, help="Stop the servers, the workers and the page; keep the data."
)
@click.option(
    "--samples",
    type=click.Path(exists=True, path_type=Path),
    default=Path(__file__).resolve().parents[2] / "samples",
    help="Folder of articles to publish.",
)
def command(stop: bool, samples: Path) -> None:
    """Start real servers and workers, publish sample articles, and show the resulting events."""
    demo = Demo(load_settings(), Console())
    if stop:
        demo.stop()
    else:
        demo.run(samples)
