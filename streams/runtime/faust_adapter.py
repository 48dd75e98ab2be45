"""The only module that uses undocumented parts of Faust.

Faust 0.15 has no public API for the committed offsets of a consumer group, the partition assignment
that a message belongs to, or the partition of a key in a table. A test checks that every attribute
used here exists on the real classes, so that it fails if Faust renames or removes one.
"""

from collections.abc import Awaitable, Iterable
from typing import Any


def changelog_name(app: str, table: str) -> str:
    """Return the name of the changelog topic of a table."""
    return f"{app}-{table}-changelog"


def is_current(app: Any, event: Any) -> bool:
    """Return whether an event belongs to the current partition assignment of the app.

    After a rebalance, another worker may own its partition and receive the message again.
    """
    return bool(event.message.generation_id == app.consumer_generation_id)


def forget(app: Any, event: Any) -> None:
    """Let Faust not wait for an event that is never acknowledged, as another worker owns it.

    Otherwise, a reference to it that is left anywhere would hold up the next rebalance for good.
    """
    if app.consumer is not None:
        app.consumer._unacked_messages.discard(event.message)


def crash_reason(app: Any) -> BaseException | None:
    """Return the error that crashed an app; None if it is running or stopped cleanly."""
    reason: BaseException | None = app.crash_reason
    return reason


async def messages_behind(app: Any, topics: Iterable[str]) -> dict[str, int]:
    """Return the consumer lag of the app for each topic, over its assigned partitions.

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


def recovered_share(app: Any) -> float | None:
    """Return the share of the tables' changelogs that has been read back; None if not recovering.

    Faust hands out no messages before all of it has been read.
    """
    recovery = app.tables.recovery
    if not recovery.in_recovery:
        return None
    total = sum(max(0, end) for end in recovery.active_highwaters.values())
    return 1.0 - min(1.0, recovery.active_remaining_total() / total) if total else 0.0


def set_partition(table: Any, key: bytes, partition: int) -> None:
    """Record which partition a key of a table belongs to.

    Faust only does so for recovered keys. Otherwise, a key written by this worker would be left
    behind when its partition moves to another worker.
    """
    table.data._key_partition[key] = partition


def partition_of(table: Any, key: bytes, default: int) -> int:
    """Return the partition of a key of a table.

    Returns ``default`` for a key that was neither recovered nor recorded.
    """
    partition: int = table.data._key_partition.get(key, default)
    return partition


async def send_together(
    app: Any, topic: str, partition: int, records: Iterable[tuple[bytes, bytes | None]]
) -> list[Awaitable[Any]]:
    """Hand records to the producer as one batch, which the broker stores whole or not at all.

    Records over the producer's batch size go into further batches, in order.

    Returns:
        Results that complete when the broker acknowledges the batches.
    """
    producer = (await app.maybe_start_producer())._ensure_producer()
    sent: list[Awaitable[Any]] = []
    batch = producer.create_batch()
    for key, value in records:
        if batch.append(timestamp=None, key=key, value=value) is None:
            sent.append(await producer.send_batch(batch, topic, partition=partition))
            batch = producer.create_batch()
            batch.append(timestamp=None, key=key, value=value)
    batch.close()
    sent.append(await producer.send_batch(batch, topic, partition=partition))
    return sent
