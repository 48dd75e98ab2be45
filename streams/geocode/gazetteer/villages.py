"""The villages that are shipped: 32 countries in the news, one packed table, read and written."""

import csv
import gzip
from collections.abc import Iterable, Iterator

from streams.errors import ConfigurationError
from streams.geocode.gazetteer.entry import NameKind
from streams.geocode.gazetteer.raw import DATA, RawPlace, split_names

VILLAGES = "villages.tsv.gz"
"""Made by ``python -m training.places`` of Who's On First (attribution)."""
COLUMNS = ("id", "name", "admin1", "lat", "lon", "population", "alternates")
"""``admin1`` is "AF.10", or "AF." where the division is not known."""
KNOWN_PEOPLE = 100
"""Populations below this are placeholders of map makers, not counts of people."""
RADIUS_KM = 1.0
"""Radius of a village."""


def read_villages() -> Iterator[RawPlace]:
    """Yield villages and towns below 500 people whose name is unique enough in their country.

    Raises:
        ConfigurationError: if the packed table has other columns.
    """
    text = gzip.decompress(DATA.joinpath(VILLAGES).read_bytes()).decode()
    rows = csv.reader(text.rstrip("\n").split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(next(rows)) != COLUMNS:
        msg = f"{VILLAGES} has other columns than {', '.join(COLUMNS)}; reinstall Dateline"
        raise ConfigurationError(msg)
    for number, name, division, lat, lon, population, alternates in rows:
        country, _, code = division.partition(".")
        names: list[tuple[str, NameKind]] = [(name, "main")]
        names += [(other, "main") for other in split_names(alternates)]
        yield RawPlace(
            id=f"wof:{number}",
            name=name,
            feature_class="city",
            country=country,
            admin1=division if code else None,
            lat=float(lat),
            lon=float(lon),
            population=int(population or 0),
            radius_km=RADIUS_KM,
            names=names,
        )


def pack_villages(places: Iterable[RawPlace]) -> bytes:
    """Return villages as the packed table; the same places give the same bytes."""
    rows = [COLUMNS]
    for place in sorted(places, key=lambda one: (one.admin1 or f"{one.country}.", one.name)):
        others = "|".join(name for name, _ in place.names[1:])
        division = place.admin1 or f"{place.country}."
        people = str(place.population) if place.population >= KNOWN_PEOPLE else ""
        number = place.id.removeprefix("wof:")
        rows.append((number, place.name, division, str(place.lat), str(place.lon), people, others))
    lines = "".join("\t".join(row) + "\n" for row in rows)
    return gzip.compress(lines.encode(), mtime=0)
