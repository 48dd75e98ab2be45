"""The index keys under which an event is found without a scan: family, day and grid cell."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import floor

from schemas.place import Place
from streams.deduplicate.evidence.places import is_fine
from streams.deduplicate.evidence.profile import Profile
from streams.deduplicate.settings import Rules

CELL_DEGREES = 0.25
"""Side of a grid cell: 28 km north to south, more than the reach of a point's uncertainty."""
CELLS_AROUND = round(360 / CELL_DEGREES)
LONGEST_DAYS = 8
"""A shorter interval is indexed day by day; longer ones only find each other."""
LONG = "long"
MOST_TERMS = 48
"""Most words and names under which one event is kept, whatever the number of its articles:
bounds the memory of a long story."""


def index_keys(profile: Profile, rules: Rules) -> frozenset[str]:
    """Return the keys under which an event is kept."""
    return _keys(profile, rules, reach_days=0, neighbours=False) | term_keys(profile, rules)


def lookup_keys(profile: Profile, rules: Rules) -> frozenset[str]:
    """Return the keys of events that may be the same: some days and one grid cell around."""
    reach = rules.settings.soft_date_gap_days
    return _keys(profile, rules, reach_days=reach, neighbours=True)


def term_keys(profile: Profile, rules: Rules) -> frozenset[str]:
    """Return a key for each of the rarest words and names of the profile's articles.

    By these a report finds an event that was reported weeks before, or without its place.
    """
    return frozenset(f"term/{term}" for term in rarest_terms(profile, rules))


def rarest_terms(profile: Profile, rules: Rules) -> dict[str, float]:
    """Return the rarest words and names of the profile's articles with their weights (0 to 1).

    The heaviest come first; a name weighs 1.
    """
    weights: dict[str, float] = {}
    for article in profile.compared:
        signature = article.signature
        terms = sorted(signature.terms, key=lambda term: (-signature.terms[term], term))
        for term in terms[: rules.settings.terms_indexed]:
            weights[term] = max(weights.get(term, 0.0), signature.terms[term])
        for name in list(signature.names)[: rules.settings.terms_indexed]:
            weights[name] = 1.0
    rarest = sorted(weights, key=lambda term: (-weights[term], term))
    return {term: weights[term] for term in rarest[:MOST_TERMS]}


def retracted_key(article_id: str) -> str:
    """Return the key under which a retracted event of an article is kept."""
    return f"gone/{article_id}"


def _keys(profile: Profile, rules: Rules, *, reach_days: int, neighbours: bool) -> frozenset[str]:
    families = sorted({family for name in profile.types for family in rules.families(name)})
    days = list(_days(profile, rules, reach_days))
    cells = {cell for place in profile.places for cell in _cells(place, neighbours=neighbours)}
    grid = {f"{family}/{day}/{cell}" for family in families for day in days for cell in cells}
    return frozenset(grid | {f"article/{article}" for article in profile.articles})


def _days(profile: Profile, rules: Rules, reach_days: int) -> Iterator[str]:
    interval = profile.interval
    first: date = interval.first(rules.settings.open_start_days)
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
