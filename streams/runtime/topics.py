"""All topics in one table: contents, retention and cleanup policy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aiokafka.partitioner import murmur2
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient

from streams.errors import ServerError
from streams.runtime.brokers import lacks_replica
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

    def config(self, replicas: int) -> dict[str, str]:
        """Return the configuration of the topic for the broker, with so many replicas.

        One replica may be away before the topic takes no more messages; never more, as then a
        message that was acknowledged might exist only once.
        """
        return {
            "cleanup.policy": self.cleanup,
            "retention.ms": str(self.retention_ms),
            "delete.retention.ms": str(DELETIONS_KEPT_MS),
            "max.message.bytes": str(self.max_bytes),
            "compression.type": "producer",
            "message.timestamp.type": self.time,
            "min.insync.replicas": str(max(1, replicas - 1)),
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
class Difference:
    """What is not as it should be with a topic on the brokers, such as its ``retention.ms``."""

    topic: str
    what: str
    found: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.topic}: {self.what} is {self.found}, should be {self.wanted}"


REPLICAS, PARTITIONS, IN_SYNC = "replication factor", "partitions", "replicas in sync"
BEYOND_CREATE = frozenset({REPLICAS, PARTITIONS, IN_SYNC})
"""Differences that ``create_topics`` cannot mend."""


@dataclass(frozen=True)
class TopicChange:
    """What ``create_topics`` did to a topic, and in what it differs or differed."""

    topic: str
    outcome: Literal["created", "updated", "unchanged"]
    differences: tuple[Difference, ...] = ()


def create_topics(admin: KafkaAdminClient, settings: Settings) -> list[TopicChange]:
    """Create missing topics and update their settings; running it again changes nothing.

    The replication factor of a topic that exists is left alone: only the operator of the cluster
    can say which brokers are to hold the new replicas.

    Raises:
        ServerError: if a topic exists with another number of partitions.
    """
    existing = partition_counts(admin)
    wanted = {settings.topic(spec.name): spec for spec in TOPICS}
    _check_partitions(existing, wanted, settings.partitions)
    missing = [name for name in wanted if name not in existing]
    found = compare_topics(admin, settings)
    if missing:
        _create(admin, {name: wanted[name] for name in missing}, settings)
    stale = {one.topic for one in found if one.what not in {*BEYOND_CREATE, "topic"}}
    if stale:
        kind = ConfigResourceType.TOPIC
        described = admin.describe_topics(list(stale))
        replicas = {topic["name"]: replicas_of(topic["partitions"]) for topic in described}
        admin.alter_configs(
            [ConfigResource(kind, name, wanted[name].config(replicas[name])) for name in stale]
        )
    return [
        TopicChange(
            name,
            "created" if name in missing else "updated" if name in stale else "unchanged",
            tuple(one for one in found if one.topic == name and name not in missing),
        )
        for name in wanted
    ]


def compare_topics(admin: KafkaAdminClient, settings: Settings) -> list[Difference]:
    """Return in what the topics on the brokers differ from what they should be, in order.

    Partitions, replication, replicas in sync, and each setting of ``TopicSpec.config``.
    """
    wanted = {settings.topic(spec.name): spec for spec in TOPICS}
    described = {
        topic["name"]: topic["partitions"]
        for topic in admin.describe_topics()
        if topic.get("name") in wanted
    }
    configs = _configs(admin, list(described)) if described else {}
    found: list[Difference] = []
    for name, spec in wanted.items():
        if name not in described:
            found.append(Difference(name, "topic", "missing", "there"))
            continue
        partitions = described[name]
        found += _layout(name, partitions, settings)
        replicas = replicas_of(partitions)
        found += [
            Difference(name, key, str(configs[name][key]["value"]), value)
            for key, value in spec.config(replicas).items()
            if configs[name][key]["value"] != value
        ]
    return found


def _layout(name: str, partitions: Sequence[Any], settings: Settings) -> Iterator[Difference]:
    """Yield how partitions and replicas differ; more replicas than wanted are no fault."""
    if len(partitions) != settings.partitions:
        yield Difference(name, PARTITIONS, str(len(partitions)), str(settings.partitions))
    replicas = replicas_of(partitions)
    if replicas < settings.replication_factor:
        yield Difference(name, REPLICAS, str(replicas), str(settings.replication_factor))
    behind = [one for one in partitions if lacks_replica(one)]
    if behind:
        which = ", ".join(str(one["partition_index"]) for one in behind)
        yield Difference(name, IN_SYNC, f"not complete for partitions {which}", "complete")


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
            "DATELINE_TOPIC_PREFIX and `dateline topics repartition`."
        )
        raise ServerError(msg)


def _create(admin: KafkaAdminClient, specs: Mapping[str, TopicSpec], settings: Settings) -> None:
    admin.create_topics(
        {
            name: {
                "num_partitions": settings.partitions,
                "replication_factor": settings.replication_factor,
                "configs": spec.config(settings.replication_factor),
            }
            for name, spec in specs.items()
        },
        wait_for_metadata=True,
    )


def replicas_of(partitions: Sequence[Any]) -> int:
    """Return the replicas that each partition of a topic has at least."""
    return min(len(one["replica_nodes"]) for one in partitions)


def _configs(admin: KafkaAdminClient, names: Sequence[str]) -> Mapping[str, Any]:
    described: Mapping[str, Any] = admin.describe_configs(
        [ConfigResource(ConfigResourceType.TOPIC, name) for name in names], config_filter="all"
    )[ConfigResourceType.TOPIC.name.lower()]
    return described
