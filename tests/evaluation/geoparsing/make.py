"""Gold names, spots and found names for tests."""

from streams.evaluation.geoparsing.gold import GoldName, GoldPlace
from streams.evaluation.geoparsing.score import Found
from streams.evaluation.system import Spot

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
) -> Spot:
    return Spot(identity, name, kind, country, lat, lon)


def name(start: int, end: int, where: GoldPlace | None = TEXAS) -> GoldName:
    return GoldName(start, end, "Paris", where)


def found(start: int, end: int, where: Spot | None) -> Found:
    return Found(start, end, "Paris", where)
