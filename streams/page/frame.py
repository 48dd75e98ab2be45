"""What all pages have around them: head, header with the search form, footer. Pure."""

from collections.abc import Mapping, Sequence

from schemas.ontology import load_ontology
from streams.page.html import Child, Html, document, el
from streams.search.near import DEFAULT_RADIUS
from streams.search.options import ALL_STATUSES
from streams.search.words import what_text

ORDERS = {"": "best match", "newest": "newest event", "reported": "latest reported"}


def page(title: str, main: Child, typed: Mapping[str, str], places: Sequence[str] = ()) -> str:
    """Return a whole page with the search form filled in as typed."""
    head = [
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title} - Dateline"),
        el("link", rel="stylesheet", href="/static/page.css"),
        el("link", rel="icon", href="/static/icon.svg", type="image/svg+xml"),
        el("script", src="/static/page.js", defer=True),
    ]
    body = [
        el("a", "To the events", href="#main", class_="skip"),
        el("header", el("a", "Dateline", href="/", class_="brand"), _form(typed, places)),
        el("main", main, id="main"),
        _footer(),
    ]
    return document(head, body)


def notice(lines: Sequence[str], kind: str = "note") -> Html | None:
    """Return a box with lines of text; None without lines."""
    if not lines:
        return None
    return el("div", [el("p", line) for line in lines], class_=f"notice {kind}", role="status")


def message_page(title: str, text: str) -> str:
    """Return a page that only says something, such as what went wrong."""
    return page(title, [el("h1", title), notice([text], "problem")], {})


def _form(typed: Mapping[str, str], places: Sequence[str]) -> Html:
    words = el(
        "input",
        id="text",
        name="text",
        type="search",
        value=typed.get("text"),
        placeholder='shelling, "market", bridge|road, -rally',
    )
    filters = [
        _labelled("city", "City or place", _input("city", typed, "text", list="places")),
        _labelled("near", "Near", _input("near", typed, "text", placeholder="Aleppo or 36.2,37.2")),
        _labelled("radius", "Radius", _input("radius", typed, "text", placeholder=DEFAULT_RADIUS)),
        _labelled("country", "Country", _input("country", typed, "text", placeholder="SY, Syria")),
        _labelled("type", "Type", _select("type", typed, _types())),
        _labelled("since", "Since", _input("since", typed, "date")),
        _labelled("until", "Until", _input("until", typed, "date")),
        _labelled("status", "Status", _select("status", typed, _statuses())),
        _labelled("killed", "Killed, at least", _input("killed", typed, "number", min="0")),
        _labelled(
            "independent", "Outlets, at least", _input("independent", typed, "number", min="1")
        ),
        _labelled("sort", "Order", _select("sort", typed, ORDERS)),
        el("label", _check(typed), " also denied, feared, history", class_="check"),
    ]
    rows = [
        el("div", _labelled("text", "Words", words), _submit(), class_="row words"),
        el("div", filters, class_="row"),
        el("datalist", [el("option", value=name) for name in places], id="places"),
    ]
    return el("form", rows, action="/", method="get", role="search", aria_label="Events")


def _submit() -> Html:
    return el("button", "Search", type="submit")


def _labelled(name: str, text: str, control: Html) -> Html:
    return el("div", el("label", text, for_=name), control, class_="field")


def _input(name: str, typed: Mapping[str, str], kind: str, **more: str) -> Html:
    return el("input", id=name, name=name, type=kind, value=typed.get(name), **more)


def _check(typed: Mapping[str, str]) -> Html:
    return el("input", type="checkbox", name="all", value="1", checked="all" in typed)


def _select(name: str, typed: Mapping[str, str], options: Mapping[str, str]) -> Html:
    chosen = typed.get(name, "")
    choices = [
        el("option", text, value=value, selected=value == chosen) for value, text in options.items()
    ]
    return el("select", choices, id=name, name=name)


def _types() -> dict[str, str]:
    return {"": "any"} | {name: what_text(name) for name in load_ontology().types}


def _statuses() -> dict[str, str]:
    return {"": "standing", **{s: s for s in ALL_STATUSES}, "all": "all"}


def _footer() -> Html:
    geonames = el("a", "GeoNames", href="https://www.geonames.org/", rel="noopener noreferrer")
    return el(
        "footer",
        el("p", "Read-only. Nothing here is loaded from elsewhere."),
        el("p", "Places: ", geonames, " (CC BY 4.0)."),
    )
