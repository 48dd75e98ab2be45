"""Which area an event counts for, and what it adds there."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time

from schemas.activity import ActivityChange, Area, Contribution
from schemas.event import Event
from schemas.place import Place

WIDEST_DATE_PRECISION = 3
"""Events dated no better than a month (4) would put a guess into a day's window: they stay out."""

CITY_PRECISION = 2
"""A place known better than its second-level division; only such a place counts for a city."""


def assign(event: Event, known: Sequence[Area]) -> tuple[list[ActivityChange], tuple[Area, ...]]:
    """Say what an event adds to its area, and take it out of every other that it was ever in.

    Args:
        event: the event's newest revision.
        known: the areas that the last call for this event returned; empty at first.

    Returns:
        The changes to send, removals first, and the areas to remember. All are remembered for good,
        so that a message handled again, after a crash in between, repeats every removal.
    """
    area = area_of(event.place) if _belongs_in_windows(event) and event.place else None
    others = [item for item in known if area is None or item.area_id != area.area_id]
    changes = [_change(event, item, None) for item in others]
    if area is None:
        return changes, tuple(others)
    return [*changes, _change(event, area, contribution_of(event))], (*others, area)


def area_of(place: Place) -> Area | None:
    """Return the city of a place, or the division or country when it is coarser; None at sea."""
    if place.city_id is not None and place.precision <= CITY_PRECISION:
        return _area(place, place.city_id, "city", place.city or place.name)
    if place.admin1_code is not None:
        return _area(place, f"admin1:{place.admin1_code}", "admin1", place.admin1 or place.name)
    if place.country is not None:
        return _area(place, f"country:{place.country}", "country", place.country)
    return None


def contribution_of(event: Event) -> Contribution:
    """Return what an event adds; ``reported`` follows the order of ``articles``."""
    published: dict[str, datetime] = {}
    for item in event.evidence:
        known = published.get(item.article_id, item.published_at)
        published[item.article_id] = min(known, item.published_at)
    articles = tuple(sorted(published))
    hour = event.hour_start
    return Contribution(
        event_type=event.event_type,
        hour_start=hour and hour.replace(minute=0, second=0, microsecond=0),
        day=_midnight(event.date_start or event.date_end),
        reported=_reported(articles, published),
        casualties=event.casualties,
        articles=articles,
        publishers=tuple(sorted({item.publisher for item in event.evidence})),
        n_independent=event.n_independent,
    )


def _belongs_in_windows(event: Event) -> bool:
    return event.counts and event.date_precision <= WIDEST_DATE_PRECISION


def _reported(articles: tuple[str, ...], times: Mapping[str, datetime]) -> tuple[datetime, ...]:
    return tuple(times[article] for article in articles)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _area(place: Place, area_id: str, level: str, name: str) -> Area:
    return Area.model_validate(
        {
            "area_id": area_id,
            "level": level,
            "name": name,
            "country": place.country,
            "lat": place.lat,
            "lon": place.lon,
        }
    )


def _change(event: Event, area: Area, contribution: Contribution | None) -> ActivityChange:
    return ActivityChange(
        area=area, event_id=event.event_id, revision=event.revision, contribution=contribution
    )
