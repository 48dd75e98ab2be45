"""Set Elasticsearch up: templates, indices and aliases, as often as one likes."""

from dataclasses import dataclass
from typing import Any, Literal

from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError

from streams.errors import ServerError
from streams.index.client import error_text, server_errors
from streams.index.documents import INDICES
from streams.index.ready import Report, wait_until_ready
from streams.index.templates import (
    COMPONENTS,
    FINGERPRINT,
    LIFECYCLE,
    Body,
    component_template,
    concrete_index,
    index_template,
    lifecycle_policy,
    mapping_fingerprint,
    mappings,
)
from streams.settings import Settings

NO_SUCH_ADDRESS = (400, 404, 405)
"""How a build without lifecycle management answers a question for its policies."""


@dataclass(frozen=True)
class Change:
    """What was done to one template or index."""

    kind: Literal["lifecycle policy", "component template", "index template", "index"]
    name: str
    action: Literal["created", "updated", "unchanged", "skipped"]


@dataclass(frozen=True)
class IndexState:
    """One index as it is on the server; ``index`` is None where the alias is missing."""

    alias: str
    index: str | None
    documents: int
    size_bytes: int
    current: bool
    """Whether its mapping is the one that this version of Dateline writes."""


def create_indices(client: Elasticsearch, settings: Settings, report: Report) -> list[Change]:
    """Create or update templates, indices and aliases; a second run changes nothing.

    Waits for a server that is still starting; ``report`` is told what is waited for or skipped.

    Raises:
        ServerError: if the server stays away, is of another major version, or holds something
            that stands in the way; the message says what to do.
    """
    wait_until_ready(client, settings, report)
    with server_errors(settings):
        changes = [_lifecycle(client, settings, report)]
        lifecycle = None if changes[0].action == "skipped" else changes[0].name
        changes += [_component(client, settings, name, lifecycle) for name in COMPONENTS]
        for name in INDICES:
            changes.append(_template(client, settings, name))
            changes.append(_index(client, settings, name))
    return changes


def list_indices(client: Elasticsearch, settings: Settings) -> list[IndexState]:
    """Return the state of every index.

    Raises:
        ServerError: if the server does not answer as it should.
    """
    with server_errors(settings):
        return [_state(client, settings, name) for name in INDICES]


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


def _index(client: Elasticsearch, settings: Settings, name: str) -> Change:
    alias = settings.index(name)
    index = concrete_index(name, settings.index_prefix)
    if client.indices.exists(index=alias) and not client.indices.exists_alias(name=alias):
        msg = (
            f"an index named {alias} stands where the alias should be: check what is in it, "
            f"delete it (DELETE /{alias}), then run `dateline indices create` again"
        )
        raise ServerError(msg)
    if not client.indices.exists(index=index):
        _create(client, index, alias)
        return Change("index", index, "created")
    return Change("index", index, _bring_up_to_date(client, index, alias, name))


def _create(client: Elasticsearch, index: str, alias: str) -> None:
    try:
        client.indices.create(index=index, aliases={alias: {"is_write_index": True}})
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def _bring_up_to_date(
    client: Elasticsearch, index: str, alias: str, name: str
) -> Literal["updated", "unchanged"]:
    action: Literal["updated", "unchanged"] = "unchanged"
    if not client.indices.exists_alias(name=alias, index=index):
        client.indices.put_alias(index=index, name=alias, is_write_index=True)
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
            f"{index} has fields of other types than this Dateline writes ({error_text(error)}): "
            "delete it, run `dateline indices create` and replay the topics"
        )
        raise ServerError(msg) from error


def _has_mapping(client: Elasticsearch, index: str, name: str) -> bool:
    found = client.indices.get_mapping(index=index)[index]["mappings"]
    return bool(found.get("_meta", {}).get(FINGERPRINT) == mapping_fingerprint(name))


def _state(client: Elasticsearch, settings: Settings, name: str) -> IndexState:
    alias = settings.index(name)
    if not client.indices.exists_alias(name=alias):
        return IndexState(alias, None, 0, 0, current=False)
    stats = client.indices.stats(index=alias, metric=["docs", "store"])["indices"]
    index, numbers = next(iter(stats.items()))
    return IndexState(
        alias=alias,
        index=index,
        documents=client.count(index=alias)["count"],
        size_bytes=numbers["primaries"]["store"]["size_in_bytes"],
        current=_has_mapping(client, index, name),
    )
