"""The home of an outlet, as far as its domain or its name says it.

The words and patterns are data (``data/outlets.json``, ``data/outlets.tsv``), read when an outlet
is first looked up.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas import Place
from streams.geocode.gazetteer.entry import Match
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.gazetteer.raw import read_table
from streams.geocode.tables import outlet_words

_LONGEST_LABEL = 30
"""Letters of a label that are looked at: the splits of a longer one would be too many."""
_SHORTEST_NAME = 4
"""Letters of the shortest place name that is looked for in a label."""
LEAST_PEOPLE = 20_000
"""People of the smallest city that an outlet is taken to be named after."""
WORLD_CITY = 1_000_000
"""An outlet in a generic domain named after a city of this size may be from anywhere."""

Find = Callable[[str], Sequence[Match]]


@dataclass(frozen=True, slots=True)
class Home:
    """ISO alpha-2 country of an outlet, and the city or division that it is named after or in.

    ``division`` is the first-level division of the city, where ``outlets.tsv`` has it.
    """

    country: str | None
    name: str | None
    division: str | None = None


class _Outlets:
    """What is known of outlets, in the form in which it is looked up."""

    def __init__(self) -> None:
        words = outlet_words()
        self.media_words = frozenset(words.media_words)
        self.american = [re.compile(pattern) for pattern in words.american]
        self.generic = frozenset(words.generic)
        self.ignored = frozenset(words.ignored)
        self.homes = {
            row["label"]: Home(row["country"], row["city"] or None, row["admin1"] or None)
            for row in read_table("outlets.tsv")
        }


@lru_cache(maxsize=1)
def _outlets() -> _Outlets:
    return _Outlets()


def home_of(publisher: str, domains: Mapping[str, str], find: Find) -> Home | None:
    """Return what a publisher such as "athensreview.com" or "The Toledo Blade" says, or None.

    ``domains`` are countries by top-level domain (".uk"), ``find`` looks a name up. A local
    outlet in a generic domain is taken for one of the United States, where that is the custom.
    """
    labels, ending = _labels(publisher)
    known = _outlets()
    country = domains.get(f".{ending}") if ending not in known.generic else None
    listed = next((known.homes[label] for label in labels if ending and label in known.homes), None)
    if listed is not None and country in (None, listed.country):
        return listed
    named = next((found for label in labels if (found := _named_after(label, find))), None)
    if country is None and ending and any(_is_american(label) for label in labels):
        country = "US"
    if named is None:
        return Home(country, None) if country else None
    name, matches = named
    if country is None and ending in known.generic and _may_be_american(matches):
        country = "US"
    return Home(country, name)


def is_home_city(home: Home | None, city: Place | None) -> bool:
    """Return whether a city is the outlet's own, whose bars and streets it names without it."""
    if home is None or home.name is None or city is None:
        return False
    return key_of(home.name) in {key_of(name) for name in (city.name, city.city or "")}


def _labels(publisher: str) -> tuple[list[str], str]:
    """Return the labels of a domain that may name a place, and its ending; a name has no ending."""
    host = publisher.strip().casefold().partition("/")[0].partition(":")[0]
    if "." not in host or " " in host:
        return [key_of(publisher).replace(" ", "")[:_LONGEST_LABEL]], ""
    *labels, ending = host.split(".")
    ignored = _outlets().ignored
    squeezed = [re.sub(r"[^a-z0-9]", "", label) for label in labels if label not in ignored]
    return [label[:_LONGEST_LABEL] for label in squeezed if label], ending


def _is_american(label: str) -> bool:
    return any(pattern.match(label) for pattern in _outlets().american)


def _may_be_american(matches: Sequence[Match]) -> bool:
    entries = [match.entry for match in matches]
    abroad = max((e.population for e in entries if e.country != "US"), default=0)
    return abroad < WORLD_CITY and any(e.country == "US" for e in entries)


def _named_after(label: str, find: Find) -> tuple[str, list[Match]] | None:
    """Return the longest place name that the label holds beside nothing but words of the media."""
    for text in _without_media_words(label):
        for name in _spacings(text):
            matches = [match for match in find(name) if _gives_name(match)]
            if matches:
                return name.removeprefix("the "), matches
    return None


def _gives_name(match: Match) -> bool:
    entry = match.entry
    if match.kind not in ("main", "alternate") or match.feature_class or match.part:
        return False
    city = entry.feature_class == "city" and entry.population >= LEAST_PEOPLE
    return city or entry.feature_class in ("admin1", "country")


def _without_media_words(label: str) -> list[str]:
    size = len(label)
    spans = [
        (start, end)
        for start in range(size)
        if _is_media(label[:start])
        for end in range(start + _SHORTEST_NAME, size + 1)
        if _is_media(label[end:])
    ]
    found = [label[start:end] for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s))]
    return [text for text in found if not _is_media(text)]


@lru_cache(maxsize=4_096)
def _is_media(text: str) -> bool:
    if not text or text.isdigit():
        return True
    words = _outlets().media_words
    return any(text[:cut] in words and _is_media(text[cut:]) for cut in range(1, len(text) + 1))


def _spacings(text: str) -> Iterator[str]:
    """Yield a squeezed name in one, two and three words."""
    yield text
    cuts = range(2, len(text) - 1)
    for cut in cuts:
        yield f"{text[:cut]} {text[cut:]}"
    for cut in cuts:
        for second in range(cut + 2, len(text) - 1):
            yield f"{text[:cut]} {text[cut:second]} {text[second:]}"
