"""Articles on incidents: their main events against the archive, and how well they are grouped.

Pairwise F1 is over pairs of articles in one group. B-cubed (Bagga and Baldwin 1998) averages over
articles the precision and recall of the group that each is in.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from evaluation.data import rows
from evaluation.gunviolence.gold import Incident
from evaluation.measures import Counts, most_reported, share
from schemas import Event, Figure, Place
from streams.geocode.gazetteer.name_keys import key_of
from streams.geodesy import great_circle_km

_INCIDENTS = frozenset(row[0] for row in rows("incident_types.tsv"))


def main_events(events: Sequence[Event]) -> Mapping[str, Event]:
    """Return the main event by article id; an article without an incident has none.

    Of the events that the article tells, of a type that can be an incident, it is the one that
    most articles tell, then the one with most evidence, then the one that the article tells first.
    Sidelines and history are told by few, the news by all. Only what the system says plays a part.
    """
    return most_reported(filter(_may_be, events))


def _may_be(event: Event) -> bool:
    return event.counts and event.event_type in _INCIDENTS


NEAR_KM = 10.0
"""A city-level place this near to the incident is right too: archives name a part of a city,
outlets the city, or the other way round."""
CITY_PRECISION = 2
"""The coarsest precision of a place that may be right: a city or a district."""

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


FAR_KM = 25.0
"""Places at most this far apart may be one city told differently."""


def why_apart(one: Event | None, other: Event | None) -> str:
    """Return the first difference that keeps two events apart, in the order of its weight."""
    if one is None or other is None:
        return "no main event"
    if one.place is None or other.place is None:
        return "no place"
    if great_circle_km(one.place.lat, one.place.lon, other.place.lat, other.place.lon) > FAR_KM:
        return "places far apart"
    if not _share_a_day(one, other):
        return "days differ"
    if one.event_type != other.event_type:
        return "types differ"
    return "alike in type, day and place"


def _share_a_day(one: Event, other: Event) -> bool:
    return (one.date_start is None or one.date_start <= other.date_end) and (
        other.date_start is None or other.date_start <= one.date_end
    )


@dataclass(frozen=True)
class BCubed:
    """Mean precision and recall of articles."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return share(2 * self.precision * self.recall, self.precision + self.recall)


def pairwise(gold: Sequence[Hashable], given: Sequence[Hashable]) -> Counts:
    """Return the counts of pairs; both sequences have the group of each article."""
    both = Counter(zip(gold, given, strict=True))
    return Counts(_pairs(both), _pairs(Counter(given)), _pairs(Counter(gold)))


def b_cubed(gold: Sequence[Hashable], given: Sequence[Hashable]) -> BCubed:
    """Return B-cubed of a grouping; both sequences have the group of each article."""
    both = Counter(zip(gold, given, strict=True))
    of_gold, of_given = Counter(gold), Counter(given)
    precision = sum(number * number / of_given[two] for (_, two), number in both.items())
    recall = sum(number * number / of_gold[one] for (one, _), number in both.items())
    return BCubed(share(precision, len(gold)), share(recall, len(gold)))


def _pairs(groups: Counter[Hashable] | Counter[tuple[Hashable, Hashable]]) -> int:
    return sum(comb(size, 2) for size in groups.values())
