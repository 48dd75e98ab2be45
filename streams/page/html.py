"""HTML of the pages: Jinja2 templates in ``templates/``, with every value escaped."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from schemas.ontology import load_ontology
from streams.search.near import DEFAULT_RADIUS
from streams.search.options import ALL_STATUSES
from streams.search.words import what_text

LINK_SCHEMES = ("http", "https")
"""Schemes that a link may have: nothing that a browser would run."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the one environment of all templates, created when it is first asked for.

    It escapes whatever a template prints, and a value that a template misses is an error. No
    template and no module marks text as safe, so text of an article cannot become an element.
    """
    return Environment(
        loader=PackageLoader("streams.page", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render(template: str, **values: Any) -> str:
    """Return the HTML that a template makes of values.

    Args:
        template: name of a file in ``templates/``.
        values: what the template prints, by name.

    Raises:
        jinja2.UndefinedError: if the template needs a value that is not given.
    """
    return environment().get_template(template).render(values)


def event_address(event_id: str) -> str:
    """Return the address of an event's own page."""
    return f"/events/{quote(event_id, safe='')}"


def web_address(url: str | None) -> str | None:
    """Return a URL that a link may have; None for any that is not of the web.

    Only http and https with a host count: a browser would run ``javascript:`` and ``data:``.
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in LINK_SCHEMES and parts.netloc else None


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
