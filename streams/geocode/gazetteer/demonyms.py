"""Names of people by where they are from: "Syrian", "Syrians", "Texan"."""

from collections.abc import Iterable

from streams.geocode.gazetteer.raw import RawPlace, read_table, split_names

_NO_PLURAL = ("s", "x", "z", "sh", "ch", "ese", "man")
"""Endings of adjectives that take no -s: "Irish", "Chinese", "Swiss"."""


def with_plurals(demonyms: Iterable[str]) -> list[str]:
    """Return demonyms, and the plural of each that has one in -s."""
    singular = list(demonyms)
    return singular + [f"{name}s" for name in singular if not name.endswith(_NO_PLURAL)]


def give_demonyms(places: Iterable[RawPlace]) -> None:
    """Add the demonyms of ``demonyms.tsv``, of divisions, regions and cities, to their places."""
    of = {row["id"]: split_names(row["demonyms"]) for row in read_table("demonyms.tsv")}
    for place in places:
        if place.id in of:
            place.names += [(name, "demonym") for name in with_plurals(of[place.id])]
