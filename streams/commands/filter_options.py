"""The filter options of ``dateline search`` and ``dateline export``, and their query."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

import click
from elasticsearch import Elasticsearch

from schemas.mention import Stance
from streams.commands.completion_values import (
    complete_city,
    complete_country,
    complete_status,
    complete_type,
)
from streams.geocode.gazetteer.build import open_gazetteer
from streams.geocode.gazetteer.entry import Entry
from streams.search.cities import find_city
from streams.search.event_query import FIGURES, STANDING, EventQuery
from streams.search.near import DEFAULT_RADIUS, parse_near
from streams.search.options import (
    ALL_STATUSES,
    explain_nothing,
    parse_country,
    parse_day,
    parse_event_type,
    parse_status,
    parse_words,
)
from streams.search.query import count_without_each, known_places
from streams.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
COUNT = click.IntRange(min=0)


def filter_options(command: Command) -> Command:
    """Add the filter options to a command; ``read_query`` reads their values."""
    for option in reversed(_options()):
        command = option(command)
    return command


def place_options(command: Command) -> Command:
    """Add the options for place and type alone; ``read_query`` reads their values."""
    for option in reversed(_place_and_type()):
        command = option(command)
    return command


def _options() -> list[Callable[[Any], Any]]:
    figures = [
        click.option(f"--{bound}-{figure}", type=COUNT, help=f"At {word} this many {figure}.")
        for figure in FIGURES
        for bound, word in (("min", "least"), ("max", "most"))
    ]
    return [
        click.argument("text", required=False),
        *_place_and_type(),
        click.option("--since", help="First day: 2012-07-22, yesterday, or 7d for a week ago."),
        click.option("--until", help="Last day, in the same form as --since."),
        click.option(
            "--within", is_flag=True, help="All days of the event lie between --since and --until."
        ),
        click.option(
            "--status",
            multiple=True,
            shell_complete=complete_status,
            help=f"{', '.join(ALL_STATUSES)}, or all; may be repeated.  "
            f"[default: {', '.join(STANDING)}]",
        ),
        click.option(
            "--min-independent",
            type=click.IntRange(min=1),
            help="At least this many independent outlets.",
        ),
        *figures,
        click.option(
            "--claimed-by",
            help="Source of a claim, such as police; figures are then those of that claim.",
        ),
        click.option("--stance", type=click.Choice(get_args(Stance)), help="Stance of the claim."),
        click.option(
            "--all",
            "everything",
            is_flag=True,
            help="Include events of any status, including denied, feared or past ones.",
        ),
    ]


def _place_and_type() -> list[Callable[[Any], Any]]:
    return [
        click.option(
            "--city",
            shell_complete=complete_city,
            help="City with its districts, or place, under any of its names; or gazetteer id.",
        ),
        click.option("--near", help="Point (36.2,37.16) or place to search around."),
        click.option(
            "--radius", metavar="KM", help=f"Radius of --near.  [default: {DEFAULT_RADIUS}]"
        ),
        click.option(
            "--country",
            shell_complete=complete_country,
            help="Country code or English name: SY, SYR, Syria.",
        ),
        click.option(
            "--type",
            "event_type",
            shell_complete=complete_type,
            help="Event type: air_strike, 'air strike'; `dateline types` lists them.",
        ),
    ]


def read_query(settings: Settings, options: dict[str, Any], **more: Any) -> EventQuery:
    """Return the query for option values; print the place that --near refers to on stderr.

    Raises:
        UsageError: if the value of an option is invalid.
    """
    read = {"text": None, "since": None, "until": None, "status": (), **options}
    today = datetime.now(UTC).date()
    everything, radius = read.pop("everything"), read.pop("radius") or DEFAULT_RADIUS
    read["text"] = parse_words(read["text"])
    for name, parse in (("country", parse_country), ("event_type", parse_event_type)):
        read[name] = parse(read[name]) if read[name] else None
    for name in ("since", "until"):
        read[name] = parse_day(read[name], today) if read[name] else None
    read["status"] = () if everything else parse_status(read["status"])
    read["current_only"] = not everything
    if read["near"]:
        read["near"] = _near(settings, read["near"], radius, read["country"])
    if read["city"]:
        read["city_ids"] = ids_of_city(settings, read["city"], read["country"])
    return EventQuery(**read, **more)


def ids_of_city(settings: Settings, city: str, country: str | None) -> tuple[str, ...]:
    """Return the gazetteer ids that a city also has; print which places are meant if several."""
    places = find_city(settings, city, country)
    if places.description:
        hint = " (--country chooses)" if places.in_many_countries else ""
        click.echo(f"--city {places.description}{hint}", err=True)
    return places.ids


def why_nothing(client: Elasticsearch, settings: Settings, query: EventQuery) -> str:
    """Return text about which filters exclude all events, and about places with similar names."""
    counts = count_without_each(client, settings, query)
    places = known_places(client, settings) if query.city else []
    return explain_nothing(query, counts, places)


def _near(settings: Settings, where: str, radius: str, country: str | None) -> Any:
    def _lookup(name: str) -> list[Entry]:
        gazetteer = open_gazetteer(settings, lambda text: click.echo(text, err=True))
        try:
            return gazetteer.lookup(name)
        finally:
            gazetteer.close()

    area = parse_near(where, radius, country, _lookup)
    if area.description:
        click.echo(area.description, err=True)
    return area.near
