"""Create templates, indices and aliases in Elasticsearch; safe to run repeatedly."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError

from streams.errors import ServerError
from streams.index.client import error_text, server_errors
from streams.index.documents import BY_YEAR, INDICES, home_year
from streams.index.homes import (
    current_indices,
    deleted,
    deleted_indices,
    older_indices,
    open_index,
    read_indices,
)
from streams.index.ready import Report, wait_until_ready
from streams.index.registry import created_indices, note_created
from streams.index.templates import (
    COMPONENTS,
    FINGERPRINT,
    LIFECYCLE,
    Body,
    component_template,
    concrete_index,
    index_template,
    index_year,
    is_current,
    lifecycle_policy,
    mapping_fingerprint,
    mappings,
    write_alias,
)
from streams.settings import Settings

NO_SUCH_ADDRESS = (400, 404, 405)
"""Response codes of a build without lifecycle management to a request for policies."""


@dataclass(frozen=True)
class Change:
    """What was done to one template or index."""

    kind: Literal["lifecycle policy", "component template", "index template", "index"]
    name: str
    action: Literal["created", "updated", "unchanged", "skipped"]


@dataclass(frozen=True)
class IndexState:
    """An index on the server; ``index`` is None if the alias has no index."""

    alias: str
    """The read alias."""
    index: str | None
    documents: int = 0
    size_bytes: int = 0
    current: bool = False
    """Whether its mapping is that of this version of Dateline."""
    older: bool = False
    """Whether it is of an older version; it is read until it is migrated."""
    read: bool = True
    """Whether the alias includes it; a new index is added once it has all documents."""


def create_indices(
    client: Elasticsearch, settings: Settings, report: Report, *, renew: bool = False
) -> list[Change]:
    """Create or update templates, indices and aliases; a second run changes nothing.

    Indices by year are created for the current year; those of other years are created with their
    first document. Waits for a server that is still starting. ``report`` receives a line for
    everything that is waited for, skipped or left to do. An index that was deleted is created
    again only with ``renew``.

    Raises:
        ServerError: if the server is unreachable, has another major version, or has a conflicting
            index, or if an index was deleted; the message says what to do.
    """
    wait_until_ready(client, settings, report)
    with server_errors(settings):
        changes = [_lifecycle(client, settings, report)]
        lifecycle = None if changes[0].action == "skipped" else changes[0].name
        changes += [_component(client, settings, name, lifecycle) for name in COMPONENTS]
        gone = deleted_indices(client, settings)
        if gone and not renew:
            raise ServerError(deleted(gone))
        for name in INDICES:
            changes.append(_template(client, settings, name))
            changes += _indices(client, settings, name)
            for index in older_indices(client, settings, name):
                report(f"{index} is of an older version: run `dateline indices migrate`")
        changes += [_renewed(client, settings, index) for index in gone]
        _note_all(client, settings, changes)
    return changes


def _note_all(client: Elasticsearch, settings: Settings, changes: list[Change]) -> None:
    there = {change.name for change in changes if change.kind == "index"}
    if new := there - created_indices(client, settings):
        note_created(client, settings, new)


def _renewed(client: Elasticsearch, settings: Settings, index: str) -> Change:
    name = next(name for name in INDICES if is_current(index, name, settings.index_prefix))
    open_index(client, settings, name, index_year(index))
    return Change("index", index, "created")


def list_indices(client: Elasticsearch, settings: Settings) -> list[IndexState]:
    """Return the state of every index.

    Raises:
        ServerError: if a request fails.
    """
    with server_errors(settings):
        return [state for name in INDICES for state in _states(client, settings, name)]


def _lifecycle(client: Elasticsearch, settings: Settings, report: Report) -> Change:
    name = settings.index(LIFECYCLE)
    try:
        existing = client.ilm.get_lifecycle()
    except ApiError as error:
        if error.status_code not in NO_SUCH_ADDRESS:
            raise
        report("this Elasticsearch has no index lifecycle management: its policy is skipped")
        return Change("lifecycle policy", name, "skipped")
    if name in existing:
        return Change("lifecycle policy", name, "unchanged")
    client.ilm.put_lifecycle(name=name, policy=lifecycle_policy()["policy"])
    return Change("lifecycle policy", name, "created")


def _component(
    client: Elasticsearch, settings: Settings, part: str, lifecycle: str | None
) -> Change:
    name = settings.index(part)
    body = component_template(part, lifecycle)
    try:
        found = client.cluster.get_component_template(name=name)["component_templates"]
        meta = found[0]["component_template"].get("_meta", {})
    except NotFoundError:
        meta = None
    action = _compare(meta, body)
    if action != "unchanged":
        client.cluster.put_component_template(
            name=name, template=body["template"], meta=body["_meta"]
        )
    return Change("component template", name, action)


def _template(client: Elasticsearch, settings: Settings, index: str) -> Change:
    name = settings.index(index)
    body = index_template(index, settings.index_prefix)
    try:
        found = client.indices.get_index_template(name=name)["index_templates"]
        meta = found[0]["index_template"].get("_meta", {})
    except NotFoundError:
        meta = None
    action = _compare(meta, body)
    if action != "unchanged":
        client.indices.put_index_template(
            name=name,
            index_patterns=body["index_patterns"],
            composed_of=body["composed_of"],
            priority=body["priority"],
            allow_auto_create=body["allow_auto_create"],
            template=body["template"],
            meta=body["_meta"],
        )
    return Change("index template", name, action)


def _compare(meta: Body | None, body: Body) -> Literal["created", "updated", "unchanged"]:
    if meta is None:
        return "created"
    same = meta.get(FINGERPRINT) == body["_meta"][FINGERPRINT]
    return "unchanged" if same else "updated"


def _indices(client: Elasticsearch, settings: Settings, name: str) -> list[Change]:
    alias = settings.index(name)
    if client.indices.exists(index=alias) and not client.indices.exists_alias(name=alias):
        msg = (
            f"an index has the name of the alias {alias}: check what is in it, delete it "
            f"(DELETE /{alias}), then run `dateline indices create` again"
        )
        raise ServerError(msg)
    year = home_year(datetime.now(UTC).year) if name in BY_YEAR else None
    wanted = concrete_index(name, settings.index_prefix, year)
    there = current_indices(client, settings, name)
    changes = [Change("index", i, _bring_up_to_date(client, settings, name, i)) for i in there]
    if wanted not in there:
        open_index(client, settings, name, year)
        changes.append(Change("index", wanted, "created"))
    return changes


def _bring_up_to_date(
    client: Elasticsearch, settings: Settings, name: str, index: str
) -> Literal["updated", "unchanged"]:
    action: Literal["updated", "unchanged"] = "unchanged"
    aliases = {write_alias(name, settings.index_prefix, index_year(index))}
    if not older_indices(client, settings, name):
        aliases.add(settings.index(name))
    there = client.indices.get_alias(index=index)[index]["aliases"]
    for alias in sorted(aliases - set(there)):
        client.indices.put_alias(
            index=index, name=alias, is_write_index=alias != settings.index(name)
        )
        action = "updated"
    if not _has_mapping(client, index, name):
        _put_mapping(client, index, name)
        action = "updated"
    return action


def _put_mapping(client: Elasticsearch, index: str, name: str) -> None:
    body: dict[str, Any] = mappings(name)
    try:
        client.indices.put_mapping(
            index=index,
            properties=body["properties"],
            meta={FINGERPRINT: mapping_fingerprint(name)},
        )
    except BadRequestError as error:
        msg = (
            f"{index} has fields of other types than this version writes ({error_text(error)}): "
            "delete it, run `dateline indices create` and replay the topics"
        )
        raise ServerError(msg) from error


def _has_mapping(client: Elasticsearch, index: str, name: str) -> bool:
    found = client.indices.get_mapping(index=index)[index]["mappings"]
    return bool(found.get("_meta", {}).get(FINGERPRINT) == mapping_fingerprint(name))


def _states(client: Elasticsearch, settings: Settings, name: str) -> list[IndexState]:
    alias = settings.index(name)
    read = read_indices(client, settings, name)
    current = current_indices(client, settings, name)
    there = sorted({*read, *current})
    if not there:
        return [IndexState(alias, None)]
    stats = client.indices.stats(index=there, metric=["docs", "store"])["indices"]
    return [
        IndexState(
            alias=alias,
            index=index,
            documents=client.count(index=index)["count"],
            size_bytes=stats[index]["primaries"]["store"]["size_in_bytes"],
            current=index in current and _has_mapping(client, index, name),
            older=index not in current,
            read=index in read,
        )
        for index in there
    ]
