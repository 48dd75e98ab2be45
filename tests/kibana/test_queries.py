"""The queries behind the panels, sent to a real server as Kibana would, run and count right."""

import json
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from schemas import Casualties, Figure
from schemas.mention import Quantities
from streams.index.setup import create_indices
from streams.kibana.saved import PREFIX
from streams.settings import Settings
from tests.index.records import NOON, PLACE, activity, alert, article, event, extraction, mention
from tests.kibana.reading import BY_KEY, Object, lens_layer, lucene, map_layers, of_type, view_of
from tests.search.conftest import Put

pytestmark = pytest.mark.servers

METRICS = {"sum": "sum", "average": "avg", "max": "max", "unique_count": "cardinality"}
ORDER = "order"
INTERVALS = ("1d", "1w")
"""What Kibana makes of the interval ``auto`` depends on the range that is shown."""


def panel_body(thing: Object, interval: str = "1d") -> Object:
    """Return the search that Kibana sends for a panel."""
    name, layer = lens_layer(thing)
    view = BY_KEY["index-pattern", view_of(thing, f"indexpattern-datasource-layer-{name}")]
    columns = layer["columns"]
    buckets = [key for key in layer["columnOrder"] if columns[key]["isBucketed"]]
    aggs: Object = {}
    for key, column in columns.items():
        if not column["isBucketed"] and (column["operationType"] != "count" or "filter" in column):
            aggs[key] = _metric(column)
    for key in reversed(buckets):
        ordering = _order_aggs(columns[key], columns)
        bucket = _bucket(columns[key], interval, ORDER if ordering else "_count")
        inner = aggs | ordering
        aggs = {key: bucket | ({"aggs": inner} if inner else {})}
    only = thing["attributes"]["state"]["query"]["query"]
    return {
        "size": 0,
        "track_total_hits": True,
        "query": _query(only),
        "aggs": aggs,
        "runtime_mappings": json.loads(view["attributes"]["runtimeFieldMap"]),
    }


def _query(text: str) -> Object:
    return {"query_string": {"query": lucene(text)}} if text else {"match_all": {}}


def _metric(column: Object) -> Object:
    operation, field = column["operationType"], column["sourceField"]
    if operation == "count":
        found: Object = {"filter": _query(column["filter"]["query"])}
        return found
    if operation == "percentile":
        return {"percentiles": {"field": field, "percents": [column["params"]["percentile"]]}}
    return {METRICS[operation]: {"field": field}}


def _bucket(column: Object, interval: str, order: str) -> Object:
    if column["operationType"] == "date_histogram":
        return {
            "date_histogram": {
                "field": column["sourceField"],
                "calendar_interval": interval,
                "time_zone": "UTC",
                "min_doc_count": 0,
            }
        }
    params = column["params"]
    return {
        "terms": {
            "field": column["sourceField"],
            "size": params["size"],
            "order": {order: params["orderDirection"]},
        }
    }


def _order_aggs(column: Object, columns: Object) -> Object:
    """Return what a bucket's values are ordered by: Kibana asks for it once more, beside them."""
    if column["operationType"] != "terms":
        return {}
    by = columns[column["params"]["orderBy"]["columnId"]]
    return {} if by["operationType"] == "count" else {ORDER: _metric(by)}


def index_of(thing: Object, settings: Settings, name: str) -> str:
    view = BY_KEY["index-pattern", view_of(thing, name)]
    return settings.index(view["attributes"]["title"].removeprefix(PREFIX))


@pytest.fixture
def filled(put: Put, client: Elasticsearch, settings: Settings) -> Elasticsearch:
    """Fill the indices with a few records that one can count by hand."""
    centroid = PLACE.model_copy(
        update={"is_centroid": True, "precision": 3, "uncertainty_km": 30.0}
    )
    province = PLACE.model_copy(
        update={"precision": 4, "is_centroid": True, "city": None, "city_id": None}
    )
    more = Casualties(killed=Figure(low=1, best=1, high=2))
    counted = Figure(low=200, best=200, high=200)
    put(
        event(
            quantities=Quantities(**dict.fromkeys(Quantities.model_fields, counted)),
        ),
        event(event_id="e2", status="disputed", event_type="raid", place=centroid, casualties=more),
        event(
            event_id="e3",
            place=province,
            n_independent=3,
            date_end=date(2024, 5, 1),
            facets=("arson",),
        ),
        event(event_id="e4", place=None, casualties=Casualties()),
        event(event_id="e5", status="retracted"),
        event(event_id="e6", modality="negated"),
        article(),
        article(article_id="a2", publisher="two.example", version=2),
        article(article_id="a3", status="retracted"),
        extraction(skipped="language:fr"),
        mention(),
        activity(),
        alert(),
        at=NOON + timedelta(minutes=30),
    )
    return client


def _answer(client: Elasticsearch, settings: Settings, name: str) -> Object:
    thing = BY_KEY["lens", f"{PREFIX}{name}"]
    index = index_of(thing, settings, f"indexpattern-datasource-layer-{lens_layer(thing)[0]}")
    found: Object = client.search(index=index, **panel_body(thing)).body
    return found


