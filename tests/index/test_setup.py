"""Setting Elasticsearch up on a real server, again and again."""

from datetime import UTC, datetime

import pytest
from elasticsearch import Elasticsearch

from streams.errors import ServerError
from streams.index.documents import BY_YEAR, INDICES
from streams.index.setup import create_indices, list_indices
from streams.index.templates import concrete_index
from streams.settings import Settings

THIS_YEAR = datetime.now(UTC).year
EVENTS = concrete_index("events", "{}", THIS_YEAR)


def _actions(client: Elasticsearch, settings: Settings) -> set[str]:
    changes = create_indices(client, settings, lambda text: None)
    return {change.action for change in changes if change.kind != "lifecycle policy"}


@pytest.mark.servers
def test_the_second_run_changes_nothing(client: Elasticsearch, settings: Settings) -> None:
    assert _actions(client, settings) == {"created"}
    assert _actions(client, settings) == {"unchanged"}


@pytest.mark.servers
def test_every_alias_stands_for_one_current_index(
    indices: Elasticsearch, settings: Settings
) -> None:
    states = list_indices(indices, settings)
    assert [state.alias for state in states] == [settings.index(name) for name in INDICES]
    assert all(state.current and state.read and not state.older for state in states)
    assert {state.index for state in states} == {
        concrete_index(name, settings.index_prefix, THIS_YEAR if name in BY_YEAR else None)
        for name in INDICES
    }


@pytest.mark.servers
def test_a_missing_alias_is_put_back(indices: Elasticsearch, settings: Settings) -> None:
    alias = settings.index("events")
    indices.indices.delete_alias(index=EVENTS.format(settings.index_prefix), name=alias)
    assert [s.read for s in list_indices(indices, settings)].count(False) == 1
    assert _actions(indices, settings) == {"updated", "unchanged"}
    assert indices.indices.exists_alias(name=alias)


@pytest.mark.servers
def test_an_index_of_an_older_mapping_gets_the_new_fields(
    indices: Elasticsearch, settings: Settings
) -> None:
    index = EVENTS.format(settings.index_prefix)
    indices.indices.put_mapping(index=index, meta={"fingerprint": "older"})
    assert not all(state.current for state in list_indices(indices, settings))
    assert _actions(indices, settings) == {"updated", "unchanged"}
    assert all(state.current for state in list_indices(indices, settings))


@pytest.mark.servers
def test_fields_of_another_type_are_explained(indices: Elasticsearch, settings: Settings) -> None:
    index = EVENTS.format(settings.index_prefix)
    indices.indices.delete(index=index)
    older = {"_meta": {"fingerprint": "older"}, "properties": {"revision": {"type": "text"}}}
    indices.indices.create(index=index, mappings=older)
    with pytest.raises(ServerError, match=r"revision.*replay the topics"):
        create_indices(indices, settings, lambda text: None)


@pytest.mark.servers
def test_an_index_in_the_place_of_an_alias_is_explained(
    client: Elasticsearch, settings: Settings
) -> None:
    client.indices.create(index=settings.index("mentions"))
    with pytest.raises(ServerError, match="an index has the name of the alias"):
        create_indices(client, settings, lambda text: None)
