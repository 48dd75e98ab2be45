"""Why two events that tell one incident were not merged, as far as their records say."""

from schemas import Event
from streams.geodesy import great_circle_km

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
