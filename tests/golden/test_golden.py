"""Messages and state of each schema version are read by this code; those of later ones are not."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from schemas import (
    ActivityChange,
    Alert,
    CityActivity,
    DeadLetter,
    Event,
    EventOffer,
    Extraction,
    Record,
    parse_mention_message,
)
from schemas.record import SCHEMA_VERSION
from streams.errors import UnknownVersion
from streams.index.agent import INDEXED_TOPICS
from streams.ingest.articles import read_article
from streams.runtime.delivery import Incoming
from streams.runtime.memory_store import MemoryStore
from streams.runtime.topics import TABLES
from tests.golden.make import FOLDER, LATER, PUBLISHED, recording_pipeline, value_of

OLDEST = 2
"""The first version that was ever released; there are no files of 1."""

RECORDS: dict[str, type[Record]] = {
    "activity-changes": ActivityChange,
    "alerts": Alert,
    "city-activity": CityActivity,
    "event-offers": EventOffer,
    "events": Event,
    "extractions": Extraction,
}
VERSIONS = range(OLDEST, SCHEMA_VERSION + 1)
NEWER = SCHEMA_VERSION + 1


def messages(version: int) -> list[tuple[str, str]]:
    """Return the topic and the value of each message of a version."""
    files = sorted((FOLDER / f"v{version}" / "messages").glob("*.jsonl"))
    return [(path.stem, line) for path in files for line in lines(path)]


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def read(topic: str, value: str) -> BaseModel:
    if topic == "articles":
        return read_article(value)
    return parse_mention_message(value) if topic == "mentions" else RECORDS[topic].from_json(value)


def holds(now: Any, known: Any) -> bool:
    """Whether all that was written is read as it was; new optional fields may come on any level."""
    if isinstance(known, dict):
        return all(name in now and holds(now[name], value) for name, value in known.items())
    if isinstance(known, list):
        return len(now) == len(known) and all(map(holds, now, known))
    return bool(now == known)


def incoming(topic: str, value: str) -> Incoming:
    now = PUBLISHED.timestamp()
    return Incoming(topic, 0, 0, b"k", value.encode(), now, now)


@pytest.mark.parametrize("version", VERSIONS)
def test_every_message_of_a_version_is_read(version: int) -> None:
    told = messages(version)
    assert {topic for topic, _ in told} == {*RECORDS, "articles", "mentions"}
    for topic, value in told:
        known = json.loads(value)
        now = read(topic, value).model_dump(mode="json")
        if topic != "articles":
            assert holds(now, known)
        if topic in INDEXED_TOPICS:
            INDEXED_TOPICS[topic](incoming(topic, value))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_files_are_of_their_version(version: int) -> None:
    assert {json.loads(value)["schema_version"] for _, value in messages(version)} == {version}


def test_each_version_has_its_files() -> None:
    assert [f"v{version}" for version in VERSIONS] == sorted(p.name for p in FOLDER.glob("v*"))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_report_joins_an_event_of_stored_state(version: int) -> None:
    stores = {name: MemoryStore() for name in TABLES}
    for table, store in stores.items():
        for line in lines(FOLDER / f"v{version}" / "state" / f"{table}.jsonl"):
            entry = json.loads(line)
            store.put(entry["key"], entry["value"].encode())
    before = dict(stores["fusion"].items())
    pipeline = recording_pipeline(stores)
    pipeline.feed(LATER[0].encode(), value_of(*LATER), PUBLISHED + timedelta(hours=2))
    (event,) = [Event.from_json(value) for value in pipeline.messages["events"]]
    assert event.n_articles == 3
    assert any(key.endswith(f"|event|{event.event_id}") for key in before)
    assert pipeline.messages["city-activity"]
    assert not pipeline.result().dead_letters


@pytest.mark.parametrize("topic", [*RECORDS, "mentions", "articles"])
def test_a_message_of_a_newer_version_is_refused_with_that_reason(topic: str) -> None:
    value = next(value for name, value in messages(SCHEMA_VERSION) if name == topic)
    newer = json.dumps(json.loads(value) | {"schema_version": NEWER})
    with pytest.raises(UnknownVersion, match=f"newer than {SCHEMA_VERSION}"):
        read(topic, newer)


def test_a_newer_article_is_a_dead_letter_that_says_so() -> None:
    pipeline = recording_pipeline({})
    pipeline.feed(b"new", value_of(*LATER, schema_version=NEWER), PUBLISHED)
    (letter,) = pipeline.result().dead_letters
    assert (letter.stage, letter.reason) == ("extract", "unknown_version")
    assert f"newer than {SCHEMA_VERSION}" in letter.message


def test_a_dead_letter_of_before_is_read() -> None:
    told = json.loads((FOLDER / "dead_letter.json").read_text(encoding="utf-8"))
    headers = [(name, text.encode()) for name, text in told["headers"]]
    letter = DeadLetter.from_message(headers, told["key"].encode(), told["value"].encode())
    assert (letter.reason, letter.offset, letter.whole) == ("malformed", 17, True)
    assert letter.value_bytes() == told["value"].encode()
