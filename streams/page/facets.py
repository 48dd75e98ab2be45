"""Facets of a search: values with their counts, each a link that sets or lifts a filter. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from streams.page.form import SearchForm
from streams.page.type_groups import group_of
from streams.search.words import country_name, what_text

TITLES = {
    "type": "Type",
    "country": "Country",
    "status": "Status",
    "precision": "Place known to",
    "outlet": "Outlet",
}
PRECISIONS = {
    "1": "the spot",
    "2": "25 km",
    "3": "the district",
    "4": "the province",
    "5": "the region",
    "6": "the country",
    "7": "the sea",
}
"""What a person reads for the precision of a place."""
SHOWN_VALUES = 6
"""Values of a facet that are shown at once; the others unfold."""


@dataclass(frozen=True)
class FacetValue:
    """A value, its count, and the address that chooses it or, if it is chosen, lets go of it."""

    text: str
    count: int
    address: str
    is_chosen: bool
    group: str | None = None
    """Key of the group of a type, which has a colour."""


@dataclass(frozen=True)
class Facet:
    """A facet with its most frequent values, and those that are folded away."""

    title: str
    values: list[FacetValue]
    more: list[FacetValue]


def facet_lists(form: SearchForm, found: Mapping[str, Sequence[tuple[str, int]]]) -> list[Facet]:
    """Return the facets that have a choice to offer.

    Args:
        form: the search.
        found: values with their counts, by field of the form.
    """
    facets = []
    for name, title in TITLES.items():
        values = [_value(form, name, key, count) for key, count in found.get(name, ())]
        if len(values) > 1 or any(value.is_chosen for value in values):
            values.sort(key=lambda value: not value.is_chosen)
            facets.append(Facet(title, values[:SHOWN_VALUES], values[SHOWN_VALUES:]))
    return facets


def _value(form: SearchForm, name: str, key: str, count: int) -> FacetValue:
    chosen = _chosen(form, name) == key
    return FacetValue(
        text=value_text(name, key),
        count=count,
        address=form.address(**{name: "" if chosen else key}),
        is_chosen=chosen,
        group=group_of(key) if name == "type" else None,
    )


def _chosen(form: SearchForm, name: str) -> str | None:
    """Return the one value of a facet that the search is limited to; None if there is none."""
    if name not in form.typed:
        return None
    query = form.query
    values = {
        "type": query.event_type,
        "country": query.country,
        "status": query.status[0] if len(query.status) == 1 else None,
        "precision": None if query.precision is None else str(query.precision),
        "outlet": query.outlet,
    }
    return values[name]


def value_text(name: str, key: str) -> str:
    """Return what a person reads for a value of a field of the form."""
    if name == "type":
        return what_text(key)
    if name == "country":
        return country_name(key)
    return PRECISIONS.get(key, key) if name == "precision" else key
