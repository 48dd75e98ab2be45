"""The mappings name every field of the records, and only types that each build has."""

from collections.abc import Iterator
from typing import Any

import pytest

from streams.index.documents import (
    INDICES,
    Action,
    activity_action,
    alert_action,
    article_action,
    event_action,
    extraction_action,
    mention_action,
)
from streams.index.templates import component_template, index_template, mappings
from tests.index import records

EVERYWHERE = {
    "boolean", "date", "date_range", "float", "geo_point", "integer", "keyword", "long", "nested",
    "object", "text",
}  # fmt: skip
ACTIONS = {
    "articles": article_action(records.article(modified_at=records.NOON)),
    "extractions": extraction_action(records.extraction(skipped="language:fr")),
    "mentions": mention_action(records.mention()),
    "events": event_action(records.event(), records.NOON),
    "city-activity": activity_action(records.activity()),
    "alerts": alert_action(records.alert()),
}


def _unmapped(source: dict[str, Any], properties: dict[str, Any], path: str) -> Iterator[str]:
    for name, value in source.items():
        field = properties.get(name)
        if field is None:
            yield path + name
            continue
        open_object = field.get("enabled") is False or field.get("dynamic") is True
        if open_object or field.get("type") in ("geo_point", "date_range"):
            continue
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from _unmapped(part, field["properties"], f"{path}{name}.")


def _types(properties: dict[str, Any]) -> Iterator[str]:
    for field in properties.values():
        yield field.get("type", "object")
        yield from _types(field.get("properties", {}))
        yield from _types(field.get("fields", {}))


@pytest.mark.parametrize("name", INDICES)
def test_every_field_of_a_document_is_mapped(name: str) -> None:
    action: Action = ACTIONS[name]
    assert action.source is not None
    assert list(_unmapped(action.source, mappings(name)["properties"], "")) == []


def test_an_unmapped_field_would_be_found() -> None:
    assert list(_unmapped({"a": {"b": 1}}, {"a": {"properties": {}}}, "")) == ["a.b"]


@pytest.mark.parametrize("name", INDICES)
def test_only_types_that_every_build_has_are_used(name: str) -> None:
    assert set(_types(mappings(name)["properties"])) <= EVERYWHERE


@pytest.mark.parametrize("name", INDICES)
def test_unknown_fields_are_refused_and_no_index_comes_by_itself(name: str) -> None:
    body = index_template(name, "p-")
    assert body["template"]["mappings"]["dynamic"] == "strict"
    assert body["allow_auto_create"] is False
    assert body["index_patterns"] == [f"p-{name}", f"p-{name}-*"]
    assert all(part.startswith("p-") for part in body["composed_of"])


def test_the_lifecycle_is_named_only_where_the_server_has_it() -> None:
    without = component_template("settings")
    with_it = component_template("settings", "p-lifecycle")
    assert "lifecycle" not in without["template"]["settings"]["index"]
    assert with_it["template"]["settings"]["index"]["lifecycle"] == {"name": "p-lifecycle"}
    assert with_it["_meta"]["fingerprint"] != without["_meta"]["fingerprint"]
