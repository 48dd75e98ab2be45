"""What names are known to be: countries, peoples, large cities, titles, organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from models import read_model_rows
from streams.extract.vocabulary.lexicon import words_of_time
from streams.extract.vocabulary.tables import (
    CITY_NAMES,
    COMMON_WORDS_NEWS,
    COUNTRIES,
    DEMONYMS,
    DIVISIONS,
    FIRST_NAMES,
    LARGE_CITIES,
    ORGANISATIONS,
    PEOPLES,
    REGIONS,
    TITLES,
    US_STATES,
)
from streams.rules.cells import NOTHING
from streams.rules.table import model_path

COMMON_WORDS = "common_words.txt"
"""The generated list of frequent words below ``models/``, one on a line."""
POSTAL_LENGTH = 2
"""Letters of the postal abbreviation of a state, "IN", which is no name: it may be a word."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Names and words in lower case; loaded once per process.

    Attributes:
        countries, demonyms: ISO 3166-1 alpha-3 codes by the names of countries and their people.
        states: states of the United States and divisions of other English-speaking countries.
        cities: cities that most readers know.
        regions: territories, seas and straits that most readers know.
        peoples: peoples, faiths and movements.
        calendar: names of days and months.
        titles: words before the name of a person.
        organisations: words in a name that make it an organisation.
        first_names: common given names.
        common: frequent words that are no names.
    """

    countries: dict[str, str]
    demonyms: dict[str, str]
    states: frozenset[str]
    cities: frozenset[str]
    regions: frozenset[str]
    peoples: frozenset[str]
    calendar: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    first_names: frozenset[str]
    common: frozenset[str]

    def is_place(self, name: str) -> bool:
        """Whether a lower-case name is a country, state, city or region that most readers know."""
        known = name in self.countries or name in self.cities or name in self.states
        return known or name in self.regions


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Return the knowledge of names."""
    countries: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for row in COUNTRIES.rows():
        countries |= {name.lower(): row.code for name in row.names}
        demonyms |= {name.lower(): row.code for name in row.demonyms if name != NOTHING}
    states = _lowered(name for row in US_STATES.rows() for name in row.names)
    return Knowledge(
        countries=countries,
        demonyms=demonyms,
        states=frozenset(name for name in states if len(name) > POSTAL_LENGTH)
        | _lowered(DIVISIONS.entries()),
        cities=_lowered(LARGE_CITIES.entries() | CITY_NAMES.entries()),
        regions=_lowered(REGIONS.entries()),
        peoples=PEOPLES.entries(),
        calendar=words_of_time("WEEKDAY", "MONTH", "MAYBE_MONTH"),
        titles=TITLES.entries(),
        organisations=ORGANISATIONS.entries(),
        first_names=FIRST_NAMES.entries(),
        common=frozenset(row[0] for row in read_model_rows(model_path(COMMON_WORDS)))
        | COMMON_WORDS_NEWS.entries(),
    )


def demonyms(known: Knowledge) -> frozenset[str]:
    """Return the names of people of countries, divisions, regions and cities, in lower case."""
    plurals = frozenset(f"{name}s" for name in known.demonyms if name.endswith(("an", "i")))
    return plurals | _lowered(DEMONYMS.entries()) | known.demonyms.keys()


def _lowered(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.lower() for name in names)
