"""The area that an event counts for, and its contribution there."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from schemas.activity import ActivityChange, Area, Contribution
from schemas.event import Event
from schemas.place import Place
from schemas.record import Part

WIDEST_DATE_PRECISION = 3
"""Events dated no better than a month (4) would put a guess into a day's window: they stay out."""

CITY_PRECISION = 2
"""A place known better than its second-level division; only such a place counts for a city."""


class Standing(Part):
    """What is remembered of an event: its newest revision, where that counts, and where any did."""

    revision: int = 0
    area_id: str | None = None
    areas: tuple[Area, ...] = ()


def assign(event: Event, known: Standing) -> tuple[list[ActivityChange], Standing]:
    """Say what an event adds to its area, and take it out of every other that it was ever in.

    An older revision that comes late still tells its own area that it was there, and at once that
    it left: so the windows end the same as if it had come in its turn.

    Args:
        event: a revision of the event.
        known: what the last call for this event returned; empty at first.

    Returns:
        The changes to send, and what to remember. All areas are remembered for good, so that a
        message handled again, after a crash in between, repeats every removal.
    """
    area = area_of(event.place) if _belongs_in_windows(event) and event.place else None
    if event.revision < known.revision:
        return _late(event, area, known)
    others = [item for item in known.areas if area is None or item.area_id != area.area_id]
    changes = [_change(event, item, None) for item in others]
    if area is None:
        return changes, Standing(revision=event.revision, areas=known.areas)
    areas = _with(known.areas, area)
    standing = Standing(revision=event.revision, area_id=area.area_id, areas=areas)
    return [*changes, _change(event, area, contribution_of(event))], standing


def _late(
    event: Event, area: Area | None, known: Standing
) -> tuple[list[ActivityChange], Standing]:
    if area is None:
        return [], known
    changes = [_change(event, area, contribution_of(event))]
    areas = _with(known.areas, area)
    if area.area_id != known.area_id:
        newest = event.model_copy(update={"revision": known.revision})
        changes += [_change(newest, item, None) for item in areas if item.area_id == area.area_id]
    return changes, known.model_copy(update={"areas": areas})


def _with(areas: Sequence[Area], area: Area) -> tuple[Area, ...]:
    """Return areas with one more; of two with an id, the same one whatever the order."""
    by_id = {item.area_id: item for item in areas}
    same = by_id.get(area.area_id, area)
    by_id[area.area_id] = max(same, area, key=lambda item: item.model_dump_json())
    return tuple(by_id[area_id] for area_id in sorted(by_id))


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
    """Return what an event adds; an article that reports it twice counts from the first report."""
    first: dict[str, tuple[datetime, str]] = {}
    for item in event.evidence:
        told = (item.published_at, item.publisher)
        first[item.article_id] = min(first.get(item.article_id, told), told)
    articles = tuple(sorted(first))
    hour = event.hour_start
    return Contribution(
        event_type=event.event_type,
        hour_start=hour and hour.replace(minute=0, second=0, microsecond=0),
        day=_midnight(event.date_start or event.date_end),
        reported=tuple(first[article][0] for article in articles),
        casualties=event.casualties,
        articles=articles,
        publishers=tuple(first[article][1] for article in articles),
        n_independent=event.n_independent,
    )


def _belongs_in_windows(event: Event) -> bool:
    return event.counts and event.date_precision <= WIDEST_DATE_PRECISION


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
