"""Scores of events against a hand-made list, as in the project's seed article.

An event that counts (asserted, current, not retracted or merged) matches an expected one when its
type is among the types, the date intervals share a day, and its place lies within the tolerance
(or has the country, when only that is given). Matching is one-to-one and as large as can be.

- recall: matched share of the expected events that are not optional
- precision: matched share of the events that count, optional ones counting as correct
- forbidden: entries of ``not_events`` that were violated (see ``evaluation.forbidden``)

Beside these, not part of the matching: how many matched events have the right dead, are no coarser
than allowed, and are told by exactly the articles that tell them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from evaluation.forbidden import Violation, total_killed, violations
from evaluation.gold import Expected, GoldEvent
from evaluation.measures import match
from evaluation.sources import Sources
from schemas import Event, Place
from streams.geodesy import great_circle_km


@dataclass(frozen=True)
class Fit:
    """The reasons against a pair of gold and output event, and how far apart they lie (km)."""

    against: tuple[str, ...]
    km: float | None

    @property
    def good(self) -> bool:
        """Whether nothing speaks against the pair."""
        return not self.against

    @property
    def badness(self) -> tuple[int, float]:
        """Order of near misses: fewest reasons first, then nearest."""
        return len(self.against), float("inf") if self.km is None else self.km


@dataclass(frozen=True)
class Row:
    """An expected event, what matched it, and every other event with what speaks against it."""

    gold: GoldEvent
    event: Event | None
    others: tuple[tuple[Event, Fit], ...]


@dataclass(frozen=True)
class Score:
    """The result of one comparison. ``others`` of a row are best first."""

    rows: tuple[Row, ...]
    false_positives: tuple[Event, ...]
    violated: tuple[Violation, ...]
    counting: int
    killed: int

    @property
    def recall(self) -> float:
        """Matched share of the expected events that are not optional; 1 when there are none."""
        needed = [row for row in self.rows if not row.gold.optional]
        return _share(sum(row.event is not None for row in needed), len(needed))

    @property
    def precision(self) -> float:
        """Matched share of the events that count; 1 when there are none."""
        return _share(self.counting - len(self.false_positives), self.counting)


def score_seed(events: Sequence[Event], expected: Expected, sources: Sources) -> Score:
    """Compare final events with the expected ones.

    Raises:
        UsageError: if ``expected`` forbids a quote that is in none of the texts.
    """
    counting = [event for event in events if event.counts]
    fits = [[fit(gold, event) for event in counting] for gold in expected.events]
    edges = [_good_ones(row) for row in fits]
    needed_first = sorted(range(len(edges)), key=lambda at: expected.events[at].optional)
    pairs = match(edges, needed_first)
    matched = set(pairs.values())
    return Score(
        rows=tuple(
            _row(gold, pairs.get(at), counting, fits[at]) for at, gold in enumerate(expected.events)
        ),
        false_positives=tuple(e for at, e in enumerate(counting) if at not in matched),
        violated=tuple(violations(events, expected, sources)),
        counting=len(counting),
        killed=total_killed(events),
    )


def _row(gold: GoldEvent, pair: int | None, counting: Sequence[Event], fits: Sequence[Fit]) -> Row:
    others = [
        (event, one)
        for at, (event, one) in enumerate(zip(counting, fits, strict=True))
        if at != pair
    ]
    others.sort(key=lambda other: other[1].badness)
    return Row(gold, None if pair is None else counting[pair], tuple(others))


def _good_ones(fits: Sequence[Fit]) -> list[int]:
    """Nearest first: where several would do, the one that a person would take is tried first."""
    good = [at for at, one in enumerate(fits) if one.good]
    return sorted(good, key=lambda at: fits[at].badness)


def fit(gold: GoldEvent, event: Event) -> Fit:
    """Compare type, date interval and place; dates overlap when they share a day."""
    where, km = _place_problem(gold, event.place)
    problems = (_type_problem(gold, event), _date_problem(gold, event), where)
    return Fit(tuple(problem for problem in problems if problem), km)


def _type_problem(gold: GoldEvent, event: Event) -> str | None:
    if event.event_type in gold.types:
        return None
    return f"type {event.event_type}, not {' or '.join(sorted(gold.types))}"


def _date_problem(gold: GoldEvent, event: Event) -> str | None:
    if (event.date_start or date.min) > gold.date_end:
        return f"begins {event.date_start}, after {gold.date_end}"
    if event.date_end < (gold.date_start or date.min):
        return f"ends {event.date_end}, before {gold.date_start}"
    return None


def _place_problem(gold: GoldEvent, place: Place | None) -> tuple[str | None, float | None]:
    if place is None:
        return "no place", None
    if gold.place.point is None:
        same = place.country == gold.place.country
        return (None if same else f"country {place.country}, not {gold.place.country}"), None
    km = great_circle_km(*gold.place.point, place.lat, place.lon)
    if km <= gold.tolerance_km:
        return None, km
    return f"{place.name} is {km:.0f} km off, over {gold.tolerance_km:g}", km


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
