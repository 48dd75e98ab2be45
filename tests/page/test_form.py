"""The address is read into a query; what is wrong in it is reported and left out."""

from collections.abc import Mapping
from datetime import date

import pytest

from streams.geocode.gazetteer.entry import Entry
from streams.page import form as form_module
from streams.page.form import SearchForm
from streams.search.bodies import write_cursor
from streams.search.event_query import STANDING, Near

TODAY = date(2024, 5, 3)
HOMS = Entry(
    "test:1",
    "Homs",
    "city",
    "SY",
    "SYR",
    "SY.11",
    "Homs",
    None,
    "test:1",
    "Homs",
    775_000,
    34.7,
    36.7,
    5.0,
)


def read_form(fields: Mapping[str, str], today: date) -> SearchForm:
    return form_module.read_form(fields, today, lambda name: [HOMS] if name == "Homs" else [])


def test_empty_fields_search_standing_events() -> None:
    form = read_form({"text": " ", "status": ""}, TODAY)
    assert form.query.text is None
    assert form.query.status == STANDING
    assert form.query.current_only
    assert form.problems == ()


def test_each_field_becomes_its_filter() -> None:
    fields = {"text": "fire", "city": "Homs", "country": "Syria", "type": "air strike"}
    fields |= {"since": "2024-05-01", "until": "yesterday", "status": "merged", "all": "1"}
    query = read_form(fields, TODAY).query
    assert (query.text, query.city, query.country) == ("fire", "Homs", "SY")
    assert (query.event_type, query.status) == ("air_strike", ("merged",))
    assert (query.since, query.until) == (date(2024, 5, 1), date(2024, 5, 2))
    assert not query.current_only


def test_a_relative_day_is_shown_as_its_date() -> None:
    assert read_form({"since": "7d"}, TODAY).typed["since"] == "2024-04-26"


def test_an_invalid_field_is_reported_and_the_rest_holds() -> None:
    form = read_form({"type": "nonsense", "since": "soon", "city": "Homs"}, TODAY)
    assert len(form.problems) == 2
    assert form.query.event_type is None
    assert form.query.city == "Homs"
    assert form.typed["type"] == "nonsense"


def test_the_next_page_is_written_and_read_back() -> None:
    values = (1714435200000, 1714435200000, "e1")
    fields = {"after": write_cursor(values)}
    assert read_form(fields, TODAY).query.search_after == values
    assert read_form(fields | {"text": "fire"}, TODAY).query.search_after == ()


@pytest.mark.parametrize(
    "after", ["{", write_cursor([1]), write_cursor([1, 2, {"a": 1}]), "abc", "W1tb" * 300]
)
def test_an_invalid_next_page_is_reported(after: str) -> None:
    form = read_form({"after": after}, TODAY)
    assert form.query.search_after == ()
    assert "first one" in form.problems[0]


def test_the_address_of_a_search_keeps_what_was_typed() -> None:
    form = read_form({"text": "a&b", "city": "Homs"}, TODAY)
    assert form.address(after="WzFd") == "/?text=a%26b&city=Homs&after=WzFd"


def test_being_near_a_place_says_which_one_was_taken() -> None:
    form = read_form({"near": "Homs", "radius": "10km"}, TODAY)
    assert form.query.near == Near(lat=34.7, lon=36.7, radius_km=10)
    assert form.understood == ("near Homs, Syria (34.7000,36.7000)",)
    assert "has no place" in read_form({"near": "Nowhere"}, TODAY).problems[0]


def test_figures_outlets_and_order_are_read() -> None:
    query = read_form({"killed": "10", "independent": "2", "sort": "reported"}, TODAY).query
    assert (query.min_killed, query.min_independent, query.order) == (10, 2, "reported")
    problems = read_form({"killed": "ten", "independent": "-1", "sort": "size"}, TODAY).problems
    assert len(problems) == 3


def test_unknown_filters_and_those_that_exclude_each_other_are_reported() -> None:
    form = read_form({"citty": "Homs", "since": "2024-05-02", "until": "2024-05-01"}, TODAY)
    assert any("no filter 'citty'; did you mean city?" in problem for problem in form.problems)
    assert any("swap them" in problem for problem in form.problems)
    assert "fields are not supported" in read_form({"text": "type:raid"}, TODAY).problems[0]
