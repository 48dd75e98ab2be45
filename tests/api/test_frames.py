"""Events as tables of pandas and geopandas."""

from typing import Any, get_args

import pytest

import dateline
from dateline import frames
from streams.errors import MissingDependency
from streams.export.writers import COLUMN_SETS
from tests.conftest import ROOT
from tests.index.records import event


@pytest.fixture(scope="module")
def events() -> list[dateline.Event]:
    pipeline = dateline.Pipeline()
    pipeline.add_all(dateline.read(ROOT / "samples" / "articles.jsonl"))
    return pipeline.events()


@pytest.mark.parametrize("columns", get_args(frames.ColumnSet))
def test_a_table_has_a_row_for_each_event_and_the_columns_of_exports(
    events: list[dateline.Event], columns: Any
) -> None:
    table = dateline.to_dataframe(events, columns)
    assert len(table) == len(events)
    assert list(table.columns) == [column.name for column in COLUMN_SETS[columns]]
    assert list(dateline.to_dataframe([], columns).dtypes) == list(table.dtypes)


def test_what_is_not_stated_is_missing_and_not_zero(events: list[dateline.Event]) -> None:
    table = dateline.to_dataframe(events).set_index("event_id")
    for one in events:
        killed = one.casualties.killed
        stated = table["killed_best"].notna()[one.event_id]
        assert stated == (killed is not None and killed.best is not None)


def test_days_can_be_compared(events: list[dateline.Event]) -> None:
    table = dateline.to_dataframe(events)
    late = table[table["date_end"] >= "2025-01-01"]
    assert set(late["event_id"]) == {one.event_id for one in events if one.date_end.year >= 2025}


def test_points_are_in_degrees_and_an_event_without_place_has_none(
    events: list[dateline.Event],
) -> None:
    table = dateline.to_geodataframe([*events, event(place=None)])
    assert table.crs is not None
    assert table.crs.to_epsg() == 4326
    places = [one.place for one in events]
    for point, place in zip(table.geometry, places, strict=False):
        assert place is None or (point.x, point.y) == (place.lon, place.lat)
    assert table.geometry.iloc[-1] is None


def test_a_missing_package_is_named_with_its_extra() -> None:
    with pytest.raises(MissingDependency, match=r"dateline\[geo\]"):
        frames._module("no_such_package", "geo")
