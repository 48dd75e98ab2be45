"""Activity of cities is summed over the days of a search and drawn as bars."""

from datetime import UTC, date, datetime, timedelta

from streams.page.activity import (
    Activity,
    AreaActivity,
    activity_request,
    activity_rows,
    read_activity,
)
from streams.page.form import read_form
from streams.search.event_query import EventQuery
from tests.index import records
from tests.page.drawing import drawn

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
FORM = read_form({}, date(2024, 5, 1), lambda name: [])
MAY_1 = datetime(2024, 5, 1, tzinfo=UTC).timestamp() * 1000


def _answer(*buckets: dict[str, object]) -> dict[str, object]:
    day = {"value": MAY_1}
    shown = {"first": day, "last": day}
    return {"aggregations": {"areas": {"buckets": list(buckets)}, "watched": day, "shown": shown}}


def _bucket(name: str, events: int, killed: int | None) -> dict[str, object]:
    stats = {"count": 0 if killed is None else 1, "sum": 0.0 if killed is None else float(killed)}
    return {
        "key": f"id-{name}",
        "shown": {"events": {"value": float(events)}, "low": stats, "high": stats},
        "name": {"buckets": [{"key": name}]},
        "country": {"buckets": []},
        "days": {"buckets": [{"key": MAY_1, "events": {"value": float(events)}}]},
    }


def test_the_request_keeps_to_dates_and_place() -> None:
    query = EventQuery(since=date(2024, 5, 1), until=date(2024, 5, 2), city="Homs", country="SY")
    body = activity_request(query)
    clauses = body["query"]["bool"]["filter"]
    counted = body["aggs"]["areas"]["aggs"]["shown"]["filter"]
    assert counted == {"range": {"window_start": {"gte": "2024-05-01", "lte": "2024-05-02"}}}
    assert {"range": {"window_start": {"gte": "2024-04-03", "lte": "2024-05-02"}}} in clauses
    assert {"term": {"area.name.folded": "Homs"}} in clauses
    assert {"term": {"area.country": "SY"}} in clauses


def test_an_unknown_figure_is_not_zero_and_empty_cities_are_left_out() -> None:
    buckets = [_bucket("Homs", 2, 5), _bucket("Idlib", 1, None), _bucket("Hama", 0, None)]
    areas = read_activity(_answer(*buckets)).areas
    assert [(a.name, a.events, a.killed_low) for a in areas] == [("Homs", 2, 5), ("Idlib", 1, None)]


def test_a_city_leads_to_its_events() -> None:
    form = read_form({"country": "SY"}, date(2024, 5, 3), lambda name: [])
    day = date(2024, 5, 1)
    areas = [AreaActivity(n, n, None, events, 1, 2) for n, events in (("A", 8), ("B", 2))]
    rows = activity_rows(form, Activity(areas, day, day, day), [], NOW)
    table = drawn("parts.html", "activity_table", rows)
    assert "/?country=SY&amp;city=A" in table
    assert table.index("city=A") < table.index("city=B")


def test_a_search_within_a_country_does_not_repeat_it() -> None:
    form = read_form({"country": "SY"}, date(2024, 5, 3), lambda name: [])
    day = date(2024, 5, 1)
    activity = Activity([AreaActivity("1", "Homs", "SY", 8, 1, 2)], day, day, day)
    assert activity_rows(form, activity, [], NOW)[0].name == "Homs"
    assert activity_rows(FORM, activity, [], NOW)[0].name == "Homs, Syria"


def test_a_city_with_a_surge_is_marked() -> None:
    alert = records.alert()
    day = alert.window_start.date()
    own = AreaActivity(alert.area.area_id, "Rastóva", "UA", 9, None, None, {day: 9})
    other = AreaActivity("another", "Homs", "SY", 1, None, None, {day: 1})
    activity = Activity([own, other], day - timedelta(days=60), day - timedelta(days=20), day)
    marked, plain = activity_rows(FORM, activity, [alert], NOW)
    assert marked.name == "Rastóva, Ukraine"
    assert marked.has_surge
    assert [bar.kind for bar in marked.sparkline.bars] == ["surge"]
    assert not plain.has_surge
    assert "surge" not in drawn("parts.html", "spark", plain.sparkline)
