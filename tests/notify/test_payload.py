"""What the webhook is sent: labels that identify, annotations that explain, times that end."""

from datetime import UTC, datetime, timedelta

import pytest

from streams.notify.core import is_current, newest, payload
from tests.index import records

NOW = datetime(2024, 4, 30, 15, tzinfo=UTC)


def test_an_alert_is_written_as_alertmanager_takes_it() -> None:
    element = payload(records.alert(), NOW, "https://page.example/")
    assert element["labels"] == {
        "alertname": "DatelineSurge",
        "severity": "warning",
        "alert_id": "test:1|events|day|2024-04-30T00:00Z",
        "area_id": "test:1",
        "area": "Rastóva",
        "country": "UA",
        "measure": "events",
        "granularity": "day",
        "window": "2024-04-30",
    }
    assert element["annotations"]["summary"] == records.alert().explanation
    assert element["annotations"]["types"] == "shelling 9"
    assert (element["startsAt"], element["endsAt"]) == (
        "2024-04-30T00:00:00.000Z",
        "2024-05-02T00:00:00.000Z",
    )
    assert element["generatorURL"] == (
        "https://page.example/?city=Rast%C3%B3va&since=2024-04-30&until=2024-04-30"
    )


def test_every_label_and_annotation_is_text() -> None:
    element = payload(records.alert(ratio=None), NOW)
    assert all(isinstance(value, str) for value in element["labels"].values())
    assert all(isinstance(value, str) for value in element["annotations"].values())
    assert "generatorURL" not in element


def test_labels_stay_the_same_while_figures_change() -> None:
    grown = records.alert(count=20, score=9.0, revision=50, status="resolved", resolution="ended")
    assert payload(grown, NOW)["labels"] == payload(records.alert(), NOW)["labels"]


def test_a_resolved_alert_ends_now() -> None:
    element = payload(records.alert(status="resolved", resolution="corrected"), NOW)
    assert element["endsAt"] == "2024-04-30T15:00:00.000Z"


@pytest.mark.parametrize("status", ["firing", "resolved"])
def test_it_begins_before_it_ends_even_where_the_day_has_not_begun_in_utc(status: str) -> None:
    early = datetime(2024, 4, 29, 23, tzinfo=UTC)
    element = payload(records.alert(status=status, resolution=None), early)
    assert element["startsAt"] < element["endsAt"]


@pytest.mark.parametrize(
    ("status", "hours", "current"),
    [("firing", 47, True), ("firing", 48, False), ("resolved", 71, True), ("resolved", 72, False)],
)
def test_history_that_is_read_anew_wakes_nobody(status: str, hours: int, current: bool) -> None:
    alert = records.alert(status=status, resolution=None)
    assert is_current(alert, alert.window_start + timedelta(hours=hours)) is current


def test_of_several_revisions_the_newest_is_sent() -> None:
    story = [
        records.alert(revision=2),
        records.alert(alert_id="b"),
        records.alert(revision=4),
        records.alert(revision=3),
    ]
    assert [(item.alert_id[0], item.revision) for item in newest(story)] == [("t", 4), ("b", 40)]
