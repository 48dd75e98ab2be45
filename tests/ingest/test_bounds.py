"""Every field of an article survives every JSON value: a good article or a clear error."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import MAX_TITLE_CHARACTERS, Article
from streams.errors import MalformedRecord, TerminalError
from streams.index.bulk import _body
from streams.index.documents import article_action
from streams.ingest.articles import read_article
from streams.settings import Settings

BASE: dict[str, Any] = {
    "article_id": "a",
    "publisher": "quay.example",
    "published_at": "2024-06-04T18:00:00Z",
    "text": "A ferry was delayed.",
}
NEWS_PLEASE = ("maintext", "source_domain", "date_publish", "date_modify")
FIELDS = (*Article.model_fields, "id", *NEWS_PLEASE)
ARRIVED = datetime(2024, 6, 4, 20, tzinfo=UTC).timestamp()

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | st.text()
    | st.sampled_from(
        [
            *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "9" * 400, "9" * 5000, "\x00"),
            *("http://[", "https://[::1", "http://a:99999999/", "../../etc/passwd", "²" * 8),
        ]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=4), st.sets(st.sampled_from(FIELDS)))
def test_any_value_of_any_field_gives_a_document_or_a_terminal_error(
    changes: dict[str, Any], left_out: set[str]
) -> None:
    fields = {name: value for name, value in BASE.items() if name not in left_out} | changes
    try:
        article = read_article(json.dumps(fields), ARRIVED)
    except TerminalError:
        return
    action = article_action(article)
    assert _body(action, article.version, Settings())
    assert article.article_id.encode()


@given(st.binary(max_size=200))
def test_any_bytes_give_an_article_or_a_terminal_error(raw: bytes) -> None:
    with pytest.raises(TerminalError):
        read_article(raw)


@pytest.mark.parametrize("version", [2**53, 2**63, 10**40, 0, -1])
def test_versions_are_bounded(version: int) -> None:
    with pytest.raises(MalformedRecord, match="version"):
        read_article(json.dumps(BASE | {"version": version}))
    assert read_article(json.dumps(BASE | {"version": 2**53 - 1})).version == 2**53 - 1


@pytest.mark.parametrize("field", ["published_at", "modified_at"])
@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_impossible_years_are_named_with_their_field(field: str, moment: str) -> None:
    with pytest.raises(MalformedRecord, match=f"{field}: the year"):
        read_article(json.dumps(BASE | {field: moment}))


def test_a_date_more_than_a_day_after_the_arrival_is_refused() -> None:
    late, later = (json.dumps(BASE | {"published_at": f"2024-06-0{n}T19:00:00Z"}) for n in (5, 6))
    assert read_article(late, ARRIVED).published_at.day == 5
    with pytest.raises(MalformedRecord, match=r"published_at: .* more than a day in the future"):
        read_article(later, ARRIVED)
    assert read_article(later).published_at.day == 6


def test_titles_are_bounded() -> None:
    title = "x" * MAX_TITLE_CHARACTERS
    assert read_article(json.dumps(BASE | {"title": title})).title == title
    with pytest.raises(MalformedRecord, match="title"):
        read_article(json.dumps(BASE | {"title": title + "x"}))


def test_a_schema_of_the_future_is_refused_with_that_reason() -> None:
    with pytest.raises(MalformedRecord, match=r"schema_version: .*newer than"):
        read_article(json.dumps(BASE | {"schema_version": 99}))
