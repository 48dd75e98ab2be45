"""Surges stand on the page with the reason and a way to their events."""

from datetime import UTC, date, datetime

from schemas import Alert
from streams.page.activity import surge_items, surges_query
from streams.page.form import read_form
from streams.page.search_page import Background, search_page
from streams.search.event_query import EventQuery
from streams.search.query import SearchPage
from tests.index import records
from tests.page.drawing import drawn

NOW = datetime(2024, 5, 1, 9, tzinfo=UTC)
FORM = read_form({}, date(2024, 5, 1), lambda name: [])


def _list(*alerts: Alert) -> str:
    return drawn("parts.html", "surges_list", surge_items(FORM, alerts, NOW))


def test_a_surge_says_why_and_leads_to_its_events() -> None:
    text = _list(records.alert())
    assert "9 events, usual 1.2 (8x)" in text
    assert "9 events where 1.2 are usual" in text
    assert 'class="chip active"' in text
    assert "city=Rast%C3%B3va&amp;since=2024-04-30&amp;until=2024-04-30" in text


def test_without_surges_there_is_no_section() -> None:
    surges = surge_items(FORM, [records.alert()], NOW)
    found = SearchPage(0, (), ())
    assert "<h2>Surges" in search_page(FORM, found, Background(surges=surges))
    assert "<h2>Surges" not in search_page(FORM, found, Background())


def test_a_name_cannot_put_elements_into_the_page() -> None:
    area = records.alert().area.model_copy(update={"name": "<script>x</script>"})
    text = _list(records.alert(area=area, explanation="<b>"))
    assert "<script>" not in text
    assert "<b>" not in text


def test_dates_and_place_asked_for_hold_for_surges_too() -> None:
    query = EventQuery(since=date(2024, 5, 1), until=date(2024, 5, 2), city="Homs", country="SY")
    found = surges_query(query)
    assert (found.since, found.until, found.city, found.country) == (
        query.since,
        query.until,
        "Homs",
        "SY",
    )
