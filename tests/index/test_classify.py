"""What Elasticsearch answers for a document decides between done, dead letter and retry."""

from typing import Any

import pytest

from streams.errors import ElasticsearchUnavailable
from streams.index.bulk import ItemStatus, _object, _objects, classify
from streams.index.documents import Op

NO_INDEX = {"type": "index_not_found_exception", "reason": "no such index [x]"}
NO_WRITE_INDEX = {
    "type": "illegal_argument_exception",
    "reason": "no write index is defined for alias [x]",
}
BAD_FIELD = {"type": "document_parsing_exception", "reason": "failed to parse field [date_end]"}


@pytest.mark.parametrize(
    ("op", "status", "error", "outcome"),
    [
        ("index", 200, None, ItemStatus.DONE),
        ("index", 201, None, ItemStatus.DONE),
        ("delete", 200, None, ItemStatus.DONE),
        ("delete", 404, None, ItemStatus.DONE),
        ("index", 409, {"type": "version_conflict_engine_exception"}, ItemStatus.STALE),
        ("delete", 409, {"type": "version_conflict_engine_exception"}, ItemStatus.STALE),
        ("index", 400, BAD_FIELD, ItemStatus.REJECTED),
        ("index", 413, {"type": "too_large"}, ItemStatus.REJECTED),
        ("index", 400, NO_WRITE_INDEX, ItemStatus.RETRY),
        ("index", 404, NO_INDEX, ItemStatus.RETRY),
        ("delete", 404, NO_INDEX, ItemStatus.RETRY),
        ("index", 403, {"type": "cluster_block_exception"}, ItemStatus.RETRY),
        ("index", 429, {"type": "es_rejected_execution_exception"}, ItemStatus.RETRY),
        ("index", 500, {"type": "exception"}, ItemStatus.RETRY),
        ("index", 503, {"type": "unavailable_shards_exception"}, ItemStatus.RETRY),
    ],
)
def test_each_answer_has_its_outcome(
    op: Op, status: int, error: dict[str, Any] | None, outcome: ItemStatus
) -> None:
    assert classify(op, status, error) is outcome


@pytest.mark.parametrize(
    "answer", ["<html>", None, [], {"items": "x"}, {"items": []}, {"items": [1]}]
)
def test_what_no_elasticsearch_answers_is_retried(answer: object) -> None:
    with pytest.raises(ElasticsearchUnavailable, match="not Elasticsearch"):
        _objects(_object(answer).get("items"), 1)
