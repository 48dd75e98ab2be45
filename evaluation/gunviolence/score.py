"""Whether an event has an incident's day, place, dead and injured."""

from dataclasses import dataclass

from evaluation.gunviolence.gold import Incident
from schemas import Event, Figure, Place
from streams.geocode.gazetteer.name_keys import key_of
from streams.geodesy import great_circle_km

NEAR_KM = 10.0
"""A city-level place this near to the incident is right too: archives name a part of a city,
outlets the city, or the other way round."""
CITY_PRECISION = 2

FIGURES = ("day", "killed", "injured", "city")


@dataclass(frozen=True)
class IncidentScore:
    """What of an event is right; ``killed`` and ``injured`` are exact."""

    day: bool
    killed: bool
    injured: bool
    city: bool


def judge(incident: Incident, event: Event | None) -> IncidentScore:
    """Compare an article's main event with its incident; without an event nothing is right."""
    if event is None:
        return IncidentScore(day=False, killed=False, injured=False, city=False)
    return IncidentScore(
        day=event.date_start == event.date_end == incident.date,
        killed=persons(event.casualties.killed) == incident.killed,
        injured=persons(event.casualties.injured) == incident.injured,
        city=city_right(incident, event.place),
    )


def persons(figure: Figure | None) -> int | None:
    """Return the best count, none told counting as 0; None for a range without a best count."""
    if figure is None:
        return 0
    return figure.best


def city_right(incident: Incident, place: Place | None) -> bool:
    """Whether a place is the incident's city, by name and state, or lies at most 10 km from it.

    Coarser places than a city or a district are never right.
    """
    if place is None or place.precision > CITY_PRECISION:
        return False
    names = {key_of(name) for name in (place.name, place.city) if name}
    told = {key_of(name) for name in incident.city_names}
    if told & names and key_of(place.admin1 or "") == key_of(incident.state):
        return True
    if incident.latlon is None:
        return False
    return great_circle_km(*incident.latlon, place.lat, place.lon) <= NEAR_KM
