"""A deleted index does not come back with what happens to arrive: it is rebuilt from the topics."""

from contextlib import closing

import pytest
from elasticsearch import Elasticsearch

from streams.errors import ElasticsearchUnavailable, ServerError
from streams.index.documents import event_action
from streams.index.rebuild import rebuild_indices
from streams.index.setup import create_indices
from streams.index.templates import concrete_index
from streams.runtime.clients import make_admin, make_producer
from streams.runtime.topics import create_topics
from streams.settings import Settings
from tests.index import records
from tests.index.test_bulk import write

pytestmark = pytest.mark.servers

YEAR, HOME = 2016, 2010
NAMES = ("e1", "e2", "e3")


def _quiet(text: str) -> None:
    del text


def _fill(settings: Settings) -> None:
    events = [records.event(event_id=name, home_year=YEAR) for name in NAMES]
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    with closing(make_producer(settings)) as producer:
        for event in events:
            topic = settings.topic("events")
            producer.send(topic, event.to_json(), key=event.event_id.encode())
        producer.send(settings.topic("events"), b"no event", key=b"odd", headers=[("h", b"\xff")])
        producer.flush()
    write(settings, [event_action(event, records.NOON) for event in events])


def _stored(client: Elasticsearch, index: str) -> set[str]:
    client.indices.refresh(index=index)
    return {hit["_id"] for hit in client.search(index=index)["hits"]["hits"]}


def test_a_deleted_year_is_refused_and_then_rebuilt(
    indices: Elasticsearch, settings: Settings
) -> None:
    _fill(settings)
    index = concrete_index("events", settings.index_prefix, HOME)
    assert _stored(indices, index) == {*NAMES}
    indices.indices.delete(index=index)
    late = event_action(records.event(event_id="late", home_year=YEAR), records.NOON)
    with pytest.raises(ElasticsearchUnavailable, match=f"deleted: {index}.*indices rebuild"):
        write(settings, [late])
    with pytest.raises(ServerError, match=f"deleted: {index}"):
        create_indices(indices, settings, _quiet)
    assert not indices.indices.exists(index=index)

    (rebuilt,) = rebuild_indices(indices, settings, _quiet, ["events"])
    assert (rebuilt.written, rebuilt.refused, rebuilt.expired) == (3, 1, 0)
    assert _stored(indices, index) == {*NAMES}
    (again,) = rebuild_indices(indices, settings, _quiet, ["events"])
    assert again.refused == 1
    assert _stored(indices, index) == {*NAMES}
    assert write(settings, [late]).done == 1

    indices.indices.delete(index=concrete_index("articles", settings.index_prefix))
    with pytest.raises(ServerError, match="create --empty"):
        create_indices(indices, settings, _quiet)
    create_indices(indices, settings, _quiet, renew=True)
    assert indices.indices.exists(index=concrete_index("articles", settings.index_prefix))
