"""A client of the real server, with this test's own indices."""

from collections.abc import Iterator

import pytest
from elasticsearch import Elasticsearch

from streams.index.client import make_client
from streams.index.setup import create_indices
from streams.settings import Settings


@pytest.fixture
def client(settings: Settings) -> Iterator[Elasticsearch]:
    """Return a client; what the test made under its prefix is deleted afterwards."""
    with make_client(settings) as client:
        yield client
        lenient = client.options(ignore_status=404)
        for name in client.indices.get(index=f"{settings.index_prefix}*"):
            client.indices.delete(index=name)
        lenient.indices.delete_index_template(name=f"{settings.index_prefix}*")
        lenient.cluster.delete_component_template(name=f"{settings.index_prefix}*")


@pytest.fixture
def indices(client: Elasticsearch, settings: Settings) -> Elasticsearch:
    """Return a client of a server that is set up."""
    create_indices(client, settings, lambda text: None)
    return client
