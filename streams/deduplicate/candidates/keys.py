"""The index keys under which an event is found without a scan: family, day and grid cell."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import floor

from schemas.place import Place
from streams.deduplicate.candidates.profile import Profile
from streams.deduplicate.score.places import is_fine
from streams.deduplicate.settings import Rules

CELL_DEGREES = 0.25
"""Side of a grid cell: 28 km north to south, more than the reach of a point's uncertainty."""
CELLS_AROUND = round(360 / CELL_DEGREES)
LONGEST_DAYS = 8
"""An interval up to this long is indexed day by day; a longer one only meets its like."""
LONG = "long"
MOST_TERMS = 48
"""Most words and names under which one event is kept, whatever the number of its articles."""


def index_keys(profile: Profile, rules: Rules) -> frozenset[str]:
    """Return the keys under which an event is kept."""
    return _keys(profile, rules, reach_days=0, neighbours=False) | term_keys(profile, rules)


def lookup_keys(profile: Profile, rules: Rules) -> frozenset[str]:
    """Return the keys under which events that may be the same are kept: a day and a cell around."""
    reach = rules.weights.soft_date_gap_days
    return _keys(profile, rules, reach_days=reach, neighbours=True)


def term_keys(profile: Profile, rules: Rules) -> frozenset[str]:
    """Return a key for each of the most telling words and names of the profile's articles.

    By these a report meets a story that is told again weeks later, or without its place.
    """
    telling: dict[str, float] = {}
    for source in profile.sources:
        gist = source.signature
        terms = sorted(gist.terms, key=lambda term: (-gist.terms[term], term))
        for term in terms[: rules.weights.terms_indexed]:
            telling[term] = max(telling.get(term, 0.0), gist.terms[term])
        for name in list(gist.names)[: rules.weights.terms_indexed]:
            telling[name] = 1.0
    most = sorted(telling, key=lambda term: (-telling[term], term))
    return frozenset(f"term/{term}" for term in most[:MOST_TERMS])


def gone_key(article_id: str) -> str:
    """Return the key under which an event that an article told, now retracted, is kept."""
    return f"gone/{article_id}"


def _keys(profile: Profile, rules: Rules, *, reach_days: int, neighbours: bool) -> frozenset[str]:
    families = sorted({family for name in profile.types for family in rules.families(name)})
    days = list(_days(profile, rules, reach_days))
    cells = {cell for place in profile.places for cell in _cells(place, neighbours=neighbours)}
    grid = {f"{family}/{day}/{cell}" for family in families for day in days for cell in cells}
    return frozenset(grid | {f"article/{article}" for article in profile.articles})


def _days(profile: Profile, rules: Rules, reach_days: int) -> Iterator[str]:
    interval = profile.interval
    first: date = interval.first(rules.weights.open_start_days)
    if (interval.end - first).days >= LONGEST_DAYS:
        yield LONG
        return
    day = first - timedelta(days=reach_days)
    while day <= interval.end + timedelta(days=reach_days):
        yield day.isoformat()
        day += timedelta(days=1)


def _cells(place: Place, *, neighbours: bool) -> Iterator[str]:
    if not is_fine(place):
        yield place.gazetteer_id
        return
    row, column = floor(place.lat / CELL_DEGREES), floor(place.lon / CELL_DEGREES)
    reach = range(-1, 2) if neighbours else range(1)
    for north in reach:
        for east in reach:
            yield f"{row + north}:{(column + east) % CELLS_AROUND}"
