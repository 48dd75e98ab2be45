"""Activity of cities is summed over the days of a search and drawn as bars."""

from datetime import date

from streams.page.activity import AreaActivity, activity_request, activity_rows, read_activity
from streams.search.event_query import EventQuery
from tests.page.drawing import drawn


def _bucket(name: str, events: int, killed: int | None) -> dict[str, object]:
    stats = {"count": 0 if killed is None else 1, "sum": 0.0 if killed is None else float(killed)}
    return {
        "key": f"id-{name}",
        "events": {"value": float(events)},
        "low": stats,
        "high": stats,
        "name": {"buckets": [{"key": name}]},
        "country": {"buckets": []},
    }


def test_the_request_keeps_to_dates_and_place() -> None:
    query = EventQuery(since=date(2024, 5, 1), until=date(2024, 5, 2), city="Homs", country="SY")
    clauses = activity_request(query)["query"]["bool"]["filter"]
    assert {"range": {"window_start": {"gte": "2024-05-01", "lte": "2024-05-02"}}} in clauses
    assert {"term": {"area.name.folded": "Homs"}} in clauses
    assert {"term": {"area.country": "SY"}} in clauses


def test_an_unknown_figure_is_not_zero_and_empty_cities_are_left_out() -> None:
    buckets = [_bucket("Homs", 2, 5), _bucket("Idlib", 1, None), _bucket("Hama", 0, None)]
    areas = read_activity({"aggregations": {"areas": {"buckets": buckets}}})
    assert [(a.name, a.events, a.killed_low) for a in areas] == [("Homs", 2, 5), ("Idlib", 1, None)]


def test_the_busiest_city_has_the_longest_bar() -> None:
    areas = [AreaActivity(n, n, None, events, 1, 2) for n, events in (("A", 8), ("B", 2))]
    table = drawn("parts.html", "activity_table", activity_rows(areas))
    assert 'rect width="100"' in table
    assert 'rect width="25"' in table