def test_every_panel_runs_and_none_is_empty(filled: Elasticsearch, settings: Settings) -> None:
    for thing, interval in product(of_type("lens"), INTERVALS):
        name, _ = lens_layer(thing)
        index = index_of(thing, settings, f"indexpattern-datasource-layer-{name}")
        answer = filled.search(index=index, **panel_body(thing, interval))
        assert answer["hits"]["total"]["value"] > 0, thing["id"]
        assert answer["_shards"]["failed"] == 0, thing["id"]
        for key, agg in (answer.body.get("aggregations") or {}).items():
            assert agg.get("buckets", True), f"{thing['id']}:{key}"


def test_the_numbers_are_those_that_one_counts_by_hand(
    filled: Elasticsearch, settings: Settings
) -> None:
    assert _answer(filled, settings, "events")["hits"]["total"]["value"] == 4
    killed = _answer(filled, settings, "killed")["aggregations"]
    assert (killed["low"]["value"], killed["high"]["value"]) == (19 + 1 + 19, 25 + 2 + 25)
    assert _answer(filled, settings, "disputed")["aggregations"]["n"]["doc_count"] == 1
    cities = _answer(filled, settings, "cities")["aggregations"]["place"]["buckets"]
    assert [(b["key"], b["doc_count"], b["country"]["buckets"][0]["key"]) for b in cities] == [
        ("Rastóva", 2, "UA")
    ]
    areas = _answer(filled, settings, "areas")["aggregations"]["place"]["buckets"]
    assert [(b["key"], b["doc_count"]) for b in areas] == [("Donetsk", 1)]
    assert _answer(filled, settings, "unplaced")["aggregations"]["n"]["doc_count"] == 1
    reasons = _answer(filled, settings, "not-read")["aggregations"]["reason"]["buckets"]
    assert [(b["key"], b["doc_count"]) for b in reasons] == [("language:fr", 1)]
    outlets = _answer(filled, settings, "outlets")["aggregations"]["outlet"]["buckets"]
    corrected = {
        b["key"]: (b["corrected"]["doc_count"], b["retracted"]["doc_count"]) for b in outlets
    }
    assert corrected == {"one.example": (0, 1), "two.example": (1, 0)}


def test_the_lag_is_worked_out_by_the_script_of_the_data_view(
    filled: Elasticsearch, settings: Settings
) -> None:
    lag = _answer(filled, settings, "lag")["aggregations"]
    assert list(lag["median"]["values"].values()) == [30.0]


def test_the_layers_of_the_map_share_no_event_and_leave_coarse_places_out(
    filled: Elasticsearch, settings: Settings
) -> None:
    (thing,) = of_type("map")
    found = []
    for layer in map_layers(thing):
        source = layer["sourceDescriptor"]
        answer = filled.search(
            index=index_of(thing, settings, source["indexPatternRefName"]),
            query={
                "bool": {
                    "filter": [
                        _query(layer["query"]["query"]),
                        {"exists": {"field": source["geoField"]}},
                        {"geo_bounding_box": {source["geoField"]: _WORLD}},
                    ]
                }
            },
            sort=[{source["sortField"]: source["sortOrder"]}],
            fields=[source["geoField"], *source["tooltipProperties"]],
            source=False,
        )
        found.append([hit["_id"] for hit in answer["hits"]["hits"]])
    assert found == [["e1"], ["e2"]]


_WORLD = {"top_left": {"lat": 89, "lon": -180}, "bottom_right": {"lat": -89, "lon": 180}}


def test_the_saved_search_shows_what_counts_the_newest_first(
    filled: Elasticsearch, settings: Settings
) -> None:
    (thing,) = of_type("search")
    source = json.loads(thing["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
    answer = filled.search(
        index=index_of(thing, settings, source["indexRefName"]),
        query=_query(source["query"]["query"]),
        sort=[{field: order} for field, order in thing["attributes"]["sort"]],
        fields=thing["attributes"]["columns"],
        highlight={"fields": {"*": {}}},
    )
    assert {hit["_id"] for hit in answer["hits"]["hits"]} == {"e1", "e2", "e3", "e4"}
    assert answer["hits"]["hits"][0]["_id"] == "e3"


def test_the_values_of_controls_can_be_listed(filled: Elasticsearch, settings: Settings) -> None:
    for board in of_type("dashboard"):
        controls = json.loads(board["attributes"]["controlGroupInput"]["panelsJSON"])
        for key, control in controls.items():
            index = index_of(board, settings, f"controlGroup_{key}:optionsListDataView")
            field = control["explicitInput"]["fieldName"]
            aggs: dict[str, Any] = {
                "suggestions": {"terms": {"field": field, "size": 10, "shard_size": 10}},
                "unique": {"cardinality": {"field": field}},
            }
            answer = filled.search(index=index, size=0, aggs=aggs)
            assert answer["aggregations"]["suggestions"]["buckets"], key


def test_what_a_panel_says_of_a_field_the_server_says_too(
    client: Elasticsearch, settings: Settings
) -> None:
    from tests.kibana.reading import view_fields

    create_indices(client, settings, lambda text: None)
    for view in of_type("index-pattern"):
        index = settings.index(view["attributes"]["title"].removeprefix(PREFIX))
        caps = client.field_caps(index=index, fields="*")["fields"]
        runtime = json.loads(view["attributes"]["runtimeFieldMap"])
        for name, kind in view_fields(view["id"]).items():
            if name not in runtime:
                assert set(caps[name]) == {kind}, name
