"""A search without result says which filter emptied it."""

from datetime import date

from streams.search.bodies import without_each_body
from streams.search.event_query import CRITERIA, EventQuery
from streams.search.filters import filters
from streams.search.options import FILTER_NAMES, explain_nothing


def test_filters_that_hide_events_are_named_with_how_many() -> None:
    query = EventQuery(text="fire", city="Alepo", since=date(2024, 1, 1))
    counts = {"text": 0, "city": 12, "since": 1, "status": 0, "everything": 40}
    text = explain_nothing(query, counts, ["Aleppo", "Homs"])
    assert "without --city: 12 events" in text
    assert "without --since: 1 event\n" in text
    assert "the words" not in text
    assert "places similar to 'Alepo': Aleppo" in text


def test_a_known_city_needs_no_other_spelling() -> None:
    text = explain_nothing(EventQuery(city="homs"), {"city": 3, "everything": 3}, ["Homs"])
    assert "places similar" not in text


def test_when_no_single_filter_is_to_blame_it_says_so() -> None:
    text = explain_nothing(
        EventQuery(city="Homs", event_type="raid"), {"city": 0, "everything": 3}, []
    )
    assert "No single filter" in text
    assert "3 events" in text


def test_an_empty_index_differs_from_a_narrow_search() -> None:
    assert "no events yet" in explain_nothing(
        EventQuery(city="Homs"), {"city": 0, "everything": 0}, []
    )


def test_each_filter_is_counted_without() -> None:
    query = EventQuery(text="fire", city="Homs", min_killed=2, claimed_by="police")
    counted = without_each_body(query)["aggs"]["without"]["filters"]["filters"]
    assert set(counted) == {
        "text",
        "city",
        "killed",
        "claimed_by",
        "status",
        "current_only",
        "everything",
    }
    assert len(counted["city"]["bool"]["filter"]) == len(filters(query)) - 1
    assert "must" not in counted["text"]["bool"]
    assert "claims.casualties" in str(counted["city"])
    assert "casualties" not in str(counted["killed"])
    assert "nested" not in str(counted["claimed_by"])


def test_every_filter_has_a_name_for_people() -> None:
    assert set(FILTER_NAMES) == set(CRITERIA)
    fields = [field for names in CRITERIA.values() for field in names]
    others = {"within", "limit", "order", "search_after"}
    assert set(fields) | others == set(EventQuery.model_fields)
