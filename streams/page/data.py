"""The addresses that the scripts of the page read: map, histogram, labels, and exports."""

import asyncio
from functools import lru_cache

from aiohttp import web

from streams.page.exports import TYPES
from streams.page.form import SearchForm
from streams.page.keys import (
    EXPORTS,
    READS,
    SETTINGS,
    VIEW_FIELDS,
    form_of,
    interval_of,
    view_of,
    zoom_of,
)
from streams.page.map import load_towns
from streams.page.map_data import (
    Json,
    extent_answer,
    map_answer,
    read_cells,
    read_points,
    timeline_answer,
)
from streams.page.responses import json_response, safe_headers
from streams.search.overview import (
    fitting_interval,
    read_bounds,
    read_days,
    read_timeline,
)

MAX_POINTS = 1500
"""Events of a view from which they are counted in cells, not drawn one by one."""
LABELLED_TOWNS = 6000
"""Towns with a name on the map, the largest of the world: those with some 90,000 people."""


async def map_view(request: web.Request) -> web.Response:
    """Answer with the events in a view of the map, one by one or counted in cells."""
    form = await form_of(request, VIEW_FIELDS)
    view, zoom = view_of(request), zoom_of(request.query)
    reads = request.app[READS]
    cells = await reads.cells(form.query, view, zoom)
    total = cells["hits"]["total"]["value"]
    if total > MAX_POINTS:
        return json_response(map_answer(total, "cells", read_cells(cells)))
    points = await reads.points(form.query, view, MAX_POINTS)
    return json_response(map_answer(total, "points", read_points(points)))


async def extent(request: web.Request) -> web.Response:
    """Answer with the rectangle of all located events that match."""
    form = await form_of(request, VIEW_FIELDS)
    answer = await request.app[READS].extent(form.query)
    return json_response(extent_answer(answer["hits"]["total"]["value"], read_bounds(answer)))


async def timeline(request: web.Request) -> web.Response:
    """Answer with the events by day, week or month, and group of types."""
    form = await form_of(request, VIEW_FIELDS)
    reads = request.app[READS]
    # The bars beside the chosen days stay, so that the choice can be moved.
    query = form.query.model_copy(update={"since": None, "until": None})
    days = read_days(await reads.extent(query))
    if days is None:
        return json_response(timeline_answer("day", []))
    interval = fitting_interval(*days, interval_of(request))
    answer = await reads.timeline(query, interval, *days)
    return json_response(timeline_answer(interval, read_timeline(answer)))


async def tiles(request: web.Request) -> web.Response:
    """Answer with the raster tiles that an operator lays under the map, if any."""
    settings = request.app[SETTINGS]
    return json_response(
        {"url": settings.page_tile_url, "attribution": settings.page_tile_attribution}
    )


async def labels(request: web.Request) -> web.Response:
    """Answer with the largest towns of the world, to be named on the map."""
    del request
    response = json_response(await asyncio.to_thread(_labels))
    response.headers["Cache-Control"] = "max-age=86400"
    return response


async def export(request: web.Request) -> web.StreamResponse:
    """Answer with all events that match as a file.

    Raises:
        web.HTTPNotFound: if there is no such format.
    """
    name = next((one for one in TYPES if one == request.match_info["form"]), None)
    if name is None:
        raise web.HTTPNotFound
    form: SearchForm = await form_of(request)
    headers = safe_headers(request.app[SETTINGS])
    return await request.app[EXPORTS].send(request, form.query, name, headers)


@lru_cache(maxsize=1)
def _labels() -> Json:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [round(town.lon, 3), round(town.lat, 3)]},
            "properties": {"name": town.name, "people": town.population},
        }
        for town in load_towns()[:LABELLED_TOWNS]
    ]
    return {"type": "FeatureCollection", "features": features}
