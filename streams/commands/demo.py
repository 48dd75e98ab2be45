"""``dateline demo``: from nothing to events on this machine."""

from pathlib import Path

import click
from rich.console import Console

from streams.settings import load_settings
from streams.wiring.demo import Demo


@click.command()
@click.option("--stop", is_flag=True, help="Stop servers, workers and page; the data stay.")
@click.option(
    "--samples",
    type=click.Path(exists=True, path_type=Path),
    default=Path(__file__).resolve().parents[2] / "samples",
    help="Folder of articles to publish.",
)
def command(stop: bool, samples: Path) -> None:
    """Start real servers and workers, publish sample articles, show the events they become."""
    demo = Demo(load_settings(), Console())
    if stop:
        demo.stop()
    else:
        demo.run(samples)
