"""What must hold at the end: each message is accounted for, and documents are those of a calm run.

The messages are counted on the topic itself, by partition and offset, so that one that a producer
sent twice counts twice.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from kafka import TopicPartition

from streams.errors import TerminalError
from streams.index.documents import document_id
from streams.ingest.articles import read_article
from streams.runtime.clients import make_consumer
from streams.runtime.dead_letters import read_dead_letters
from streams.runtime.record_headers import read_tolerantly
from streams.settings import Settings
from tests.chaos.stream import Sent
from tests.stack import Stack

Documents = Mapping[str, Mapping[str, Any]]

UNLIKE: Mapping[str, frozenset[str]] = {
    "articles": frozenset(),
    "extractions": frozenset(),
    "mentions": frozenset(),
    "events": frozenset(
        {
            *("event_id", "revision", "_version"),
            *("first_seen", "indexed_at"),
            *("merge_explain", "confidence.merge"),
        }
    ),
    "city-activity": frozenset({"revision", "_version", "event_ids"}),
}
"""Fields that may differ between two runs, by index: ids and revisions depend on the order of
arrival, as does the account of which mention joined first; the others are times of processing."""

MUST_FAIL = frozenset({"refused"})


@dataclass
class Account:
    """What became of each message of the topic ``articles``."""

    published: int = 0
    indexed: int = 0
    dead_lettered: int = 0
    withdrawn: int = 0
    repeated_letters: int = 0
    """Dead letters that stand on the topic more than once."""
    problems: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing is lost and nothing is both stored and refused."""
        accounted = self.indexed + self.dead_lettered + self.withdrawn
        return not self.problems and self.published == accounted


def account_for(stack: Stack, sent: Iterable[Sent]) -> Account:
    """Count what became of each message, and name each that is missing or in the wrong place."""
    settings = stack.settings
    letters = list(read_dead_letters(settings))
    refused = {(one.topic, one.partition, one.offset): one.stage for one in letters}
    articles = stack.documents("articles")
    account = Account(repeated_letters=_length(settings, "dead-letters") - len(letters))
    wanted = Counter((message.key, message.value) for message in sent)
    kinds = {(message.key, message.value): message.kind for message in sent}
    messages = list(_messages(settings))
    account.published = len(messages)
    gone = last_words(messages)
    for message in messages:
        content = (message.key, message.value)
        wanted[content] -= 1
        stage = refused.pop((message.topic, message.partition, message.offset), None)
        problem = fate(account, message, kinds.get(content), stage, articles, gone)
        if problem is not None:
            where = f"articles[{message.partition}]@{message.offset} ({kinds.get(content)})"
            account.problems.append(f"{where}: {problem}")
    account.problems += [f"not on the topic: {key!r}" for (key, _), n in wanted.items() if n > 0]
    account.problems += [f"letter of {stage} for {at}" for at, stage in refused.items()]
    return account


def fate(
    account: Account,
    message: Any,
    kind: str | None,
    stage: str | None,
    articles: Documents,
    withdrawn: frozenset[str],
) -> str | None:
    """Count one message; return what is wrong with what became of it."""
    if stage is not None:
        account.dead_lettered += 1
        return f"refused by {stage}" if kind not in (*MUST_FAIL, "odd") else None
    if kind in MUST_FAIL:
        return "neither refused nor stored"
    if message.value is None:
        account.withdrawn += 1
        gone = document_id(message.key.decode()) not in articles
        return None if gone else "withdrawn, and still stored"
    try:
        article = read_article(message.value)
    except TerminalError as error:
        return f"no dead letter, although {error}"
    stored = articles.get(document_id(article.article_id))
    gone = article.article_id in withdrawn
    account.withdrawn += gone
    account.indexed += stored is not None and not gone
    return _wrongly_stored(article.version, stored, gone=gone)


def _wrongly_stored(version: int, stored: Mapping[str, Any] | None, *, gone: bool) -> str | None:
    if gone:
        still = stored is not None and stored["status"] != "retracted"
        return "stored, although it was withdrawn" if still else None
    if stored is None:
        return "neither stored nor refused"
    old = stored["version"] < version
    return f"stored in version {stored['version']} only" if old else None


def last_words(messages: Iterable[Any]) -> frozenset[str]:
    """Return the ids of articles whose last word is a withdrawal."""
    newest: dict[str, tuple[int, bool]] = {}
    for message in messages:
        if message.value is None and message.key is not None:
            newest[message.key.decode()] = (0, True)
        elif message.value is not None:
            try:
                article = read_article(message.value)
            except TerminalError:
                continue
            version, _ = newest.get(article.article_id, (0, False))
            if article.version >= version:
                newest[article.article_id] = (article.version, article.status == "retracted")
    return frozenset(name for name, (_, gone) in newest.items() if gone)


def differences(calm: Mapping[str, Documents], stormy: Stack) -> list[str]:
    """Return where the documents of two runs differ, beyond the fields in ``UNLIKE``."""
    return [one for name in UNLIKE for one in differing(name, calm[name], stormy.documents(name))]


def differing(name: str, calm: Documents, stormy: Documents) -> list[str]:
    """Return where the documents of one index differ; events are named by their mentions."""
    before, after = _comparable(name, calm), _comparable(name, stormy)
    found = [f"{name} {key}: missing" for key in sorted(before.keys() - after.keys())]
    found += [f"{name} {key}: too many" for key in sorted(after.keys() - before.keys())]
    for key in sorted(before.keys() & after.keys()):
        if before[key] != after[key]:
            old, new = json.loads(before[key]), json.loads(after[key])
            fields = sorted(one for one in old if old[one] != new.get(one))
            shown = {one: (old[one], new.get(one)) for one in fields}
            found.append(f"{name} {key}: {shown}")
    return found


def _comparable(name: str, documents: Documents) -> dict[str, str]:
    """Return the documents without what may differ, under names that do not depend on order."""
    kept: dict[str, str] = {}
    for key, source in documents.items():
        if name == "events":
            if source["status"] in ("merged", "retracted"):
                continue
            key = " ".join(sorted(item["mention_id"] for item in source["evidence"]))  # noqa: PLW2901
        elif name == "city-activity" and not source["n_events"]:
            continue  # a window that an event was in for a time
        kept[key] = json.dumps(_without(source, UNLIKE[name]), sort_keys=True)
    return kept


def _without(source: Mapping[str, Any], unlike: frozenset[str], path: str = "") -> dict[str, Any]:
    return {
        name: _without(value, unlike, f"{path}{name}.") if isinstance(value, dict) else value
        for name, value in source.items()
        if f"{path}{name}" not in unlike
    }


def _messages(settings: Settings) -> Iterable[Any]:
    """Yield every message of the topic ``articles``, in the order of each partition."""
    read_tolerantly()
    with closing(make_consumer(settings)) as consumer:
        partitions = _partitions(settings, "articles")
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        ends = consumer.end_offsets(partitions)
        while any(consumer.position(partition) < ends[partition] for partition in partitions):
            for messages in consumer.poll(timeout_ms=1000).values():
                yield from messages


def _length(settings: Settings, name: str) -> int:
    with closing(make_consumer(settings)) as consumer:
        partitions = _partitions(settings, name)
        return sum(consumer.end_offsets(partitions).values())


def _partitions(settings: Settings, name: str) -> list[TopicPartition]:
    topic = settings.topic(name)
    return [TopicPartition(topic, number) for number in range(settings.partitions)]
