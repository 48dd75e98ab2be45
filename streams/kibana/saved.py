"""Saved objects of Kibana as JSON: their shape, their references, their files. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

CORE_VERSION = "8.8.0"
TYPE_VERSIONS = {
    "index-pattern": "8.0.0",
    "search": "8.0.0",
    "lens": "8.9.0",
    "map": "8.4.0",
    "dashboard": "8.9.0",
}
"""Version of each type's format; Kibana 8.19 migrates older ones to its own on import."""

PREFIX = "dateline-"
"""Prefix of the ids in the files and of the index names in the data views."""

Object = dict[str, Any]
Reference = dict[str, str]


def saved(
    kind: str, identity: str, attributes: Mapping[str, Any], references: Iterable[Reference] = ()
) -> Object:
    """Return a saved object with a stable id, so that importing it again replaces it."""
    return {
        "type": kind,
        "id": identity,
        "attributes": dict(attributes),
        "references": list(references),
        "coreMigrationVersion": CORE_VERSION,
        "typeMigrationVersion": TYPE_VERSIONS[kind],
        "managed": False,
    }


def reference(kind: str, identity: str, name: str) -> Reference:
    """Return a reference to an object; ``name`` is what the referring object calls it."""
    return {"type": kind, "id": identity, "name": name}


def packed(value: Any) -> str:
    """Return a value as the compact JSON that Kibana stores in string attributes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def kuery(text: str = "") -> dict[str, str]:
    """Return a query in KQL, Kibana's query language."""
    return {"language": "kuery", "query": text}


def search_source(**more: Any) -> dict[str, str]:
    """Return the meta attribute of dashboards and searches."""
    return {"searchSourceJSON": packed({"query": kuery(), "filter": [], **more})}


def ndjson(objects: Sequence[Object]) -> str:
    """Return objects as the lines of an import file."""
    return "".join(f"{json.dumps(o, ensure_ascii=False)}\n" for o in objects)


def read_ndjson(text: str) -> list[Object]:
    """Return the objects of an import file."""
    return [json.loads(line) for line in text.splitlines() if line]


def renamed(objects: Iterable[Object], prefix: str) -> list[Object]:
    """Return objects for another index prefix, with which ids and index names then begin."""
    return [_renamed(thing, prefix) for thing in objects]


def _renamed(thing: Object, prefix: str) -> Object:
    attributes = dict(thing["attributes"])
    if thing["type"] == "index-pattern":
        attributes["title"] = _swap(attributes["title"], prefix)
    references = [{**ref, "id": _swap(ref["id"], prefix)} for ref in thing["references"]]
    changed = {"id": _swap(thing["id"], prefix), "attributes": attributes, "references": references}
    return thing | changed


def _swap(name: str, prefix: str) -> str:
    return prefix + name.removeprefix(PREFIX)
