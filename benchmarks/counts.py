"""Messages by topic and documents by index: what a run costs on any machine."""

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass

from kafka import TopicPartition

from streams.index.client import make_client
from streams.index.documents import INDICES
from streams.runtime.clients import make_admin, make_consumer
from streams.runtime.topics import TOPICS
from streams.settings import Settings

APART = frozenset({"mentions", "event-offers", "pipeline-offers-changelog"})
"""Topics that are counted apart: each claim of an article is a message, coalesced or not."""


@dataclass(frozen=True)
class Counts:
    """Messages sent and bytes stored by topic, and documents written by index."""

    messages: Mapping[str, int]
    size: Mapping[str, int]
    documents: Mapping[str, int]

    def __sub__(self, earlier: "Counts") -> "Counts":
        """Return what came since an earlier count."""
        return Counts(
            _minus(self.messages, earlier.messages),
            _minus(self.size, earlier.size),
            _minus(self.documents, earlier.documents),
        )

    @property
    def records(self) -> int:
        """Return the messages of all topics."""
        return sum(self.messages.values())

    @property
    def records_apart(self) -> int:
        """Return the messages of the topics that are counted apart."""
        return sum(self.messages.get(name, 0) for name in APART)

    @property
    def writes(self) -> int:
        """Return the documents written to all indices, deletions included."""
        return sum(self.documents.values())


def count(settings: Settings) -> Counts:
    """Return what all topics and indices of a prefix have received so far.

    Bytes are those that Kafka holds, compressed; a topic that was compacted meanwhile holds fewer
    than it received.
    """
    return Counts(_messages(settings), _sizes(settings), _documents(settings))


def remove(settings: Settings) -> None:
    """Delete all topics, indices and templates of a prefix."""
    remove_topics(settings)
    with closing(make_client(settings)) as client:
        for index in client.indices.get_alias(index=f"{settings.index_prefix}*"):
            client.indices.delete(index=index)
        client.indices.delete_index_template(name=f"{settings.index_prefix}*")
        client.cluster.delete_component_template(name=f"{settings.index_prefix}*")


def remove_topics(settings: Settings) -> None:
    """Delete all topics of a prefix."""
    with closing(make_admin(settings)) as admin:
        ours = [settings.topic(spec.name) for spec in TOPICS]
        admin.delete_topics([name for name in ours if name in admin.list_topics()])


def _minus(now: Mapping[str, int], earlier: Mapping[str, int]) -> dict[str, int]:
    return {name: number - earlier.get(name, 0) for name, number in now.items()}


def _messages(settings: Settings) -> dict[str, int]:
    with closing(make_consumer(settings)) as consumer:
        found = {}
        for spec in TOPICS:
            topic = settings.topic(spec.name)
            parts = [TopicPartition(topic, number) for number in range(settings.partitions)]
            found[spec.name] = sum(consumer.end_offsets(parts).values())
    return found


def _sizes(settings: Settings) -> dict[str, int]:
    names = {settings.topic(spec.name): spec.name for spec in TOPICS}
    found: Counter[str] = Counter(dict.fromkeys(names.values(), 0))
    with closing(make_admin(settings)) as admin:
        for broker in admin.describe_log_dirs(list(names)):
            for folder in broker["log_dirs"]:
                for topic in folder["topics"]:
                    found[names[topic["name"]]] += sum(
                        part["partition_size"] for part in topic["partitions"]
                    )
    return dict(found)


def _documents(settings: Settings) -> dict[str, int]:
    found: Counter[str] = Counter(dict.fromkeys(INDICES, 0))
    pattern = re.compile(f"{re.escape(settings.index_prefix)}({'|'.join(INDICES)})-")
    with closing(make_client(settings)) as client:
        stats = client.indices.stats(index=f"{settings.index_prefix}*", metric="indexing")
        for index, figures in stats["indices"].items():
            match = pattern.match(index)
            if match is not None:
                indexing = figures["primaries"]["indexing"]
                found[match[1]] += indexing["index_total"] + indexing["delete_total"]
    return dict(found)
