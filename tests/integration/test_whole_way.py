"""Articles in, events out, on real Kafka and real Elasticsearch."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from schemas.record import quote_hash
from streams.ingest.articles import MAX_TEXT_BYTES, read_article
from streams.ingest.readers import ArticleReader
from streams.runtime.dead_letters import read_dead_letters
from tests.conftest import ROOT
from tests.stack import Stack

pytestmark = pytest.mark.servers

NEWS = {
    "article_id": "whole-way-1",
    "publisher": "morning.example",
    "published_at": "2024-03-11T08:00:00Z",
    "title": "Blast in Mosul kills seven",
    "text": (
        "A car bomb exploded near a market in Mosul on Sunday, killing seven people and wounding "
        "twelve, police said.\n\nThe mayor called for calm."
    ),
}


def message(article: dict[str, Any]) -> tuple[str, bytes]:
    return str(article["article_id"]), json.dumps(article).encode()


def samples() -> list[tuple[str, bytes]]:
    reader = ArticleReader()
    return [
        (read_article(document.value or b"").article_id, document.value or b"")
        for document in reader.read(ROOT / "samples" / "articles.jsonl")
    ]


def without_times(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        name: {field: value for field, value in source.items() if field != "indexed_at"}
        for name, source in documents.items()
    }


@pytest.fixture(scope="module")
def settled(stack: Stack) -> Stack:
    """Publish the samples and one article of our own, and wait for all of it."""
    stack.publish([*samples(), message(NEWS)])
    stack.settle()
    return stack


def test_every_article_is_stored_under_its_id(settled: Stack) -> None:
    expected = {name for name, _ in samples()} | {"whole-way-1"}
    assert set(settled.documents("articles")) == expected


def test_the_text_is_stored_as_sent(settled: Stack) -> None:
    stored = settled.documents("articles")
    for name, raw in samples():
        article = read_article(raw)
        if stored[name]["version"] == article.version:
            assert stored[name]["text"] == article.text


def test_an_article_becomes_a_located_dated_event(settled: Stack) -> None:
    events = [
        event
        for event in settled.documents("events").values()
        if any(item["article_id"] == "whole-way-1" for item in event["evidence"])
        and event["temporal_role"] == "current"
        and event["modality"] == "asserted"
    ]
    assert len(events) == 1
    (event,) = events
    assert event["event_type"] in {"bombing", "suicide_attack"}
    assert event["place"]["name"] == "Mosul"
    assert event["place"]["country"] == "IQ"
    assert abs(event["place"]["location"]["lat"] - 36.34) < 0.2
    assert (event["date_start"], event["date_end"]) == ("2024-03-10", "2024-03-10")
    assert event["casualties"]["killed"]["best"] == 7
    assert event["casualties"]["injured"]["best"] == 12
    assert event["status"] == "candidate"


def test_evidence_is_what_stands_in_the_stored_text(settled: Stack) -> None:
    articles = settled.documents("articles")
    checked = 0
    for event in settled.documents("events").values():
        for item in event["evidence"]:
            article = articles[item["article_id"]]
            if article["version"] == item["article_version"]:
                quote = article["text"][item["char_start"] : item["char_end"]]
                assert quote == item["quote"]
                assert quote_hash(quote) == item["quote_hash"]
                checked += 1
    assert checked > 10


def test_mentions_point_into_the_stored_text(settled: Stack) -> None:
    articles = settled.documents("articles")
    for mention in settled.documents("mentions").values():
        text = articles[mention["article_id"]]["text"]
        assert text[mention["trigger_start"] : mention["trigger_end"]] == mention["trigger"]


def test_activity_counts_the_event_in_its_city_and_day(settled: Stack) -> None:
    days = [
        window
        for window in settled.documents("city-activity").values()
        if window["area"]["name"] == "Mosul"
        and window["clock"] == "event"
        and window["granularity"] == "day"
    ]
    assert [(day["window_start"], day["n_events"]) for day in days] == [("2024-03-10T00:00:00Z", 1)]


def test_publishing_everything_again_changes_nothing(settled: Stack) -> None:
    names = ("articles", "mentions", "events", "city-activity")
    before = {name: without_times(settled.documents(name)) for name in names}
    settled.publish([*samples(), message(NEWS)])
    settled.settle()
    after = {name: without_times(settled.documents(name)) for name in names}
    for name in ("articles", "mentions"):
        assert _sources(after[name]) == _sources(before[name])
    assert set(after["events"]) == set(before["events"])
    assert set(after["city-activity"]) == set(before["city-activity"])
    assert _counts(after["events"]) == _counts(before["events"])


def _sources(documents: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        name: {field: value for field, value in source.items() if field != "_version"}
        for name, source in documents.items()
    }


def _counts(events: dict[str, dict[str, Any]]) -> dict[str, tuple[Any, ...]]:
    return {
        name: (event["n_mentions"], event["n_articles"], event["status"])
        for name, event in events.items()
    }


def test_bad_articles_are_dead_letters_with_their_bytes(settled: Stack) -> None:
    malformed = b'{"article_id": "bad-1", "text": "no publisher \xc3\xa9"}'
    huge = json.dumps(NEWS | {"article_id": "bad-2", "text": "x" * (MAX_TEXT_BYTES + 1)}).encode()
    garbage = b"\x00\xffnot json"
    settled.publish([("bad-1", malformed), ("bad-2", huge), (None, garbage)])
    settled.settle()
    letters = list(read_dead_letters(settled.settings))
    found = {letter.value_bytes(): letter for letter in letters}
    assert found[malformed].reason == "malformed"
    assert "publisher" in found[malformed].message
    assert found[huge].reason == "too_large"
    assert found[garbage].reason == "malformed"
    assert {letter.stage for letter in found.values()} == {"extract"}
    assert found[malformed].key_bytes() == b"bad-1"
    assert not {"bad-1", "bad-2"} & set(settled.documents("articles"))
    metrics = settled.workers[0].get("/metrics") or ""
    assert 'dateline_dead_letters_total{reason="too_large",stage="extract"} 1.0' in metrics


def test_a_correction_replaces_what_the_article_said(settled: Stack) -> None:
    text = NEWS["text"].replace("killing seven people", "killing nine people")
    settled.publish([message(NEWS | {"version": 2, "text": text})])
    settled.settle()
    (event,) = _events_of(settled, "whole-way-1")
    assert event["casualties"]["killed"]["best"] == 9
    assert event["n_articles"] == 1
    settled.publish([message(NEWS)])
    settled.settle()
    (event,) = _events_of(settled, "whole-way-1")
    assert event["casualties"]["killed"]["best"] == 9, "an older version came later and won"


def test_a_null_value_withdraws_the_article(settled: Stack) -> None:
    settled.publish([("whole-way-1", None)])
    settled.settle()
    assert _events_of(settled, "whole-way-1") == []
    assert "whole-way-1" not in settled.documents("articles")
    windows = [
        window["n_events"]
        for window in settled.documents("city-activity").values()
        if window["area"]["name"] == "Mosul"
    ]
    assert windows
    assert not any(windows)


def _events_of(stack: Stack, article: str) -> list[dict[str, Any]]:
    return [
        event
        for event in stack.documents("events").values()
        if event["status"] != "retracted"
        and event["temporal_role"] == "current"
        and any(item["article_id"] == article for item in event["evidence"])
    ]


def test_workers_are_healthy_and_tell_where_time_goes(settled: Stack) -> None:
    for worker in settled.workers:
        assert json.loads(worker.get("/health") or "{}")["healthy"] is True
    pipeline, index = (worker.get("/metrics") or "" for worker in settled.workers)
    for stage in ("extract", "geocode", "deduplicate", "activity-assign", "activity"):
        assert f'dateline_stage_seconds_count{{stage="{stage}"}}' in pipeline
        assert f'dateline_end_to_end_seconds_count{{stage="{stage}"}}' in pipeline
    assert 'dateline_bulk_items_total{outcome="done"}' in index


@pytest.mark.shared
def test_the_seed_article_goes_all_the_way(settled: Stack, shared: Path) -> None:
    raw = (shared / "seed" / "article.json").read_bytes()
    article = read_article(raw)
    settled.publish([(article.article_id, raw)])
    settled.settle()
    events = _events_of(settled, article.article_id)
    assert len(events) >= 5
    assert settled.documents("articles")[article.article_id]["text"] == article.text


def test_topics_can_be_created_again(settled: Stack) -> None:
    from streams.runtime.clients import make_admin
    from streams.runtime.topics import create_topics

    with closing(make_admin(settled.settings)) as admin:
        assert {change.outcome for change in create_topics(admin, settled.settings)} == {
            "unchanged"
        }
