"""The account of a run and its comparison find what is lost, doubled or changed."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.chaos.account import UNLIKE, Account, differing, fate, last_words
from tests.chaos.stream import stream
from tests.hostile import named

STORED = {"a": {"version": 1, "status": "published"}}
NOTHING: frozenset[str] = frozenset()


@dataclass
class Message:
    key: bytes | None
    value: bytes | None
    partition: int = 0
    offset: int = 0


def counted(
    value: bytes | None, kind: str, stage: str | None = None, gone: frozenset[str] = NOTHING
) -> tuple[Account, str | None]:
    account = Account(published=1)
    return account, fate(account, Message(b"a", value), kind, stage, STORED, gone)


def test_what_is_stored_refused_or_withdrawn_is_accounted_for() -> None:
    for told in (
        counted(named("a"), "story"),
        counted(b"{", "refused", "extract"),
        counted(named("a", status="retracted"), "retraction", gone=frozenset({"b"})),
        counted(named("b"), "story", gone=frozenset({"b"})),
    ):
        assert told[1] is None
        assert told[0].whole


@pytest.mark.parametrize(
    ("value", "kind", "stage", "problem"),
    [
        (named("lost"), "story", None, "neither stored nor refused"),
        (named("a", version=2), "correction", None, "stored in version 1 only"),
        (named("a"), "story", "index", "refused by index"),
        (b"{", "refused", None, "neither refused nor stored"),
        (b"{", "odd", None, "no dead letter"),
        (None, "tombstone", None, "withdrawn, and still stored"),
    ],
)
def test_what_is_lost_or_in_the_wrong_place_is_named(
    value: bytes | None, kind: str, stage: str | None, problem: str
) -> None:
    _, found = counted(value, kind, stage)
    assert found is not None
    assert found.startswith(problem)


def test_the_last_word_on_an_article_counts() -> None:
    tombstone, first = Message(b"a", None), Message(b"a", named("a"))
    retraction = Message(b"a", named("a", version=3, status="retracted"))
    old = Message(b"a", named("a", version=2))
    assert last_words([first, tombstone]) == {"a"}
    assert last_words([first, tombstone, first]) == set()
    assert last_words([first, retraction, old]) == {"a"}


def event(name: str, **changes: Any) -> dict[str, Any]:
    evidence = [{"mention_id": "m1"}, {"mention_id": "m2"}]
    document = {"event_id": name, "status": "confirmed", "evidence": evidence, "_version": 1}
    return document | {"n_articles": 2, "confidence": {"merge": 0.5, "date": 0.9}} | changes


def test_events_are_compared_by_what_they_hold_and_not_by_id_or_order() -> None:
    calm = {"e1": event("e1")}
    other = {"e9": event("e9", _version=7, confidence={"merge": 0.1, "date": 0.9})}
    assert differing("events", calm, other) == []
    assert differing("events", calm, other | {"m": event("m", status="merged")}) == []


@pytest.mark.parametrize(
    "after",
    [
        {},
        {"e1": event("e1", n_articles=3)},
        {"e1": event("e1", confidence={"merge": 0.5, "date": 0.1})},
        {"e1": event("e1", evidence=[{"mention_id": "m1"}])},
        {"e1": event("e1"), "e2": event("e2", evidence=[{"mention_id": "m3"}])},
    ],
)
def test_another_event_is_found(after: dict[str, Any]) -> None:
    assert differing("events", {"e1": event("e1")}, after)


def test_a_stream_is_the_same_for_its_seed_and_keeps_the_order_of_an_article() -> None:
    messages = stream(40, 60, seed=3)
    assert messages == stream(40, 60, seed=3)
    assert messages != stream(40, 60, seed=4)
    assert {"story", "correction", "retraction", "tombstone", "headers", "odd", "refused"} == {
        message.kind for message in messages
    }
    for message in messages:
        if message.kind in ("correction", "retraction", "tombstone"):
            before = messages[: messages.index(message)]
            assert any(one.kind == "story" and one.key == message.key for one in before)
    assert set(UNLIKE) == {"articles", "extractions", "mentions", "events", "city-activity"}
