"""Documents come back as the records that they were made of."""

import pytest

from schemas import Event
from streams.errors import MalformedRecord
from streams.index.documents import activity_action, event_action
from streams.search.query import activity_of, event_of, read_page
from tests.index.records import NOON, activity, event


@pytest.mark.parametrize("record", [event(), event(place=None)])
def test_an_event_comes_back_with_the_time_of_writing(record: Event) -> None:
    source = event_action(record, NOON).source
    assert source is not None
    assert event_of(source) == record.model_copy(update={"indexed_at": NOON})


def test_a_window_comes_back() -> None:
    source = activity_action(activity()).source
    assert source is not None
    assert activity_of(source) == activity()


def test_a_document_that_is_no_event_is_refused() -> None:
    with pytest.raises(MalformedRecord):
        event_of({"event_id": "e1"})


def test_a_full_page_says_where_the_next_begins_and_the_last_does_not() -> None:
    source = event_action(event(), NOON).source
    hits = [{"_source": source, "sort": [1, "e1"]}]
    response = {"hits": {"total": {"value": 5}, "hits": hits}}
    assert read_page(response, 1).next_after == (1, "e1")
    assert read_page(response, 2).next_after == ()
