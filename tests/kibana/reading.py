"""What the saved objects ask for: the fields they use, and the queries that Kibana would send."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from streams.index.templates import mappings
from streams.kibana.saved import PREFIX
from streams.kibana.send import read_files

Object = dict[str, Any]
OBJECTS = read_files()
BY_KEY = {(thing["type"], thing["id"]): thing for thing in OBJECTS}
NUMERIC = {"long", "integer", "float", "double"}
TERMS = {"keyword", "boolean", "date"} | NUMERIC
WANTED = {
    "count": None,
    "sum": NUMERIC,
    "average": NUMERIC,
    "max": NUMERIC | {"date"},
    "percentile": NUMERIC,
    "unique_count": TERMS,
    "terms": TERMS,
    "date_histogram": {"date"},
}
"""The types of field that each operation of Lens takes."""


@dataclass(frozen=True)
class Use:
    """A field that an object uses, and the types that it may have there; None is any."""

    object_id: str
    view: str
    field: str
    types: frozenset[str] | None


def of_type(kind: str) -> list[Object]:
    return [thing for thing in OBJECTS if thing["type"] == kind]


def lens_layer(thing: Object) -> tuple[str, Object]:
    ((name, layer),) = thing["attributes"]["state"]["datasourceStates"]["formBased"][
        "layers"
    ].items()
    return name, layer


def view_of(thing: Object, name: str) -> str:
    (found,) = [ref["id"] for ref in thing["references"] if ref["name"] == name]
    return str(found)


def map_layers(thing: Object) -> list[Object]:
    layers = json.loads(thing["attributes"]["layerListJSON"])
    return [layer for layer in layers if layer["sourceDescriptor"]["type"] == "ES_SEARCH"]


def kql_fields(query: str) -> list[str]:
    return re.findall(r"([a-z_0-9]+(?:\.[a-z_0-9]+)*)\s*(?::|<=|>=|<|>)", query)


def lucene(query: str) -> str:
    """Return the same question in the language of ``query_string``, for what the panels use."""
    text = re.sub(r"\s*(<=|>=|<|>)\s*", r":\1", query)
    text = re.sub(r":\s+", ":", text)
    return re.sub(r"\b(and|or|not)\b", lambda word: word[1].upper(), text)


def fields_of(index: str) -> dict[str, str]:
    """Return the type of each field that Kibana can use; those inside of nested ones are not."""
    return dict(_flat(mappings(index)["properties"], ""))


def _flat(properties: Object, path: str) -> Iterator[tuple[str, str]]:
    for name, field in properties.items():
        if field.get("type") == "nested":
            continue
        if "properties" in field:
            yield from _flat(field["properties"], f"{path}{name}.")
        elif field.get("type", "object") != "object":
            yield f"{path}{name}", field["type"]
            yield from (
                (f"{path}{name}.{sub}", f["type"]) for sub, f in field.get("fields", {}).items()
            )


def view_fields(view_id: str) -> dict[str, str]:
    view = BY_KEY["index-pattern", view_id]["attributes"]
    runtime = json.loads(view["runtimeFieldMap"])
    fields = fields_of(view["title"].removeprefix(PREFIX))
    return fields | {name: field["type"] for name, field in runtime.items()}


def uses() -> Iterator[Use]:
    for thing in OBJECTS:
        yield from {"lens": _lens, "map": _map, "search": _search, "dashboard": _board,
                    "index-pattern": _view}[thing["type"]](thing)  # fmt: skip


def _lens(thing: Object) -> Iterator[Use]:
    name, layer = lens_layer(thing)
    view = view_of(thing, f"indexpattern-datasource-layer-{name}")
    yield from _queried(thing, view, thing["attributes"]["state"]["query"])
    for column in layer["columns"].values():
        wanted = WANTED[column["operationType"]]
        if wanted is not None:
            yield Use(thing["id"], view, column["sourceField"], frozenset(wanted))
        yield from _queried(thing, view, column.get("filter", {"query": ""}))


def _map(thing: Object) -> Iterator[Use]:
    for layer in map_layers(thing):
        source = layer["sourceDescriptor"]
        view = view_of(thing, source["indexPatternRefName"])
        yield Use(thing["id"], view, source["geoField"], frozenset({"geo_point"}))
        yield Use(thing["id"], view, source["sortField"], frozenset(NUMERIC | {"date"}))
        for field in source["tooltipProperties"]:
            yield Use(thing["id"], view, field, None)
        size = layer["style"]["properties"]["iconSize"]
        if size["type"] == "DYNAMIC":
            yield Use(thing["id"], view, size["options"]["field"]["name"], frozenset(NUMERIC))
        yield from _queried(thing, view, layer["query"])


def _search(thing: Object) -> Iterator[Use]:
    source = json.loads(thing["attributes"]["kibanaSavedObjectMeta"]["searchSourceJSON"])
    view = view_of(thing, source["indexRefName"])
    for field in thing["attributes"]["columns"]:
        yield Use(thing["id"], view, field, None)
    for field, _ in thing["attributes"]["sort"]:
        yield Use(thing["id"], view, field, frozenset(TERMS))
    yield from _queried(thing, view, source["query"])


def _board(thing: Object) -> Iterator[Use]:
    controls = json.loads(thing["attributes"]["controlGroupInput"]["panelsJSON"])
    for key, control in controls.items():
        view = view_of(thing, f"controlGroup_{key}:optionsListDataView")
        field = control["explicitInput"]["fieldName"]
        yield Use(thing["id"], view, field, frozenset({"keyword", "boolean"}))


def _view(thing: Object) -> Iterator[Use]:
    time = thing["attributes"].get("timeFieldName")
    if time is not None:
        yield Use(thing["id"], thing["id"], time, frozenset({"date"}))


def _queried(thing: Object, view: str, query: Object) -> Iterator[Use]:
    for field in kql_fields(query["query"]):
        yield Use(thing["id"], view, field, None)
