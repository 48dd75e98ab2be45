"""Surges are listed newest first; those that were corrected are left out by default."""

import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner
from elasticsearch import Elasticsearch

from streams.commands import alerts
from streams.index.documents import alert_action
from streams.search.alerts import (
    AlertQuery,
    alerts_body,
    find_alerts,
    read_alerts,
    span_text,
    state_text,
    usual_text,
    write_alerts,
)
from streams.settings import Settings, load_settings
from tests.index import records
from tests.search.conftest import Put

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def test_an_alert_comes_back_from_its_document() -> None:
    source = alert_action(records.alert()).source
    assert source is not None
    assert read_alerts({"hits": {"hits": [{"_source": source}]}}) == [records.alert()]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "active"),
        ({"ends_at": NOW}, "ended"),
        ({"status": "resolved", "resolution": "ended"}, "ended"),
        ({"status": "resolved", "resolution": "corrected"}, "corrected"),
    ],
)
def test_an_alert_that_nobody_resolved_is_over_when_it_ends(
    changes: dict[str, object], state: str
) -> None:
    assert state_text(records.alert(**changes), NOW) == state


def test_figures_are_written_in_words() -> None:
    assert usual_text(records.alert()) == "1.2 (8x)"
    assert usual_text(records.alert(expected=0.02)) == "under 0.1"
    assert span_text(records.alert()) == "day 2024-04-30"
    assert span_text(records.alert(span=2)) == "2 days to 2024-04-30"


def test_a_table_has_a_row_for_each() -> None:
    out = io.StringIO()
    write_alerts([records.alert()], "table", NOW, out)
    for part in ("Rastóva, UA", "day 2024-04-30", "9 events", "1.2 (8x)", "4.5", "active"):
        assert part in out.getvalue()


def test_a_limit_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="limit must be 1 to"):
        AlertQuery(limit=0)


def test_the_default_query_leaves_only_corrected_ones_out() -> None:
    found = alerts_body(AlertQuery())["query"]["bool"]
    assert found == {"filter": [], "must_not": [{"term": {"resolution": "corrected"}}]}


@pytest.mark.servers
def test_surges_are_found_by_place_time_and_state(
    client: Elasticsearch, put: Put, settings: Settings
) -> None:
    first = records.alert()
    later = records.alert(
        alert_id="later",
        measure="reports",
        window_start=first.window_start + DAY,
        window_end=first.window_end + DAY,
        ends_at=first.ends_at + DAY,
    )
    none = records.alert(alert_id="none", status="resolved", resolution="corrected")
    ended = records.alert(alert_id="ended", status="resolved", resolution="ended", score=3.5)
    put(first, later, none, ended)

    def ids(**asked: object) -> list[str]:
        query = AlertQuery(**asked)  # type: ignore[arg-type]
        return [alert.alert_id for alert in find_alerts(client, settings, query)]

    assert ids() == ["later", first.alert_id, "ended"]
    assert ids(corrected=True, limit=10)[-2:] != ["ended"]
    assert set(ids(corrected=True)) == {"later", first.alert_id, "ended", "none"}
    assert ids(measure="reports") == ["later"]
    assert ids(city="rastova") == ["later", first.alert_id, "ended"]
    assert ids(country="IQ") == []
    assert ids(since=date(2024, 5, 1)) == ["later"]
    assert ids(until=date(2024, 4, 30)) == [first.alert_id, "ended"]
    assert ids(active_at=NOW) == ["later", first.alert_id]
    assert ids(active_at=first.ends_at) == ["later"]


@pytest.mark.servers
def test_the_command_lists_them(
    put: Put, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_ELASTICSEARCH_URL", settings.elasticsearch_url)
    monkeypatch.setenv("DATELINE_INDEX_PREFIX", settings.index_prefix)
    load_settings.cache_clear()
    try:
        put(records.alert())
        result = CliRunner().invoke(alerts.command, ["--format", "jsonl"], catch_exceptions=False)
        assert json.loads(result.stdout)["alert_id"] == records.alert().alert_id
        nothing = CliRunner().invoke(alerts.command, ["--active"], catch_exceptions=False)
        assert "No surge matches" in nothing.stderr
    finally:
        load_settings.cache_clear()
