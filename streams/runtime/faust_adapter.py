"""The one place that touches what Faust does not document.

Faust 0.15 offers no public way to learn how far a consumer group has committed, which assignment
of partitions a message belongs to, or which partition a key of a table came from. A test reads
every attribute that is named here from the real classes, and fails when Faust changes or drops one.
"""

from collections.abc import Iterable
from typing import Any


def changelog_name(app: str, table: str) -> str:
    """Return the name of the topic in which Faust keeps the changes of an app's table."""
    return f"{app}-{table}-changelog"


def is_current(app: Any, event: Any) -> bool:
    """Return whether an event belongs to the app's present assignment of partitions.

    After a rebalance another worker may own its partition, and gets the message again.
    """
    return bool(event.message.generation_id == app.consumer_generation_id)


def crash_reason(app: Any) -> BaseException | None:
    """Return the error that made an app stop by itself; None while it runs or ended cleanly."""
    reason: BaseException | None = app.crash_reason
    return reason


async def messages_behind(app: Any, topics: Iterable[str]) -> dict[str, int]:
    """Return for each topic how many messages the app has not committed on its own partitions.

    Raises:
        KafkaError: if the broker does not answer.
    """
    behind = dict.fromkeys(topics, 0)
    own = [partition for partition in app.consumer.assignment() if partition.topic in behind]
    ends = await app.consumer.highwaters(*own) if own else {}
    for partition, end in ends.items():
        committed = app.consumer._committed_offset.get(partition) or 0
        behind[partition.topic] += max(0, (end or 0) - committed)
    return behind


def set_partition(table: Any, key: bytes, partition: int) -> None:
    """Note which partition a table's key belongs to.

    Faust notes this for recovered keys only. Without it a key that was written here stays behind
    when its partition moves to another worker.
    """
    table.data._key_partition[key] = partition


def partition_of(table: Any, key: bytes, default: int) -> int:
    """Return the partition of a table's key.

    ``default`` is returned for a key that was neither recovered nor noted.
    """
    partition: int = table.data._key_partition.get(key, default)
    return partition
