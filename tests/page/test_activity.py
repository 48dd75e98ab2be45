"""Activity of cities is summed over the days of a search and drawn as bars."""

from datetime import date

from streams.page.activity import (
    AreaActivity,
    activity_request,
    activity_rows,
    read_activity,
    sparkline,
)
from streams.page.form import read_form
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
        "days": {"buckets": [{"events": {"value": float(events)}}]},
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


def test_a_city_leads_to_its_events() -> None:
    form = read_form({"country": "SY"}, date(2024, 5, 3), lambda name: [])
    areas = [AreaActivity(n, n, None, events, 1, 2) for n, events in (("A", 8), ("B", 2))]
    table = drawn("parts.html", "activity_table", activity_rows(form, areas))
    assert "/?country=SY&amp;city=A" in table
    assert table.index("city=A") < table.index("city=B")


def test_a_sparkline_has_a_bar_for_each_count_and_a_line_at_the_mean() -> None:
    line = sparkline([1, 0, 9, 2])
    assert [bar.is_high for bar in line.bars] == [False, True, False]
    assert max(bar.height for bar in line.bars) == line.height
    assert line.mean_y == round(line.height - 3 * line.height / 9, 1)


def test_a_sparkline_of_one_day_is_drawn_too() -> None:
    assert len(sparkline([5]).bars) == 1
