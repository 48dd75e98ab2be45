"""Gold names, spots and found names for tests."""

from evaluation.geoparsing.gold import GoldName, GoldPlace
from evaluation.geoparsing.score import ScoredSpan
from evaluation.system import GazetteerPoint

TEXAS = GoldPlace("4717560", "Paris", 33.66, -95.56, "US", "PPL")
FRANCE = GoldPlace("3017382", "Republic of France", 46.0, 2.0, "FR", "PCLI")


def spot(
    lat: float = 33.66,
    lon: float = -95.56,
    *,
    name: str = "Paris",
    kind: str = "city",
    country: str | None = "US",
    identity: str = "x:1",
) -> GazetteerPoint:
    return GazetteerPoint(identity, name, kind, country, lat, lon)


def name(start: int, end: int, where: GoldPlace | None = TEXAS) -> GoldName:
    return GoldName(start, end, "Paris", where)


def found(start: int, end: int, where: GazetteerPoint | None) -> ScoredSpan:
    return ScoredSpan(start, end, "Paris", where)
