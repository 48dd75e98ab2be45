"""Events as tables of pandas and geopandas, with the columns of ``dateline export``."""

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from schemas import Event
from streams.errors import MissingDependency
from streams.export.columns import Column, row
from streams.export.writers import COLUMN_SETS

if TYPE_CHECKING:
    import geopandas
    import pandas

ColumnSet = Literal["dateline", "acled", "plover"]
WGS84 = "EPSG:4326"
_TYPES = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "text": "string"}
"""Types of pandas that tell 0 from what is not stated, by the kind of a column."""


def to_dataframe(events: Iterable[Event], columns: ColumnSet = "dateline") -> "pandas.DataFrame":
    """Return events as a table, one row each; docs/how-to/export.md describes the columns.

    Figures that no article states are missing values, not 0. Days are datetimes without a zone,
    times are in UTC.

    Raises:
        MissingDependency: where pandas is not installed.

    Examples:
        >>> table = to_dataframe([])
        >>> list(table.columns)[:3]
        ['event_id', 'revision', 'status']
    """
    pandas = _module("pandas", "pandas")
    chosen = COLUMN_SETS[columns]
    rows = [row(event, chosen) for event in events]
    table = {column.name: _series(pandas, rows, column) for column in chosen}
    return pandas.DataFrame(table)  # type: ignore[no-any-return]


def to_geodataframe(
    events: Iterable[Event], columns: ColumnSet = "dateline"
) -> "geopandas.GeoDataFrame":
    """Return events as a table with points in WGS84; an event without a place has none.

    Raises:
        MissingDependency: where geopandas is not installed.
    """
    geopandas = _module("geopandas", "geo")
    table = to_dataframe(events, columns)
    longitudes, latitudes = (table[name].astype("float64") for name in ("longitude", "latitude"))
    points = geopandas.points_from_xy(longitudes, latitudes)
    known = longitudes.notna() & latitudes.notna()
    geometry = [point if there else None for point, there in zip(points, known, strict=True)]
    return geopandas.GeoDataFrame(table, geometry=geometry, crs=WGS84)


def _series(pandas: Any, rows: list[dict[str, Any]], column: Column) -> Any:
    values = [one[column.name] for one in rows]
    if column.kind == "texts":
        return pandas.Series([None if one is None else list(one) for one in values], dtype="object")
    if column.kind in {"date", "time"}:
        in_utc = column.kind == "time"
        times = pandas.to_datetime(pandas.Series(values, dtype="object"), utc=in_utc)
        return times.astype("datetime64[us, UTC]" if in_utc else "datetime64[us]")
    return pandas.Series(values, dtype=_TYPES[column.kind])


def _module(name: str, extra: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        msg = f"{name} is not installed: pip install 'dateline[{extra}]'"
        raise MissingDependency(msg) from error
