"""Records become writes under ids and versions that make repetition harmless."""

from datetime import UTC, datetime

import pytest

from schemas import Withdrawal
from streams.index.documents import (
    MAX_ID_BYTES,
    activity_action,
    alert_action,
    article_action,
    document_id,
    event_action,
    extraction_action,
    mention_action,
    tombstone_action,
)
from streams.index.stored import rewritten
from tests.index import records

LATER = datetime(2024, 5, 2, tzinfo=UTC)


def test_an_article_is_written_under_its_id_and_version() -> None:
    action = article_action(records.article(version=4))
    assert (action.op, action.index, action.id, action.version) == ("index", "articles", "a1", 4)
    assert action.source is not None
    assert action.source["text"] == records.TEXT


def test_a_retracted_article_stays_with_its_status() -> None:
    action = article_action(records.article(status="retracted"))
    assert action.op == "index"
    assert action.source is not None
    assert action.source["status"] == "retracted"


def test_a_tombstone_deletes_whatever_the_version() -> None:
    action = tombstone_action("a1")
    assert (action.op, action.id, action.version, action.source) == ("delete", "a1", None, None)


def test_a_withdrawal_deletes_what_its_mention_wrote() -> None:
    written = mention_action(records.mention())
    deleted = mention_action(records.withdrawal(article_version=2))
    assert (deleted.op, deleted.version) == ("delete", 2)
    assert deleted.id == written.id


def test_a_mention_that_moved_is_not_deleted_by_the_withdrawal_from_its_old_block() -> None:
    place = records.PLACE.model_copy(update={"admin1_code": "UA.12"})
    moved = mention_action(records.mention(place=place))
    assert mention_action(records.withdrawal()).id != moved.id


def test_a_mention_without_place_is_withdrawn_too() -> None:
    written = mention_action(records.mention(place=None))
    withdrawal = Withdrawal(mention_id="m1", article_id="a1", article_version=1, block="ZZ")
    assert mention_action(withdrawal).id == written.id
    assert written.source is not None
    assert written.source["place"] is None


def test_an_event_is_stamped_and_searchable_by_words_and_point() -> None:
    action = event_action(records.event(event_type="air_strike"), LATER)
    assert (action.id, action.version) == ("e1", 3)
    source = action.source
    assert source is not None
    assert source["indexed_at"] == "2024-05-02T00:00:00Z"
    assert source["event_label"] == "air strike"
    assert source["place"]["location"] == {"lat": 48.5, "lon": 37.25}


def test_facets_are_among_the_words_of_an_event() -> None:
    action = event_action(records.event(facets=("mob_violence",)), LATER)
    assert action.source is not None
    assert action.source["event_label"] == "shelling mob violence"


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"status": "merged"}, False),
        ({"modality": "negated"}, False),
        ({"temporal_role": "cumulative"}, False),
    ],
)
def test_an_event_says_whether_it_counts(changes: dict[str, str], counts: bool) -> None:
    source = event_action(records.event(**changes), LATER).source
    assert source is not None
    assert source["counts"] is counts


def test_an_article_that_was_not_read_says_why() -> None:
    action = extraction_action(records.extraction(skipped="language:fr"))
    assert (action.op, action.index, action.version) == ("index", "extractions", 2)
    assert action.source is not None
    assert action.source["skipped"] == "language:fr"
    assert (action.source["n_drafts"], action.source["n_toponyms"]) == (0, 0)
    assert rewritten("extractions", action.source) == action


def test_a_withdrawn_article_leaves_no_extraction() -> None:
    action = extraction_action(records.extraction(withdrawn=True))
    assert (action.op, action.version, action.source) == ("delete", 2, None)


def test_a_window_is_written_with_its_area_as_a_point() -> None:
    action = activity_action(records.activity())
    assert (action.index, action.version) == ("city-activity", 3)
    assert action.source is not None
    assert action.source["area"]["location"] == {"lat": 48.5, "lon": 37.25}


def test_an_alert_is_written_under_its_revision_with_its_area_as_a_point() -> None:
    action = alert_action(records.alert(status="resolved", resolution="ended"))
    assert (action.op, action.index, action.version) == ("index", "alerts", 40)
    assert action.source is not None
    assert action.source["area"]["location"] == {"lat": 48.5, "lon": 37.25}


def test_an_id_over_the_servers_limit_is_replaced_by_its_digest() -> None:
    fits, long = "a" * MAX_ID_BYTES, "é" * MAX_ID_BYTES
    assert document_id(fits) == fits
    assert len(document_id(long)) == 64
    assert document_id(long) != document_id(long + "é")
