"""The index keys under which an event is found without a scan: family, day and grid cell."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product
from math import floor

from schemas.mention import ArticleSignature
from schemas.place import Place
from streams.deduplicate.evidence.places import is_fine
from streams.deduplicate.evidence.profile import Profile
from streams.deduplicate.evidence.signature_cache import cached_by_signature
from streams.deduplicate.settings import Rules

CELL_DEGREES = 0.25
"""Side of a grid cell: 28 km north to south, more than the reach of a point's uncertainty."""
CELLS_AROUND = round(360 / CELL_DEGREES)
LONGEST_DAYS = 8
"""A shorter interval is indexed day by day; longer ones only find each other."""
LONG = "long"
POINT, AREA = "point", "area"
"""What stands in a key for any place of a block that is a point, and for any that is an area."""
MOST_TERMS = 48
"""Most words and names under which one event is kept, whatever the number of its articles:
bounds the memory of a long story."""


def index_keys(profile: Profile, rules: Rules) -> frozenset[str]:
    """Return the keys under which an event is kept."""
    found = _keys(profile, rules, reach_days=0, neighbours=False)
    kinds = {POINT if is_fine(place) else AREA for place in profile.places}
    return found | _by_day(profile, rules, 0, kinds) | term_keys(profile, rules)


def lookup_keys(profile: Profile, rules: Rules) -> frozenset[str]:
    """Return the keys of events that may be the same: some days and one grid cell around."""
    reach = rules.settings.soft_date_gap_days
    return _keys(profile, rules, reach_days=reach, neighbours=True)


def area_keys(profile: Profile, rules: Rules) -> frozenset[str]:
    """Return the keys of events of the same day at an area that the places may lie in, or in them.

    A point looks for areas, an area for points and areas: one outlet names the town, another only
    the province. A key under which many events are kept says nothing.
    """
    kinds = {AREA} if profile.places else set()
    kinds |= {POINT for place in profile.places if not is_fine(place)}
    return _by_day(profile, rules, 0, kinds)


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
        for term in _heaviest(signature, rules.settings.terms_indexed):
            weights[term] = max(weights.get(term, 0.0), signature.terms[term])
        for name in list(signature.names)[: rules.settings.terms_indexed]:
            weights[name] = 1.0
    rarest = sorted(weights, key=lambda term: (-weights[term], term))
    return {term: weights[term] for term in rarest[:MOST_TERMS]}


@cached_by_signature(most=512)
def _heaviest(signature: ArticleSignature, most: int) -> tuple[str, ...]:
    """Return the words of a signature that weigh most, the heaviest first, ties by the word."""
    terms = sorted(signature.terms, key=lambda term: (-signature.terms[term], term))
    return tuple(terms[:most])


def retracted_key(article_id: str) -> str:
    """Return the key under which a retracted event of an article is kept."""
    return f"gone/{article_id}"


def _keys(profile: Profile, rules: Rules, *, reach_days: int, neighbours: bool) -> frozenset[str]:
    cells = {cell for place in profile.places for cell in _cells(place, neighbours=neighbours)}
    grid = _by_day(profile, rules, reach_days, cells)
    return grid | {f"article/{article}" for article in profile.articles}


def _by_day(
    profile: Profile, rules: Rules, reach_days: int, cells: Iterable[str]
) -> frozenset[str]:
    families = {family for name in profile.types for family in rules.families(name)}
    days = _days(profile, rules, reach_days)
    return frozenset("/".join(parts) for parts in product(families, days, cells))


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
