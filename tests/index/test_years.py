"""Events live in one index by year, whatever becomes of their date."""

from datetime import UTC, date, datetime

import pytest
from elasticsearch import Elasticsearch

from schemas import Event
from streams.errors import ElasticsearchUnavailable
from streams.index.documents import (
    activity_action,
    alert_action,
    event_action,
    home_span,
    home_year,
)
from streams.index.homes import open_index, open_year
from streams.index.registry import created_indices
from streams.index.setup import create_indices
from streams.index.templates import concrete_index, index_settings, write_alias
from streams.settings import Settings
from tests.index import records
from tests.index.test_bulk import write

NOON = records.NOON


def _event(last_day: date, revision: int) -> Event:
    return records.event(
        revision=revision, date_start=last_day, date_end=last_day, home_year=2023, event_id="moved"
    )


def _homes(client: Elasticsearch, settings: Settings) -> list[tuple[str, int]]:
    client.indices.refresh(index=settings.index("events"))
    hits = client.search(index=settings.index("events"), version=True)["hits"]["hits"]
    return [(hit["_index"], hit["_version"]) for hit in hits]


@pytest.mark.servers
def test_an_event_whose_date_moves_to_another_year_stands_once(
    indices: Elasticsearch, settings: Settings
) -> None:
    for revision, day in enumerate((date(2023, 12, 31), date(2024, 1, 1), date(2022, 5, 1)), 1):
        write(settings, [event_action(_event(day, revision), NOON)])
        home = concrete_index("events", settings.index_prefix, 2023)
        assert _homes(indices, settings) == [(home, revision)]


@pytest.mark.servers
def test_a_late_older_revision_of_another_year_brings_nothing_back(
    indices: Elasticsearch, settings: Settings
) -> None:
    older = event_action(_event(date(2023, 12, 31), 1), NOON)
    newer = event_action(_event(date(2024, 1, 1), 2), NOON)
    assert write(settings, [newer]).done == 1
    assert write(settings, [older]).stale == 1
    assert [version for _, version in _homes(indices, settings)] == [2]


@pytest.mark.servers
def test_an_index_by_year_comes_with_its_first_document_and_is_read_at_once(
    indices: Elasticsearch, settings: Settings
) -> None:
    index = concrete_index("events", settings.index_prefix, 2010)
    assert not indices.indices.exists(index=index)
    write(settings, [event_action(records.event(home_year=2016), NOON)])
    mapping = indices.indices.get_mapping(index=index)[index]["mappings"]
    assert mapping["dynamic"] == "strict"
    assert _homes(indices, settings) == [(index, 3)]


@pytest.mark.servers
def test_an_index_that_a_killed_worker_left_half_made_is_completed(
    indices: Elasticsearch, settings: Settings
) -> None:
    index = concrete_index("events", settings.index_prefix, 2010)
    alias = write_alias("events", settings.index_prefix, 2010)
    indices.indices.create(index=index, aliases={alias: {"is_write_index": True}})
    write(settings, [event_action(records.event(home_year=2016), NOON)])
    assert _homes(indices, settings) == [(index, 3)]
    assert index in created_indices(indices, settings)


@pytest.mark.servers
def test_an_index_is_read_as_soon_as_it_is_there(
    indices: Elasticsearch, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object, **__: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(indices.indices, "put_alias", cut_off)
        index = open_index(indices, settings, "events", 2010)
    assert index in indices.indices.get_alias(name=settings.index("events"))


@pytest.mark.servers
def test_no_year_comes_where_the_server_is_not_set_up(
    client: Elasticsearch, settings: Settings
) -> None:
    with pytest.raises(ElasticsearchUnavailable, match="dateline indices create"):
        open_year(settings, "events", 2010)
    with pytest.raises(ElasticsearchUnavailable, match="dateline indices create"):
        write(settings, [event_action(records.event(), NOON)])
    assert not client.indices.get(index=f"{settings.index_prefix}*")


@pytest.mark.servers
def test_a_worker_waits_where_the_mapping_is_of_another_version(
    indices: Elasticsearch, settings: Settings
) -> None:
    index = concrete_index("articles", settings.index_prefix)
    indices.indices.put_mapping(index=index, meta={"fingerprint": "another"})
    from streams.index.documents import article_action

    with pytest.raises(ElasticsearchUnavailable, match="another version of Dateline"):
        write(settings, [article_action(records.article())])
    create_indices(indices, settings, lambda text: None)
    assert write(settings, [article_action(records.article())]).done == 1


@pytest.mark.parametrize(
    ("home", "year"),
    [(2023, 2023), (2013, 2010), (1887, 2000), (9999, 2100), (None, NOON.year)],
)
def test_old_and_misread_years_share_an_index(home: int | None, year: int) -> None:
    assert event_action(records.event(home_year=home), NOON).year == year


def test_windows_and_alerts_live_in_the_year_of_their_window() -> None:
    for last_year, home in ((2023, 2023), (2019, 2010)):
        eve = datetime(last_year, 12, 31, tzinfo=UTC)
        assert activity_action(records.activity(window_start=eve)).year == home
        assert alert_action(records.alert(window_start=eve)).year == home


def test_each_index_begins_where_the_one_before_ends() -> None:
    homes = sorted({home_year(year) for year in range(1, 10_000)})
    assert homes == [2000, 2010, *range(2020, 2101)]
    assert len({home_year(year) for year in range(2000, 2027)}) == 9
    assert [home_span(home).stop for home in homes] == [*homes[1:], 2101]
    assert all(home_year(year) == home for home in homes for year in home_span(home))


@pytest.mark.parametrize(
    ("year", "end"), [(2000, 2010), (2010, 2020), (2020, 2021), (2023, 2024), (2100, 2101)]
)
def test_where_there_is_a_lifecycle_an_index_ages_from_its_last_year(year: int, end: int) -> None:
    settings = index_settings(year, migrating=False, lifecycle=True)
    begins = settings["index.lifecycle.origination_date"] / 1000
    assert datetime.fromtimestamp(begins, UTC) == datetime(end, 1, 1, tzinfo=UTC)
    assert index_settings(year, migrating=False, lifecycle=False) == {}


def test_only_an_index_by_year_ages_from_another_day_than_its_creation() -> None:
    assert index_settings(None, migrating=False, lifecycle=True) == {}
