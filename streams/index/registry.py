"""Which indices were created, kept in an index of its own: a deleted one is not created again.

A worker that finds no index for a document cannot tell a new year from an index that was deleted.
An index that came back with what happens to arrive would look whole, and would not be.
"""

from collections.abc import Collection

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError

from streams.settings import Settings

REGISTRY = "registry"
"""Name of the index without prefix. It has one document, which is read without a search."""

DOCUMENT = "indices"
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
    name, names = settings.index(REGISTRY), sorted(indices)
    if not client.indices.exists(index=name):
        _create(client, name)
    client.update(
        index=name,
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
