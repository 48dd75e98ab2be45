"""What the brokers say of topics and consumer groups, whether or not a worker is alive."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.errors import BrokerResponseError

from streams.settings import Settings

STABLE = "Stable"
"""State of a group whose members all have their partitions."""


@dataclass(frozen=True)
class GroupState:
    """A consumer group as its coordinator sees it.

    ``lag`` has the messages that it has not committed, by topic without prefix. Where it committed
    nothing yet, these are all that the topic holds.
    """

    members: int
    stable: bool
    lag: Mapping[str, int]
    committed: bool
    """Whether it has committed an offset of any topic."""


def under_replicated(admin: KafkaAdminClient, topics: Iterable[str]) -> dict[str, int]:
    """Return how many partitions of each topic lack a replica in sync, or a leader.

    Topics that do not exist are left out.
    """
    return {
        topic["name"]: sum(map(lacks_replica, topic["partitions"]))
        for topic in admin.describe_topics(list(topics))
        if not topic["error_code"]
    }


def lacks_replica(partition: Mapping[str, Any]) -> bool:
    """Return whether a partition, as the brokers describe it, lacks a replica in sync."""
    return len(partition["isr_nodes"]) < len(partition["replica_nodes"])


def end_offsets(admin: KafkaAdminClient, settings: Settings, topic: str) -> dict[int, int]:
    """Return the end offset of each partition of a topic, named without prefix."""
    return _offsets(admin, settings, topic, OffsetSpec.LATEST)


def group_state(
    admin: KafkaAdminClient, settings: Settings, group: str, topics: Sequence[str]
) -> GroupState:
    """Return members and lag of a group; a group that never was has none, and all before it.

    Args:
        admin: a client of the cluster.
        settings: prefix and number of partitions of the topics.
        group: name of the group, without prefix.
        topics: the topics that it reads, without prefix.

    Raises:
        KafkaError: if the brokers do not answer, or a topic does not exist.
    """
    name = settings.topic(group)
    committed = _committed(admin, name)
    lag = {}
    for topic in topics:
        ends = end_offsets(admin, settings, topic)
        starts: Mapping[int, int] = {}
        known = {one: committed.get(TopicPartition(settings.topic(topic), one)) for one in ends}
        if None in known.values():
            starts = _offsets(admin, settings, topic, OffsetSpec.EARLIEST)
        read = {one: starts[one] if offset is None else offset for one, offset in known.items()}
        lag[topic] = sum(max(0, end - read[one]) for one, end in ends.items())
    described = admin.describe_groups([name])[name]
    members = len(described["members"])
    return GroupState(members, described["group_state"] == STABLE, lag, bool(committed))


def _committed(admin: KafkaAdminClient, group: str) -> dict[Any, int]:
    try:
        offsets = admin.list_group_offsets(group)[group]
    except BrokerResponseError:  # a group that never was
        return {}
    return {partition: one.offset for partition, one in offsets.items() if one.offset >= 0}


def _offsets(
    admin: KafkaAdminClient, settings: Settings, topic: str, spec: OffsetSpec
) -> dict[int, int]:
    name = settings.topic(topic)
    wanted = {TopicPartition(name, number): spec for number in range(settings.partitions)}
    # As consumers see it: an open transaction, and what follows it, is not there yet.
    found = admin.list_partition_offsets(wanted, isolation_level="read_committed")
    return {one.partition: at.offset for one, at in found.items()}
