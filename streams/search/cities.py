"""The places that a name of a city stands for, under any of its names."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass

from streams.geocode.gazetteer.build import gazetteer_file
from streams.geocode.gazetteer.entry import Entry, Match
from streams.geocode.gazetteer.reader import Gazetteer
from streams.search.words import country_name
from streams.settings import Settings

AREAS = ("country", "admin1", "admin2", "region", "water")
MAX_PLACES = 20
"""Places of one name that are searched: the most populous ones."""
SHOWN = 3


@dataclass(frozen=True)
class NamedPlaces:
    """Gazetteer ids of the places with a name, and what to tell the user about them.

    The description is None if the name is the usual one of the only such place.
    """

    ids: tuple[str, ...]
    description: str | None = None
    in_many_countries: bool = False
    """Whether a country would choose among them."""


def find_city(settings: Settings, name: str, country: str | None) -> NamedPlaces:
    """Return the places of the installed gazetteer that have a name; none before it is built.

    Without them, the name is looked for as the events have it.
    """
    path = settings.gazetteer_path or gazetteer_file(settings.cache)
    if not path.is_file():
        return NamedPlaces(())
    with closing(Gazetteer(path)) as gazetteer:
        return named_places(name, country, gazetteer.matches(name, fuzzy=False))


def named_places(name: str, country: str | None, matches: Iterable[Match]) -> NamedPlaces:
    """Return the places that have a name, most populous first.

    Args:
        name: as the user wrote it, such as "Odessa", another name of Odesa.
        country: only places in this country (ISO 3166-1 alpha-2); None for all.
        matches: the entries of the gazetteer that the name may refer to, by spelling.
    """
    found = [
        match
        for match in matches
        if match.kind in ("main", "alternate")
        and match.entry.feature_class not in AREAS
        and country in (None, match.entry.country)
    ]
    # Homs is also another name of a smaller city in Libya, which nobody means by it.
    largest = max((one.entry.population for one in found if one.kind == "main"), default=-1)
    places = [one.entry for one in found if one.kind == "main" or one.entry.population > largest]
    places.sort(key=lambda entry: -entry.population)
    chosen = places[:MAX_PLACES]
    ids = tuple(entry.id for entry in chosen)
    if not chosen or (len(chosen) == 1 and chosen[0].name.casefold() == name.casefold()):
        return NamedPlaces(ids)
    shown = "; ".join(_shown(entry) for entry in chosen[:SHOWN])
    more = f"; {len(places) - SHOWN} more" if len(places) > SHOWN else ""
    in_many = len({entry.country for entry in places}) > 1
    return NamedPlaces(ids, f"{name}: {shown}{more}", in_many)


def _shown(entry: Entry) -> str:
    country = country_name(entry.country) if entry.country else None
    parts = [entry.name, entry.admin1, country]
    return ", ".join(dict.fromkeys(part for part in parts if part))
