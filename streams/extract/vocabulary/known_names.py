"""What names are known to be: countries, peoples, large cities, titles, organisations."""

from dataclasses import dataclass
from functools import lru_cache

from streams.extract.vocabulary.phrases import entries, rows, words

_CALENDAR = frozenset({"WEEKDAY", "MONTH", "MAYBE_MONTH"})
"""Classes of ``timex_words.tsv`` whose capitals make no names."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Sets of lower-case names and words; loaded once per process."""

    countries: dict[str, str]
    demonyms: dict[str, str]
    states: frozenset[str]
    postal: frozenset[str]
    cities: frozenset[str]
    peoples: frozenset[str]
    calendar: frozenset[str]
    titles: frozenset[str]
    organisations: frozenset[str]
    first_names: frozenset[str]
    common: frozenset[str]

    def is_place(self, name: str) -> bool:
        """Whether a lower-case name is a country, a state or a city that most readers know."""
        return name in self.countries or name in self.cities or name in self.states


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """Return the knowledge of names."""
    countries: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for code, names, people in rows("vocabulary/countries.tsv"):
        countries |= {name.lower(): code for name in names.split("|")}
        demonyms |= {name.lower(): code for name in people.split("|") if name != "-"}
    states = [
        name.lower() for row in rows("vocabulary/us_states.tsv") for name in row[0].split("|")
    ]
    return Knowledge(
        countries=countries,
        demonyms=demonyms,
        states=frozenset(name for name in states if len(name) > 2)
        | {name.lower() for name in entries("vocabulary/divisions.txt")},
        postal=frozenset(name for name in states if len(name) == 2),
        cities=frozenset(
            name.lower()
            for name in entries("vocabulary/large_cities.txt")
            | entries("vocabulary/city_names.txt")
        ),
        peoples=words("vocabulary/peoples.txt"),
        calendar=frozenset(
            row[0] for row in rows("vocabulary/timex_words.tsv") if row[1] in _CALENDAR
        ),
        titles=entries("vocabulary/titles.txt"),
        organisations=entries("vocabulary/organisations.txt"),
        first_names=words("vocabulary/first_names.txt"),
        common=entries("models/common_words.txt") | words("vocabulary/common_words_news.txt"),
    )


def demonyms(known: Knowledge) -> frozenset[str]:
    """Return the names of people of countries, divisions, regions and cities, in lower case."""
    plurals = frozenset(f"{n}s" for n in known.demonyms if n.endswith(("an", "i")))
    others = frozenset(name.lower() for name in entries("vocabulary/demonyms.txt"))
    return plurals | others | known.demonyms.keys()
