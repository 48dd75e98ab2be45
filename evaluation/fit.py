"""Whether an output event can be a gold event, and if not, what speaks against it."""

from dataclasses import dataclass
from datetime import date

from evaluation.gold import GoldEvent
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
