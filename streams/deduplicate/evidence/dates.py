"""When an event happened, as one or many mentions state it."""

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
"""Trust in a date, 0 to 1: one in the sentence is stated, one from the dateline or the publication
is inferred."""
TIGHTNESS = {1: 1.0, 2: 0.6, 3: 0.4, 4: 0.2, 5: 0.1}
"""By date precision: how much of an answer to "which day?" an interval is, 0 to 1."""
OPEN_START = 0.5
"""Factor of the tightness of an interval whose first day is unknown."""


@dataclass(frozen=True)
class Interval:
    """The days of a happening, as stated; ``start`` is None when it is unknown."""

    start: date | None
    end: date
    precision: int
    basis: DateBasis

    @property
    def is_sharp(self) -> bool:
        """Whether the sentence itself states the day."""
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
        """How much the interval says, 0 to 1."""
        open_start = OPEN_START if self.start is None else 1.0
        return BASIS_TRUST[self.basis] * TIGHTNESS[self.precision] * open_start


@dataclass(frozen=True)
class DateChoice:
    """The interval that is best supported, its hour and how sure it is."""

    interval: Interval
    hour_start: datetime | None
    confidence: float


def interval_of(mention: Mention) -> Interval:
    """Return the interval that a mention states."""
    return Interval(
        mention.date_start, mention.date_end, mention.date_precision, mention.date_basis
    )


def choose_dating(mentions: Sequence[Mention], sources: Mapping[str, str]) -> DateChoice:
    """Choose the tightest well-supported interval.

    Each independent source supports an interval once, with the best worth times confidence that it
    has for it. The most support wins; then the tighter interval, then the earlier.

    Args:
        mentions: those that decide the facts of the event, at least one.
        sources: publisher to independent source, as ``independent_sources`` returns it.
    """
    support: dict[Interval, dict[str, float]] = defaultdict(dict)
    for mention in mentions:
        interval, source = interval_of(mention), sources[mention.publisher]
        weight = interval.worth * mention.confidence.date
        support[interval][source] = max(weight, support[interval].get(source, 0.0))
    best = min(support, key=lambda item: (-round(sum(support[item].values()), 9), *_order(item)))
    supporters = [mention for mention in mentions if interval_of(mention) == best]
    confidence = max(mention.confidence.date for mention in supporters)
    return DateChoice(best, _hour(supporters), confidence)


def _order(interval: Interval) -> tuple[int, int, date, str]:
    length = (interval.end - interval.first(0)).days
    return interval.precision, length, interval.end, interval.basis


def _hour(mentions: Sequence[Mention]) -> datetime | None:
    hours = [mention.hour_start for mention in mentions if mention.hour_start is not None]
    return min(hours, key=lambda hour: (-hours.count(hour), hour), default=None)
