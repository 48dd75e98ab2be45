"""The address is read into a query; what is wrong in it is told and left out."""

from datetime import date

import pytest

from streams.page.form import read_form, write_after
from streams.search.bodies import STANDING

TODAY = date(2024, 5, 3)


def test_empty_fields_ask_for_what_stands() -> None:
    asked = read_form({"text": " ", "status": ""}, TODAY)
    assert asked.query.text is None
    assert asked.query.status == STANDING
    assert asked.query.current_only
    assert asked.problems == ()


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


def test_what_is_wrong_is_told_and_the_rest_holds() -> None:
    asked = read_form({"type": "nonsense", "since": "soon", "city": "Homs"}, TODAY)
    assert len(asked.problems) == 2
    assert asked.query.event_type is None
    assert asked.query.city == "Homs"
    assert asked.typed["type"] == "nonsense"


def test_the_next_page_is_written_and_read_back() -> None:
    values = (12.5, 1714435200000, "e1")
    assert read_form({"after": write_after(values)}, TODAY).query.search_after == values


@pytest.mark.parametrize("after", ["{", "[1]", '[1,2,{"a":1}]', '"abc"', "[" * 500])
def test_an_invented_next_page_is_told(after: str) -> None:
    asked = read_form({"after": after}, TODAY)
    assert asked.query.search_after == ()
    assert "first one" in asked.problems[0]


def test_the_address_of_a_search_keeps_what_was_typed() -> None:
    asked = read_form({"text": "a&b", "city": "Homs"}, TODAY)
    assert asked.address(after="[1]") == "/?text=a%26b&city=Homs&after=%5B1%5D"
