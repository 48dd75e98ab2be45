"""What is sent to Elasticsearch before any document: the files of ``infra/elasticsearch``. Pure."""

import hashlib
import json
from collections.abc import Mapping
from copy import deepcopy
from importlib.resources import files
from typing import Any

INDEX_VERSION = 1
"""Rises when a field changes its type: a new index is then filled by replaying the topics."""

COMPONENTS = ("settings", "record", "happening", "place")
LIFECYCLE = "lifecycle"
FINGERPRINT = "fingerprint"

Body = dict[str, Any]


def component_template(name: str, lifecycle: str | None = None) -> Body:
    """Return a component template; ``lifecycle`` names the policy, where the server has ILM."""
    body = _read(f"component-{name}")
    if name != "settings":
        # The server checks each component alone, so each needs the analyzers that it names.
        analysis = _read("component-settings")["template"]["settings"]["index"]["analysis"]
        body["template"]["settings"] = {"index": {"analysis": analysis}}
    elif lifecycle is not None:
        body["template"]["settings"]["index"]["lifecycle"] = {"name": lifecycle}
    return _stamped(body)


def index_template(name: str, prefix: str) -> Body:
    """Return an index template with its own names and patterns under a prefix."""
    body = _read(f"index-{name}")
    body["composed_of"] = [prefix + part for part in body["composed_of"]]
    body["index_patterns"] = [prefix + name, f"{prefix}{name}-v*"]
    body["template"]["mappings"]["_meta"] = {FINGERPRINT: mapping_fingerprint(name)}
    return _stamped(body)


def lifecycle_policy() -> Body:
    """Return the policy of all indices."""
    return _read("ilm-policy")


def mappings(name: str) -> Body:
    """Return the whole mapping of an index, its components merged in."""
    body = _read(f"index-{name}")
    merged: Body = deepcopy(body["template"]["mappings"])
    for part in body["composed_of"]:
        component = _read(f"component-{part}")["template"].get("mappings", {})
        merged["properties"] = component.get("properties", {}) | merged["properties"]
    return merged


def mapping_fingerprint(name: str) -> str:
    """Return a digest of an index's whole mapping, which the index keeps in its ``_meta``."""
    return _fingerprint(mappings(name))


def concrete_index(name: str, prefix: str) -> str:
    """Return the name of the index that stands behind an alias."""
    return f"{prefix}{name}-v{INDEX_VERSION}"


def _read(name: str) -> Body:
    file = files("infra") / "elasticsearch" / f"{name}.json"
    body: Body = json.loads(file.read_text(encoding="utf-8"))
    return body


def _stamped(body: Body) -> Body:
    # The server normalises what it is sent, so what was sent is recognised by its digest.
    body["_meta"] = {**body["_meta"], FINGERPRINT: _fingerprint(body)}
    return body


def _fingerprint(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
