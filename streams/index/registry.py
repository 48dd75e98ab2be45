"""What an installation knows of itself, kept in an index of its own.

Which Kafka cluster its indices are filled from: workers of another one write nothing. And which
indices were created: a deleted one is not created again.

A worker that finds no index for a document cannot tell a new year from an index that was deleted.
An index that came back with what happens to arrive would look whole, and would not be.
"""

from collections.abc import Collection

from elasticsearch import BadRequestError, ConflictError, Elasticsearch, NotFoundError

from streams.errors import ServerError
from streams.settings import Settings

REGISTRY = "registry"
"""Name of the index without prefix. Its two documents are read without a search."""

DOCUMENT, SOURCE = "indices", "source"
CONFLICTS = 10
"""How often a change is made again after another worker was faster."""

ADD = """
for (name in params.names) {
  if (!ctx._source.names.contains(name)) { ctx._source.names.add(name) }
}
"""


def created_indices(client: Elasticsearch, settings: Settings) -> frozenset[str]:
    """Return the names of all indices that were ever created for this installation."""
    try:
        found = client.get(index=settings.index(REGISTRY), id=DOCUMENT)
    except NotFoundError:
        return frozenset()
    return frozenset(found["_source"]["names"])


def note_created(client: Elasticsearch, settings: Settings, indices: Collection[str]) -> None:
    """Remember that indices were created; those that are known already change nothing."""
    names = sorted(indices)
    _set_up(client, settings)
    client.update(
        index=settings.index(REGISTRY),
        id=DOCUMENT,
        script={"source": ADD, "params": {"names": names}},
        upsert={"names": names},
        retry_on_conflict=CONFLICTS,
    )


# A worker and a command may both be the first.
def _create(client: Elasticsearch, name: str) -> None:
    try:
        client.indices.create(
            index=name,
            settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
            mappings={"dynamic": False},
        )
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def check_source(client: Elasticsearch, settings: Settings, cluster: str) -> None:
    """Check that the indices are those of a Kafka cluster; the first one to ask owns them.

    Args:
        client: a client of the server.
        settings: the settings, with the prefixes of topics and indices.
        cluster: the id of the Kafka cluster that documents come from.

    Raises:
        ServerError: if they are filled from another cluster, or from topics of another prefix.
        elasticsearch.ApiError, elasticsearch.TransportError: as raised by the client.
    """
    ours = _source(settings, cluster)
    found = _found(client, settings)
    if found is None:
        _set_up(client, settings)
        try:
            client.create(index=settings.index(REGISTRY), id=SOURCE, document=ours)
        except ConflictError:
            found = _found(client, settings)
    if found not in (None, ours):
        msg = (
            f"the indices {settings.index_prefix}* hold what the topics "
            f"{found['topic_prefix']}* of the Kafka cluster {found['kafka_cluster']} carry, and "
            f"these are {settings.topic_prefix}* of {cluster}: set another DATELINE_INDEX_PREFIX. "
            "If one cluster has replaced the other, run `dateline indices create --adopt`"
        )
        raise ServerError(msg)


def adopt(client: Elasticsearch, settings: Settings, cluster: str) -> None:
    """Let the indices be filled from a Kafka cluster from now on."""
    _set_up(client, settings)
    client.index(index=settings.index(REGISTRY), id=SOURCE, document=_source(settings, cluster))


def _source(settings: Settings, cluster: str) -> dict[str, str]:
    return {"kafka_cluster": cluster, "topic_prefix": settings.topic_prefix}


def _found(client: Elasticsearch, settings: Settings) -> dict[str, str] | None:
    try:
        source: dict[str, str] = client.get(index=settings.index(REGISTRY), id=SOURCE)["_source"]
    except NotFoundError:
        return None
    return source


def _set_up(client: Elasticsearch, settings: Settings) -> None:
    if not client.indices.exists(index=settings.index(REGISTRY)):
        _create(client, settings.index(REGISTRY))
