"""``dateline gazetteer``: build or inspect the gazetteer."""

import sys
from pathlib import Path

import click

from streams.commands.completion_values import complete_country
from streams.commands.groups import CommandGroup
from streams.errors import UsageError
from streams.geocode.gazetteer.build import build_gazetteer, gazetteer_file, open_gazetteer
from streams.geocode.gazetteer.cache import prune
from streams.geocode.gazetteer.dump_rows import LeftOut
from streams.geocode.gazetteer.reader import Coverage, Gazetteer
from streams.settings import load_settings


@click.group(cls=CommandGroup)
def command() -> None:
    """Build or inspect the gazetteer of places."""


@command.command()
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="File to write, instead of the one in the cache.",
)
@click.option("--full", is_flag=True, help="Add FILES, which are full dumps of GeoNames.")
@click.option("--wof", is_flag=True, help="Add FILES, which are extracts of Who's On First.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def build(output: Path | None, full: bool, wof: bool, files: tuple[Path, ...]) -> None:
    """Rebuild the gazetteer from the installed sources.

    With --full, the places of FILES are added: allCountries.zip or XX.zip, alternateNamesV2.zip
    and admin1CodesASCII.txt of download.geonames.org. With --wof, FILES are tables of one country
    each: id, name, placetype, latitude, longitude, population, GeoNames id, id of the parent, ISO
    code, names separated by |; all of their places are added, also those whose name many places
    have. With both, each file is taken for what it holds. Invalid rows are skipped and counted.
    """
    if (full or wof) != bool(files):
        msg = "--full and --wof require files, and files require one of them: build --full XX.zip"
        raise click.UsageError(msg)
    settings = load_settings()
    target = output or settings.gazetteer_path or gazetteer_file(settings.cache)
    built = build_gazetteer(target, lambda line: click.echo(line, err=True), files)
    say_left_out(built.left_out)
    if target == gazetteer_file(settings.cache):
        prune(target.parent, target)
    click.echo(built.path)


def say_left_out(left_out: LeftOut) -> None:
    """Print on stderr the first invalid rows, and the number of skipped rows by reason."""
    for example in left_out.examples:
        click.echo(f"skipped: {example}", err=True)
    for what, counts in (("invalid", left_out.bad), ("not needed", left_out.expected)):
        for reason, number in sorted(counts.items()):
            click.echo(f"skipped, {what}: {number:,} rows: {reason}", err=True)


@command.command()
def info() -> None:
    """Show which gazetteer is in use and what it contains."""
    gazetteer = _open()
    click.echo(f"file     {gazetteer.path}")
    for name, value in sorted(gazetteer.facts.items()):
        click.echo(f"{name:<8} {value}")


@command.command()
@click.argument("countries", nargs=-1, metavar="[COUNTRY]...", shell_complete=complete_country)
def coverage(countries: tuple[str, ...]) -> None:
    """Print how many places of each kind are known in each COUNTRY (ISO code); all by default.

    Divisions are of the first and second level; a place of fewer than 500 people, or of nobody
    knows how many, is a village; sites are airports, camps, border crossings and the like.
    """
    wanted = {code.upper() for code in countries}
    rows = [one for one in _open().coverage() if not wanted or one.country in wanted]
    unknown = wanted - {one.country for one in rows}
    if unknown:
        msg = f"no country of the gazetteer: {', '.join(sorted(unknown))}; give codes such as SY"
        raise UsageError(msg)
    click.echo("\t".join(Coverage._fields))
    for row in rows:
        click.echo("\t".join(map(str, row)))


@command.command()
@click.argument("name")
@click.option("--limit", default=10, show_default=True, help="Largest number of entries to list.")
def lookup(name: str, limit: int) -> None:
    """List the places that NAME may refer to, without the context of an article.

    The exit status is 1 if there is none.
    """
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
        sys.exit(1)


def _open() -> Gazetteer:
    settings = load_settings()
    report = lambda line: click.echo(line, err=True)  # noqa: E731
    return open_gazetteer(settings, report)
