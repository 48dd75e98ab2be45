"""Whether an event of Dateline is one that a case expects, and what does not fit."""

from collections.abc import Iterator, Sequence

from evaluation.cases.model import (
    ASSERTED,
    CURRENT,
    ClaimWanted,
    EventUnwanted,
    EventWanted,
    FigureWanted,
    Limits,
    PlaceWanted,
)
from evaluation.measures import match
from schemas import Event, Figure, Place
from streams.geodesy import great_circle_km

KINDS = ("killed", "injured", "detained", "displaced")
AREA = 6
"""Precision code of a country; codes below it are finer."""
PRECISE_KM = 60.0
"""Uncertainty in km up to which a place claims to be a point."""
SEA = "XX"
"""Stands for no country."""


def place_fits(wanted: PlaceWanted | None, place: Place | None, tolerance_km: float) -> bool:
    """Whether a place is the expected one; None expects nothing."""
    if wanted is None:
        return True
    if wanted.none or place is None:
        return place is None and (wanted.none or wanted.or_none)
    if wanted.country and (place.country or SEA) not in wanted.country.split("|"):
        return False
    if wanted.level == "country" and place.precision < AREA:
        return False
    if wanted.lat is None or wanted.lon is None:
        return True
    apart = great_circle_km(wanted.lat, wanted.lon, place.lat, place.lon)
    return apart <= tolerance_km and place.precision <= wanted.max_precision


def figure_fits(wanted: FigureWanted | None, figure: Figure | None) -> bool:
    """Whether a casualty figure lies within the expected limits; an open high side does."""
    if wanted is None:
        return True
    if wanted.none:
        return figure is None or not figure.best
    if figure is None:
        return False
    sides = ((wanted.low, figure.low), (wanted.best, figure.best))
    open_high = figure.high is None or _within(wanted.high, figure.high)
    return open_high and all(_within(limits, value) for limits, value in sides)


def _within(limits: Limits | None, value: int | None) -> bool:
    if limits is None:
        return True
    least, most = (limits, limits) if isinstance(limits, int) else limits
    return value is not None and least <= value <= most


def misfits(wanted: EventWanted, event: Event) -> list[str]:
    """Return which parts of an event do not fit; an empty list if all do."""
    return list(_misfits(wanted, event))


def _misfits(wanted: EventWanted, event: Event) -> Iterator[str]:
    if event.event_type not in wanted.types:
        yield "type"
    if event.modality not in wanted.modality:
        yield "modality"
    if event.temporal_role not in wanted.role:
        yield "role"
    if not _date_fits(wanted, event):
        yield "date"
    if not place_fits(wanted.place, event.place, wanted.tolerance_km):
        yield "place"
    for kind in KINDS:
        if not figure_fits(getattr(wanted, kind), getattr(event.casualties, kind)):
            yield kind
    if not set(wanted.articles) <= {one.article_id for one in event.evidence}:
        yield "articles"
    held = [_is_claimed(claim, event) for claim in wanted.claims]
    forbidden = [_is_claimed(claim, event) for claim in wanted.no_claims]
    if not all(held) or any(forbidden):
        yield "claim"


def _is_claimed(claim: ClaimWanted, event: Event) -> bool:
    return any(
        claim.source in (one.source or "") and one.stance in claim.stances for one in event.claims
    )


def _date_fits(wanted: EventWanted, event: Event) -> bool:
    """Whether the days overlap; what is of now must say its first day."""
    if not wanted.date_start or not wanted.date_end:
        return True
    first, last = event.date_start or event.date_end, event.date_end
    if first.isoformat() > wanted.date_end or last.isoformat() < wanted.date_start:
        return False
    return event.date_start is not None or CURRENT not in wanted.role


def pair(wanted: Sequence[EventWanted], events: Sequence[Event]) -> dict[int, int]:
    """Pair expected events with found ones, one to one, as many as can be; optional ones last.

    Returns:
        the index of the event for the index of each expected one that has a partner.
    """
    edges = [[at for at, event in enumerate(events) if not misfits(one, event)] for one in wanted]
    return match(edges, sorted(range(len(wanted)), key=lambda number: wanted[number].optional))


def is_unwanted(bad: EventUnwanted, event: Event) -> bool:
    """Whether an event is one that a case forbids."""
    types = bad.types or ((bad.type,) if bad.type else None)
    killed = event.casualties.killed
    return (
        (bad.on is None or str(event.date_start) == bad.on)
        and ((killed.best if killed else None) or 0) >= bad.killed_min
        and (bad.any or counts(event))
        and (types is None or event.event_type in types)
        and _lies_there(bad, event)
        and not (bad.precise and (event.place is None or event.place.uncertainty_km > PRECISE_KM))
    )


def _lies_there(bad: EventUnwanted, event: Event) -> bool:
    if bad.country is None and bad.lat is None:
        return True
    where = PlaceWanted(country=bad.country, lat=bad.lat, lon=bad.lon)
    return place_fits(where, event.place, bad.radius_km)


def counts(event: Event) -> bool:
    """Whether an event counts as activity: asserted, and of now."""
    return event.modality == ASSERTED and event.temporal_role == CURRENT
