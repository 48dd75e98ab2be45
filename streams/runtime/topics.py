"""All topics in one table: contents, retention and cleanup policy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from aiokafka.partitioner import murmur2
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient

from streams.errors import ServerError
from streams.runtime.faust_adapter import changelog_name
from streams.settings import Settings

DAY_MS = 24 * 60 * 60 * 1000
DELETIONS_KEPT_MS = 7 * DAY_MS
"""How long a compacted topic keeps the mark that a key was deleted. A worker's state on disk is
trusted for a shorter time, so that it learns of every deletion."""
MAX_MESSAGE_BYTES = 12 * 1024 * 1024
"""1 MiB of text may take six times as much in escaped JSON; the rest is a margin."""

ROOM_FOR_HEADERS = 64 * 1024
"""Size of the headers of a dead letter, so that the largest message still fits."""

PIPELINE_APP = "pipeline"
INDEX_APP = "index"

OPEN_TOPICS = frozenset({"articles"})
"""Topics that other producers write to. What their headers say counts for nothing."""


@dataclass(frozen=True)
class TopicSpec:
    """A topic, named without prefix. A ``retention_ms`` of -1 keeps messages forever."""

    name: str
    carries: str
    cleanup: Literal["delete", "compact", "compact,delete"]
    retention_ms: int
    max_bytes: int = MAX_MESSAGE_BYTES
    time: Literal["LogAppendTime", "CreateTime"] = "LogAppendTime"
    """Whose clock stamps the messages, and so decides when they expire: broker or producer."""

    def config(self) -> dict[str, str]:
        """Return the configuration of the topic for the broker."""
        return {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(self.retention_ms),
            "delete.retention.ms": str(DELETIONS_KEPT_MS),
            "max.message.bytes": str(self.max_bytes),
            "compression.type": "producer",
            "message.timestamp.type": self.time,
        }


def _changelog(table: str) -> TopicSpec:
    name = changelog_name(PIPELINE_APP, table)
    return TopicSpec(name, f"state of the table {table}", "compact", -1)


TABLES: Mapping[str, str] = {
    "article-ledger": "extractions",
    "fusion": "mentions",
    "offers": "event-offers",
    "event-areas": "events",
    "area-windows": "activity-changes",
}
"""Faust tables, each with the topic whose partitions it follows."""

TOPICS: tuple[TopicSpec, ...] = (
    TopicSpec("articles", "Article as producers send it", "delete", 30 * DAY_MS),
    TopicSpec("extractions", "Extraction: one article's drafts", "delete", 7 * DAY_MS),
    TopicSpec(
        "mentions",
        "Mention, Withdrawal, MergeOrder or ForwardedMention, keyed by block",
        "delete",
        30 * DAY_MS,
    ),
    TopicSpec("event-offers", "EventOffer, keyed by a rare word or name", "delete", 7 * DAY_MS),
    TopicSpec("events", "Event, in full, by revision", "compact", -1),
    TopicSpec("activity-changes", "ActivityChange, keyed by area", "delete", 7 * DAY_MS),
    TopicSpec("city-activity", "CityActivity: the full state of a window", "compact", -1),
    TopicSpec("alerts", "Alert: a surge of an area, in full, by revision", "compact", -1),
    TopicSpec(
        "dead-letters",
        "original bytes, reason in headers",
        "compact,delete",
        365 * DAY_MS,
        MAX_MESSAGE_BYTES + ROOM_FOR_HEADERS,
    ),
    *(_changelog(table) for table in TABLES),
)


@dataclass(frozen=True)
class TopicChange:
    """What ``create_topics`` did to a topic."""

    topic: str
    outcome: Literal["created", "updated", "unchanged"]


def create_topics(admin: KafkaAdminClient, settings: Settings) -> list[TopicChange]:
    """Create missing topics and update their settings; running it again changes nothing.

    Raises:
        ServerError: if a topic exists with another number of partitions.
    """
    existing = partition_counts(admin)
    wanted = {settings.topic(spec.name): spec for spec in TOPICS}
    _check_partitions(existing, wanted, settings.partitions)
    missing = [name for name in wanted if name not in existing]
    if missing:
        _create(admin, {name: wanted[name] for name in missing}, settings)
    stale = _stale(admin, {name: wanted[name] for name in wanted if name in existing})
    if stale:
        kind = ConfigResourceType.TOPIC
        admin.alter_configs([ConfigResource(kind, name, wanted[name].config()) for name in stale])
    return [
        TopicChange(
            name,
            "created" if name in missing else "updated" if name in stale else "unchanged",
        )
        for name in wanted
    ]


def check_topics(admin: KafkaAdminClient, settings: Settings) -> None:
    """Check that every topic exists before a worker starts.

    Raises:
        ServerError: if a topic is missing or has another number of partitions.
    """
    existing = partition_counts(admin)
    wanted = [settings.topic(spec.name) for spec in TOPICS]
    missing = [name for name in wanted if name not in existing]
    if missing:
        msg = f"missing topics: {', '.join(missing)}. Run `dateline topics create` first."
        raise ServerError(msg)
    _check_partitions(existing, wanted, settings.partitions)


def partition_of_key(key: bytes, partitions: int) -> int:
    """Return the partition that the producer sends a key to.

    >>> partition_of_key(b"kokomo", 1)
    0
    """
    return int(murmur2(key) & 0x7FFFFFFF) % partitions


def changelog_ids(admin: KafkaAdminClient, settings: Settings) -> dict[str, str]:
    """Return the id of the changelog topic of each table; a topic made anew has another one."""
    names = {settings.topic(changelog_name(PIPELINE_APP, table)): table for table in TABLES}
    described = admin.describe_topics(list(names))
    return {names[topic["name"]]: str(topic["topic_id"]) for topic in described}


def partition_counts(admin: KafkaAdminClient) -> dict[str, int]:
    """Return the number of partitions of every topic on the cluster."""
    return {
        topic["name"]: len(topic["partitions"])
        for topic in admin.describe_topics()
        if topic.get("name")
    }


def _check_partitions(existing: Mapping[str, int], wanted: Iterable[str], partitions: int) -> None:
    wrong = [f"{n} has {existing[n]}" for n in wanted if existing.get(n, partitions) != partitions]
    if wrong:
        msg = (
            f"DATELINE_PARTITIONS is {partitions}, but {', '.join(wrong)}: the number of "
            "partitions cannot be changed. Set DATELINE_PARTITIONS to that number, or use a new "
            "DATELINE_TOPIC_PREFIX and replay the articles."
        )
        raise ServerError(msg)


def _create(admin: KafkaAdminClient, specs: Mapping[str, TopicSpec], settings: Settings) -> None:
    admin.create_topics(
        {
            name: {
                "num_partitions": settings.partitions,
                "replication_factor": settings.replication_factor,
                "configs": spec.config(),
            }
            for name, spec in specs.items()
        },
        wait_for_metadata=True,
    )


def _stale(admin: KafkaAdminClient, specs: Mapping[str, TopicSpec]) -> list[str]:
    if not specs:
        return []
    described = admin.describe_configs(
        [ConfigResource(ConfigResourceType.TOPIC, name) for name in specs], config_filter="all"
    )
    current = described[ConfigResourceType.TOPIC.name.lower()]
    return [
        name
        for name, spec in specs.items()
        if any(current[name][key]["value"] != value for key, value in spec.config().items())
    ]
