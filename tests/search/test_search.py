"""Searches on a real server find what they should, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from schemas import Event
from streams.search.bodies import MARK_END, MARK_START, EventQuery
from streams.search.query import (
    count_without_each,
    known_places,
    latest_written,
    newest_activity,
    search_events,
    written_since,
)
from streams.settings import Settings
from tests.index.records import NOON, PLACE, activity, event, evidence
from tests.search.conftest import Put

OLD_QUARTER = PLACE.model_copy(
    update={"name": "Old Quarter", "gazetteer_id": "test:3", "name_as_written": "old quarter"}
)
LENSK = PLACE.model_copy(
    update={"name": "Lensk", "city": "Lensk", "city_id": "test:9", "gazetteer_id": "test:9",
            "name_as_written": "Lensk", "country": "RU", "country_iso3": "RUS"}
)  # fmt: skip
EVENTS = (
    event(),
    event(event_id="e2", place=OLD_QUARTER, date_start=date(2024, 5, 3), date_end=date(2024, 5, 6)),
    event(
        event_id="e3",
        place=LENSK,
        event_type="air_strike",
        n_independent=3,
        date_start=None,
        date_end=date(2024, 5, 9),
        evidence=(evidence(quote="Jets bombed the bridges at dawn.", title="Bridges gone"),),
    ),
    event(event_id="e4", status="merged"),
    event(event_id="e5", modality="negated"),
)


CASES: list[tuple[dict[str, Any], str]] = [
    ({}, "e1 e2 e3"),
    ({"text": "shell"}, "e1 e2"),
    ({"text": "bridge"}, "e3"),
    ({"text": "air strike"}, "e3"),
    ({"text": '"bombed the bridges"'}, "e3"),
    ({"text": "shells -quarter"}, "e1"),
    ({"text": "the of in shells"}, "e1 e2"),
    ({"text": 'broken "( query'}, ""),
    ({"text": "rastova"}, "e1 e2"),
    ({"city": "RASTOVA"}, "e1 e2"),
    ({"city": "old quarter"}, "e2"),
    ({"city": "test:9"}, "e3"),
    ({"country": "RU"}, "e3"),
    ({"country": "ukr"}, "e1 e2"),
    ({"event_type": "air_strike"}, "e3"),
    ({"since": date(2024, 5, 5)}, "e2 e3"),
    ({"until": date(2024, 5, 5)}, "e1 e2"),
    ({"since": date(2024, 5, 4), "until": date(2024, 5, 4)}, "e2"),
    ({"until": date(2024, 5, 9)}, "e1 e2 e3"),
    ({"min_independent": 2}, "e3"),
    ({"status": ("merged",)}, "e4"),
    ({"current_only": False}, "e1 e2 e3 e5"),
    ({"status": (), "current_only": False}, "e1 e2 e3 e4 e5"),
]


@pytest.mark.servers
def test_every_filter_that_is_set_must_hold(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    put(*EVENTS)
    for asked, expected in CASES:
        page = search_events(client, settings, EventQuery(**asked))
        found = " ".join(sorted(hit.event.event_id for hit in page.hits))
        assert (asked, found) == (asked, expected)
        assert page.total == len(page.hits)


@pytest.mark.servers
def test_pages_follow_each_other_newest_first(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    put(*EVENTS)
    query = EventQuery(limit=2)
    first = search_events(client, settings, query)
    assert [hit.event.event_id for hit in first.hits] == ["e3", "e2"]
    rest = search_events(
        client, settings, query.model_copy(update={"search_after": first.next_after})
    )
    assert [hit.event.event_id for hit in rest.hits] == ["e1"]
    assert rest.next_after == ()


@pytest.mark.servers
def test_what_matched_is_marked(put: Put, client: Elasticsearch, settings: Settings) -> None:
    put(*EVENTS)
    (hit,) = search_events(client, settings, EventQuery(text="bridge")).hits
    assert hit.highlights == (f"Jets bombed the {MARK_START}bridges{MARK_END} at dawn.",)


@pytest.mark.servers
def test_a_place_named_in_the_search_ranks_first(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    told = (evidence(quote="Shells fell near Lensk, far from here, in Lensk and by Lensk."),)
    put(event(event_id="near", evidence=told), event(event_id="at", place=LENSK))
    page = search_events(client, settings, EventQuery(text="Lensk"))
    assert [hit.event.event_id for hit in page.hits] == ["at", "near"]


@pytest.mark.servers
def test_an_empty_result_is_explained_by_counts(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    put(*EVENTS)
    query = EventQuery(text="shells", city="Lensk")
    assert search_events(client, settings, query).total == 0
    counts = count_without_each(client, settings, query)
    assert counts == {"text": 1, "city": 2, "status": 0, "current_only": 0, "everything": 5}


@pytest.mark.servers
def test_places_of_events_are_known(put: Put, client: Elasticsearch, settings: Settings) -> None:
    put(*EVENTS)
    assert set(known_places(client, settings)) == {"Rastóva", "Lensk", "Old Quarter"}


@pytest.mark.servers
def test_what_was_written_since_comes_oldest_first(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    put(event(event_id="old"), at=NOON)
    put(event(event_id="new"), at=NOON + timedelta(minutes=5))
    put(event(event_id="newer"), at=NOON + timedelta(minutes=6))

    def ids(events: list[Event]) -> list[str]:
        return [e.event_id for e in events]

    since = NOON + timedelta(minutes=1)
    assert ids(list(written_since(client, settings, since))) == ["new", "newer"]
    assert ids(latest_written(client, settings, 2)) == ["new", "newer"]


@pytest.mark.servers
def test_the_latest_days_come_first_and_empty_ones_not_at_all(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    later = {"window_start": NOON, "window_end": NOON + timedelta(days=1)}
    put(
        activity(),
        activity(activity_id="later", **later),
        activity(activity_id="busier", n_events=5, **later),
        activity(activity_id="emptied", n_events=0, **later),
        activity(activity_id="week", granularity="week", **later),
        activity(activity_id="reports", clock="report", **later),
    )
    found = newest_activity(client, settings, 10)
    assert [a.activity_id for a in found] == ["busier", "later", activity().activity_id]
