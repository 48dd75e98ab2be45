"""`dateline gazetteer`: build, describe and try the gazetteer."""

from pathlib import Path

import click

from streams.geocode.build import build_gazetteer, ensure_gazetteer, gazetteer_file
from streams.geocode.gazetteer import Gazetteer
from streams.settings import load_settings


@click.group()
def command() -> None:
    """Build or inspect the gazetteer."""


@command.command()
@click.option("--output", type=click.Path(path_type=Path), help="File to write, not the cache's.")
def build(output: Path | None) -> None:
    """Build the gazetteer anew, from the installed sources."""
    settings = load_settings()
    target = output or settings.gazetteer_path or gazetteer_file(settings.cache)
    built = build_gazetteer(target, lambda line: click.echo(line, err=True))
    click.echo(built.path)


@command.command()
def info() -> None:
    """Say which gazetteer is in use and what it holds."""
    gazetteer = _open()
    click.echo(f"file     {gazetteer.path}")
    for name, value in sorted(gazetteer.facts.items()):
        click.echo(f"{name:<8} {value}")


@command.command()
@click.argument("name")
@click.option("--limit", default=10, show_default=True, help="Most entries to list.")
def lookup(name: str, limit: int) -> None:
    """List what NAME may mean, without an article around it."""
    matches = _open().matches(name)
    for match in matches[:limit]:
        entry = match.entry
        where = ", ".join(part for part in (entry.city, entry.admin1, entry.country) if part)
        click.echo(
            f"{entry.id}\t{entry.name}\t{entry.feature_class}\t{where}\t"
            f"{entry.population}\t{entry.lat:.4f},{entry.lon:.4f}\t{match.kind}"
        )
    if not matches:
        click.echo(f"{name!r} is not in the gazetteer.", err=True)


def _open() -> Gazetteer:
    settings = load_settings()
    report = lambda line: click.echo(line, err=True)  # noqa: E731
    return Gazetteer(ensure_gazetteer(settings.gazetteer_path, settings.cache, report))
