"""The indices behind an alias: list them and create new ones."""

from collections.abc import Sequence

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from streams.errors import ElasticsearchUnavailable
from streams.index.client import make_client
from streams.index.documents import INDICES
from streams.index.registry import created_indices, note_created
from streams.index.templates import (
    FINGERPRINT,
    concrete_index,
    index_settings,
    index_template,
    is_current,
    write_alias,
)
from streams.settings import Settings


def current_indices(client: Elasticsearch, settings: Settings, name: str) -> list[str]:
    """Return the indices of a name that belong to this version of Dateline, sorted."""
    pattern = f"{settings.index(name)}-*"
    found = client.indices.get(index=pattern, expand_wildcards="open", features=["aliases"])
    return sorted(index for index in found if is_current(index, name, settings.index_prefix))


def read_indices(client: Elasticsearch, settings: Settings, name: str) -> list[str]:
    """Return the indices behind the read alias, sorted."""
    try:
        return sorted(client.indices.get_alias(name=settings.index(name)))
    except NotFoundError:
        return []


def older_indices(client: Elasticsearch, settings: Settings, name: str) -> list[str]:
    """Return the indices of other versions that are still read, until they are migrated."""
    behind = read_indices(client, settings, name)
    return [index for index in behind if not is_current(index, name, settings.index_prefix)]


def open_index(client: Elasticsearch, settings: Settings, name: str, year: int | None) -> str:
    """Create an index with its aliases, unless it exists, and return its name.

    It is added to the read alias at once or, if indices of an older version are still read, when
    their documents have been copied. It is created and added in one request: if the second of two
    failed, documents would be written that no search finds.
    """
    index = concrete_index(name, settings.index_prefix, year)
    older = older_indices(client, settings, name)
    extra = index_settings(year, migrating=bool(older), lifecycle=_has_lifecycle(client, settings))
    alias = write_alias(name, settings.index_prefix, year)
    aliases = {alias: {"is_write_index": True}}
    if not older:
        # The read alias has no version and is never written to.
        aliases[settings.index(name)] = {"is_write_index": False}
    try:
        client.indices.create(index=index, settings=extra, aliases=aliases)
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
        client.indices.put_alias(index=index, name=alias, is_write_index=True)
    add_to_read_alias(client, settings, name, index)
    return index


def add_to_read_alias(client: Elasticsearch, settings: Settings, name: str, index: str) -> None:
    """Add an index to the read alias, unless it is there or older indices are still read."""
    # A migration may end at any time, so that this is looked at anew.
    if index not in read_indices(client, settings, name) and not older_indices(
        client, settings, name
    ):
        client.indices.put_alias(index=index, name=settings.index(name), is_write_index=False)


def open_year(settings: Settings, name: str, year: int) -> None:
    """Make sure that the index that begins with a year exists, is read, and is remembered.

    Any of the three may be missing after a worker that created it has been killed.

    Raises:
        ElasticsearchUnavailable: if the server is not set up for this version of Dateline, or if
            the index was deleted.
        elasticsearch.ApiError, elasticsearch.TransportError: as raised by the client.
    """
    with make_client(settings) as client:
        if not _has_template(client, settings, name):
            raise not_set_up(settings.index(name))
        index = concrete_index(name, settings.index_prefix, year)
        known = index in created_indices(client, settings)
        if known and not client.indices.exists(index=index):
            raise ElasticsearchUnavailable(deleted([index]))
        open_index(client, settings, name, year)
        if not known:
            note_created(client, settings, [index])


def deleted_indices(client: Elasticsearch, settings: Settings) -> list[str]:
    """Return the indices of this version that were created and are gone, sorted."""
    known = created_indices(client, settings)
    there = {index for name in INDICES for index in current_indices(client, settings, name)}
    return sorted(
        index
        for index in known - there
        if any(is_current(index, name, settings.index_prefix) for name in INDICES)
    )


def deleted(indices: Sequence[str]) -> str:
    """Return what to do about indices that were deleted."""
    return (
        f"deleted: {', '.join(indices)}. What they held is missing until `dateline indices "
        "rebuild` fills them from the topics; `dateline indices create --empty` does without it"
    )


def not_set_up(alias: str) -> ElasticsearchUnavailable:
    """Return the error for a missing alias."""
    return ElasticsearchUnavailable(f"the alias {alias} is missing: run `dateline indices create`")


def _has_template(client: Elasticsearch, settings: Settings, name: str) -> bool:
    """Whether the template is of this version; no index is created from any other."""
    try:
        found = client.indices.get_index_template(name=settings.index(name))["index_templates"]
    except NotFoundError:
        return False
    wanted = index_template(name, settings.index_prefix)["_meta"][FINGERPRINT]
    return bool(found[0]["index_template"].get("_meta", {}).get(FINGERPRINT) == wanted)


def _has_lifecycle(client: Elasticsearch, settings: Settings) -> bool:
    found = client.cluster.get_component_template(name=settings.index("settings"))
    template = found["component_templates"][0]["component_template"]["template"]
    return "lifecycle" in template["settings"]["index"]
