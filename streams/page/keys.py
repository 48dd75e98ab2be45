"""What the handlers of the page share: keys of the application, and what an address asks for."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from aiohttp import web

from streams.errors import UsageError
from streams.page.exports import Exports
from streams.page.form import SearchForm, parse_box, read_form
from streams.page.live import Live
from streams.page.reads import Places, Reads
from streams.search.event_query import Box
from streams.search.overview import INTERVALS, Interval
from streams.settings import Settings

READS = web.AppKey("reads", Reads)
PLACES = web.AppKey("places", Places)
SETTINGS = web.AppKey("settings", Settings)
LIVE = web.AppKey("live", Live)
EXPORTS = web.AppKey("exports", Exports)

WORLD = Box(west=-180, south=-90, east=180, north=90)
MAX_ZOOM = 24.0
VIEW_FIELDS = ("view", "zoom", "interval")
"""Fields of the addresses below ``/data/`` that say what is drawn, not what is searched."""


async def form_of(request: web.Request, leave_out: tuple[str, ...] = ()) -> SearchForm:
    """Return the search form of an address, with the names of places looked up.

    Args:
        request: the request.
        leave_out: fields that are no part of the form.
    """
    places = request.app[PLACES]
    fields = {name: text for name, text in request.query.items() if name not in leave_out}
    today = datetime.now(UTC).date()
    return await asyncio.to_thread(read_form, fields, today, places.lookup, places.city)


def zoom_of(fields: Mapping[str, str]) -> float:
    """Return the zoom of the map in an address; 0, the whole world, if there is none.

    Raises:
        web.HTTPBadRequest: if it is no zoom.
    """
    try:
        zoom = float(fields.get("zoom", "0"))
    except ValueError as error:
        raise web.HTTPBadRequest from error
    if not 0 <= zoom <= MAX_ZOOM:
        raise web.HTTPBadRequest
    return zoom


def view_of(request: web.Request) -> Box:
    """Return the part of the world that an address asks for: all of it if it names none.

    Raises:
        web.HTTPBadRequest: if it is no rectangle.
    """
    word = request.query.get("view")
    try:
        return parse_box(word) if word else WORLD
    except UsageError as error:
        raise web.HTTPBadRequest from error


def interval_of(request: web.Request) -> Interval | None:
    """Return the interval that an address asks for; None if the days choose it."""
    word = request.query.get("interval")
    return next((one for one in INTERVALS if one == word), None)
