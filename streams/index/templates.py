"""Templates, mappings and policies, from the files in ``infra/elasticsearch``. Pure."""

import hashlib
import json
import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from streams.index.documents import home_span

INDEX_VERSION = 3
"""Increases when a field changes its type or a document its index; a migration then fills new
indices."""

MIGRATING_GC_DELETES = "7d"
"""Longest time that copying into a new version may take, with interruptions."""

COMPONENTS = ("settings", "record", "happening", "place")
LIFECYCLE = "lifecycle"
FINGERPRINT = "fingerprint"
VERSION = "index_version"

Body = dict[str, Any]


def component_template(name: str, lifecycle: str | None = None) -> Body:
    """Return a component template; ``lifecycle`` names its policy, if the server has ILM."""
    body = _read(f"component-{name}")
    if name != "settings":
        # The server validates each component on its own, so each needs the analyzers that it uses.
        analysis = _read("component-settings")["template"]["settings"]["index"]["analysis"]
        body["template"]["settings"] = {"index": {"analysis": analysis}}
    elif lifecycle is not None:
        body["template"]["settings"]["index"]["lifecycle"] = {"name": lifecycle}
    return _stamped(body)


def index_template(name: str, prefix: str) -> Body:
    """Return an index template, with the prefix in its names and patterns.

    It contains the version, so that workers of another one open no index even if no field differs.
    """
    body = _read(f"index-{name}")
    body["composed_of"] = [prefix + part for part in body["composed_of"]]
    body["index_patterns"] = [prefix + name, f"{prefix}{name}-*"]
    body["template"]["mappings"]["_meta"] = {FINGERPRINT: mapping_fingerprint(name)}
    body["_meta"] = {**body["_meta"], VERSION: INDEX_VERSION}
    return _stamped(body)


def lifecycle_policy() -> Body:
    """Return the policy of all indices."""
    return _read("ilm-policy")


def mappings(name: str) -> Body:
    """Return the mapping of an index, merged with those of its components."""
    body = _read(f"index-{name}")
    merged: Body = deepcopy(body["template"]["mappings"])
    for part in body["composed_of"]:
        component = _read(f"component-{part}")["template"].get("mappings", {})
        merged["properties"] = component.get("properties", {}) | merged["properties"]
    return merged


def mapping_fingerprint(name: str) -> str:
    """Return a digest of the merged mapping, which the index has in its ``_meta``."""
    return _fingerprint(mappings(name))


def concrete_index(name: str, prefix: str, year: int | None = None) -> str:
    """Return the name of an index, with its first year if it is divided by year."""
    return f"{prefix}{_stem(name, year)}-v{INDEX_VERSION}"


def write_alias(name: str, prefix: str, year: int | None = None) -> str:
    """Return the write alias; it contains the version, so that workers of other versions wait."""
    return f"{prefix}{_stem(name, year)}-write-v{INDEX_VERSION}"


def is_current(index: str, name: str, prefix: str) -> bool:
    """Whether the name of an index is that of this version."""
    pattern = rf"{re.escape(prefix + name)}(?:-\d{{4}})?-v{INDEX_VERSION}"
    return re.fullmatch(pattern, index) is not None


def index_year(index: str) -> int | None:
    """Return the first year in the name of an index; None if it is not divided by year."""
    match = re.search(r"-(\d{4})-v\d+$", index)
    return int(match[1]) if match else None


def index_settings(year: int | None, *, migrating: bool, lifecycle: bool) -> Body:
    """Return the settings of an index in addition to those of its template.

    While older indices are migrated, deletions are remembered for the longest time that copying may
    take. The age for the lifecycle policy counts from the end of the last year, not from creation.
    """
    settings: Body = {}
    if migrating:
        settings["index.gc_deletes"] = MIGRATING_GC_DELETES
    if lifecycle and year is not None:
        end = datetime(home_span(year).stop, 1, 1, tzinfo=UTC)
        settings["index.lifecycle.origination_date"] = int(end.timestamp() * 1000)
    return settings


def usual_gc_deletes() -> str:
    """Return how long deletions are remembered when no migration is running."""
    value: str = _read("component-settings")["template"]["settings"]["index"]["gc_deletes"]
    return value


def _stem(name: str, year: int | None) -> str:
    return name if year is None else f"{name}-{year}"


def _read(name: str) -> Body:
    file = files("infra") / "elasticsearch" / f"{name}.json"
    body: Body = json.loads(file.read_text(encoding="utf-8"))
    return body


def _stamped(body: Body) -> Body:
    # The server normalises templates, so changes are detected by a digest of what was sent.
    body["_meta"] = {**body["_meta"], FINGERPRINT: _fingerprint(body)}
    return body


def _fingerprint(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()[:16]
