"""Searches on a real server find what they should, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from schemas import AttributedClaim, Casualties, Event, Figure
from streams.search.bodies import MARK_END, MARK_START, read_cursor, write_cursor
from streams.search.event_query import EventQuery, Near
from streams.search.query import (
    count_without_each,
    known_places,
    latest_written,
    newest_activity,
    search_events,
    written_since,
)
from streams.search.scan import scan_events
from streams.settings import Settings
from tests.index.records import NOON, PLACE, activity, claim, event, evidence
from tests.search.conftest import Put

OLD_QUARTER = PLACE.model_copy(
    update={"name": "Old Quarter", "gazetteer_id": "test:3", "name_as_written": "old quarter"}
)
LENSK = PLACE.model_copy(
    update={"name": "Lensk", "city": "Lensk", "city_id": "test:9", "gazetteer_id": "test:9",
            "name_as_written": "Lensk", "country": "RU", "country_iso3": "RUS", "lat": 10.0,
            "lon": 10.0, "is_centroid": True, "uncertainty_km": 80.0}
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
        casualties=Casualties(
            killed=Figure(low=30, best=None, high=None), injured=Figure(low=0, best=0, high=0)
        ),
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
    # The beginning of e3 is unknown: it may have been on any day up to its last.
    ({"until": date(2024, 5, 5)}, "e1 e2 e3"),
    ({"since": date(2024, 5, 4), "until": date(2024, 5, 4)}, "e2 e3"),
    ({"since": date(2024, 5, 10)}, ""),
    ({"until": date(2024, 5, 5), "within": True}, "e1"),
    ({"until": date(2024, 5, 6), "within": True}, "e1 e2"),
    ({"since": date(2024, 5, 1), "within": True}, "e2"),
    ({"since": date(2024, 5, 1), "until": date(2024, 5, 9), "within": True}, "e2"),
    ({"until": date(2024, 5, 9), "within": True}, "e1 e2 e3"),
    ({"until": date(2024, 5, 9)}, "e1 e2 e3"),
    ({"min_independent": 2}, "e3"),
    ({"near": Near(lat=48.5, lon=37.25, radius_km=1)}, "e1 e2"),
    ({"near": Near(lat=48.6, lon=37.25, radius_km=12)}, "e1 e2"),
    ({"near": Near(lat=48.6, lon=37.25, radius_km=11)}, ""),
    # e3 stands for an area of 80 km around its point.
    ({"near": Near(lat=10, lon=10, radius_km=79)}, ""),
    ({"near": Near(lat=10, lon=10, radius_km=81)}, "e3"),
    # 19 to 25 killed in e1 and e2, "30 or more" in e3.
    ({"min_killed": 25}, "e1 e2 e3"),
    ({"min_killed": 26}, "e3"),
    ({"min_killed": 31}, ""),
    ({"max_killed": 19}, "e1 e2"),
    ({"max_killed": 18}, ""),
    ({"min_killed": 21, "max_killed": 22}, "e1 e2"),
    ({"min_injured": 0}, "e3"),
    ({"status": ("merged",)}, "e4"),
    ({"current_only": False}, "e1 e2 e3 e5"),
    ({"status": (), "current_only": False}, "e1 e2 e3 e4 e5"),
]


@pytest.mark.servers
def test_every_filter_that_is_set_must_hold(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    put(*EVENTS)
    for fields, expected in CASES:
        page = search_events(client, settings, EventQuery(**fields))
        found = " ".join(sorted(hit.event.event_id for hit in page.hits))
        assert (fields, found) == (fields, expected)
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


def _claim(source: str | None, killed: int, **changes: Any) -> AttributedClaim:
    stated = Casualties(killed=Figure(low=killed, best=killed, high=killed))
    return claim(source=source, casualties=stated, mention_id=f"{source}{killed}", **changes)


CLAIMED: list[tuple[dict[str, Any], str]] = [
    ({"claimed_by": "police"}, "both police"),
    ({"claimed_by": "city police", "min_killed": 10}, ""),
    ({"claimed_by": "rebel", "min_killed": 10}, ""),
    ({"claimed_by": "rebels", "min_killed": 10}, "both"),
    ({"claimed_by": "police", "max_killed": 2}, "both police"),
    ({"claimed_by": "two.example"}, "outlet"),
    ({"stance": "denies"}, "both"),
    ({"stance": "denies", "claimed_by": "police"}, ""),
    ({"claimed_by": "wire service"}, "police"),
]


@pytest.mark.servers
def test_a_source_and_its_figures_are_of_one_and_the_same_claim(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    two = (_claim("city police", 2), _claim("rebels", 20, stance="denies"))
    put(
        event(event_id="both", claims=two),
        event(event_id="police", claims=(_claim("Police", 1, relay="Wire Service"),)),
        event(event_id="outlet", claims=(_claim(None, 40, publisher="two.example"),)),
    )
    for fields, expected in CLAIMED:
        page = search_events(client, settings, EventQuery(**fields))
        found = " ".join(sorted(hit.event.event_id for hit in page.hits))
        assert (fields, found) == (fields, expected)


@pytest.mark.servers
def test_events_come_by_their_day_or_by_their_last_article(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    put(
        *(
            found.model_copy(update={"last_published": NOON - timedelta(hours=number)})
            for number, found in enumerate(EVENTS)
        )
    )
    for order, expected in (("newest", ["e3", "e2", "e1"]), ("reported", ["e1", "e2", "e3"])):
        page = search_events(client, settings, EventQuery(order=order))
        assert [hit.event.event_id for hit in page.hits] == expected


@pytest.mark.servers
def test_pages_of_equal_events_leave_none_out_and_repeat_none(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    put(*(event(event_id=f"e{n:02d}", home_year=2020 + n % 3) for n in range(25)))
    for text in (None, "shells"):
        assert _all_pages(client, settings, text) == [f"e{n:02d}" for n in range(25)]


def _all_pages(client: Elasticsearch, settings: Settings, text: str | None) -> list[str]:
    query, seen = EventQuery(text=text, limit=4), []
    while True:
        page = search_events(client, settings, query)
        seen += [hit.event.event_id for hit in page.hits]
        if not page.next_after:
            return sorted(seen)
        word = write_cursor(page.next_after)
        query = query.model_copy(update={"search_after": read_cursor(word, query)})


@pytest.mark.servers
def test_a_scan_gives_all_events_as_they_were_when_it_began(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    put(*(event(event_id=f"e{n}") for n in range(7)))
    pages = scan_events(client, settings, EventQuery(), page=2)
    first = next(pages)
    put(event(event_id="late"), event(event_id="e6", revision=9, status="retracted"))
    found = [e.event_id for page in (first, *pages) for e in page]
    assert found == [f"e{n}" for n in range(7)]


@pytest.mark.servers
def test_what_matched_is_marked(put: Put, client: Elasticsearch, settings: Settings) -> None:
    put(*EVENTS)
    (hit,) = search_events(client, settings, EventQuery(text="bridge")).hits
    assert hit.highlights == (f"Jets bombed the {MARK_START}bridges{MARK_END} at dawn.",)


@pytest.mark.servers
def test_a_place_named_in_the_search_ranks_first(
    put: Put, client: Elasticsearch, settings: Settings
) -> None:
    quoted = (evidence(quote="Shells fell near Lensk, far from here, in Lensk and by Lensk."),)
    put(event(event_id="near", evidence=quoted), event(event_id="at", place=LENSK))
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
    everything = EventQuery(limit=2)
    assert ids(list(written_since(client, settings, everything, since))) == ["new", "newer"]
    assert ids(latest_written(client, settings, everything)) == ["new", "newer"]
    elsewhere = EventQuery(country="SY")
    assert ids(list(written_since(client, settings, elsewhere, since))) == []
    assert ids(latest_written(client, settings, elsewhere)) == []


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
