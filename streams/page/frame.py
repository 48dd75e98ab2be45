"""What all pages share: the head, the header with the search form, and the footer. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from schemas.ontology import load_ontology
from streams.page.html import render
from streams.search.near import DEFAULT_RADIUS
from streams.search.options import ALL_STATUSES
from streams.search.words import what_text

ORDERS = {"": "best match", "newest": "newest event", "reported": "latest reported"}
"""Values of the field ``sort``, and what a person reads."""


def page(
    template: str, title: str, typed: Mapping[str, str], places: Sequence[str] = (), **values: Any
) -> str:
    """Return a whole page with the search form filled in.

    Args:
        template: template of the page, which extends ``base.html``.
        title: title of the window.
        typed: fields of the form as typed, by name; fields left empty are not in it.
        places: names that the field for a city suggests.
        values: what the template prints besides.
    """
    return render(
        template,
        title=title,
        typed=typed,
        places=places,
        choices=_choices(),
        default_radius=DEFAULT_RADIUS,
        **values,
    )


def message_page(title: str, text: str) -> str:
    """Return a page with one message, such as what went wrong."""
    return page("message.html", title, {}, text=text)


def _choices() -> dict[str, dict[str, str]]:
    """Return the values and texts of each list to choose from, by field."""
    types = {name: what_text(name) for name in load_ontology().types}
    statuses = {status: status for status in ALL_STATUSES}
    return {
        "type": {"": "any"} | types,
        "status": {"": "standing"} | statuses | {"all": "all"},
        "sort": ORDERS,
    }
