"""When an event happened, as one or many mentions tell it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from schemas.mention import DateBasis, Mention

BASIS_TRUST: dict[DateBasis, float] = {
    "explicit": 1.0,
    "relative": 1.0,
    "dateline": 0.7,
    "publication": 0.4,
}
"""A date in the sentence is told; one taken from the dateline or publication is inferred."""
TIGHTNESS = {1: 1.0, 2: 0.6, 3: 0.4, 4: 0.2, 5: 0.1}
"""By date precision: how much of an answer to 'which day' an interval is."""
OPEN_START = 0.5
"""Share that is left of the tightness when the first day is unknown."""


@dataclass(frozen=True)
class Interval:
    """The days of a happening, as told. ``start`` None: unknown."""

    start: date | None
    end: date
    precision: int
    basis: DateBasis

    @property
    def is_sharp(self) -> bool:
        """Return whether the sentence itself tells the day."""
        return (
            self.precision == 1
            and self.start is not None
            and self.basis in ("explicit", "relative")
        )

    def first(self, open_start_days: int) -> date:
        """Return the first day, or a guess ``open_start_days`` before the last one."""
        return self.start or self.end - timedelta(days=open_start_days)

    @property
    def worth(self) -> float:
        """Return how much the interval says, 0 to 1."""
        open_start = OPEN_START if self.start is None else 1.0
        return BASIS_TRUST[self.basis] * TIGHTNESS[self.precision] * open_start


@dataclass(frozen=True)
class DateChoice:
    """The interval that is best supported, its hour and how sure it is."""

    interval: Interval
    hour_start: datetime | None
    confidence: float


def interval_of(mention: Mention) -> Interval:
    """Return the interval that a mention tells."""
    return Interval(
        mention.date_start, mention.date_end, mention.date_precision, mention.date_basis
    )


def choose_dating(mentions: Sequence[Mention], voices: Mapping[str, str]) -> DateChoice:
    """Choose the tightest well-supported interval.

    Each independent voice backs an interval once, with the best worth times confidence that it has
    for it. The most backing wins; then the tighter interval, then the earlier.

    Args:
        mentions: those that shape the event, at least one.
        voices: publisher to the independent group that it belongs to.
    """
    backing: dict[Interval, dict[str, float]] = defaultdict(dict)
    for mention in mentions:
        interval, voice = interval_of(mention), voices[mention.publisher]
        weight = interval.worth * mention.confidence.date
        backing[interval][voice] = max(weight, backing[interval].get(voice, 0.0))
    best = min(backing, key=lambda item: (-round(sum(backing[item].values()), 9), *_order(item)))
    backers = [mention for mention in mentions if interval_of(mention) == best]
    return DateChoice(best, _hour(backers), max(mention.confidence.date for mention in backers))


def _order(interval: Interval) -> tuple[int, int, date, str]:
    length = (interval.end - interval.first(0)).days
    return interval.precision, length, interval.end, interval.basis


def _hour(mentions: Sequence[Mention]) -> datetime | None:
    hours = [mention.hour_start for mention in mentions if mention.hour_start is not None]
    return min(hours, key=lambda hour: (-hours.count(hour), hour), default=None)
