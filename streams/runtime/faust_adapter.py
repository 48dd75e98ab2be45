"""The only module that uses undocumented parts of Faust.

Faust 0.15 has no public API for the committed offsets of a consumer group, the partition assignment
that a message belongs to, or the partition of a key in a table. A test checks that every attribute
used here exists on the real classes, so that it fails if Faust renames or removes one.
"""

from collections.abc import Awaitable, Iterable, Mapping
from typing import Any

import faust
from faust.stores import STORES
from faust.transport.drivers import aiokafka
from faust.types.tuples import TP


class CommittedThread(aiokafka.AIOKafkaConsumerThread):  # type: ignore[misc]
    """Reads no message of a transaction before it is committed, and none that was aborted.

    Faust offers this only to apps that send in transactions themselves.
    """

    logger = aiokafka.logger

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        consumer._isolation_level = "read_committed"
        return consumer


class RewindingConsumer(aiokafka.Consumer):  # type: ignore[misc]
    """A consumer that goes back to the start of partitions for which nothing was committed yet.

    Faust drops what it fetched while a rebalance stopped the flow, and goes back to the committed
    offset to fetch it again. For a partition without one it stays where it is, and once a later
    message is committed, those dropped are lost.
    """

    logger = aiokafka.logger  # else its messages would be told as ours

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek every partition to where its messages are to be read from.

        Returns:
            the committed offsets; None where nothing was committed.

        Raises:
            KafkaError: if the broker does not answer.
        """
        committed: Mapping[TP, int] = await super().seek_to_committed()
        fresh = [tp for tp, offset in committed.items() if not offset]
        fresh = [tp for tp in fresh if not self._is_changelog_tp(tp)]
        if fresh:
            for tp, start in (await self.earliest_offsets(*fresh)).items():
                await self._seek(tp, start)
        await self._rewind_standbys()
        return committed

    def _new_consumer_thread(self) -> CommittedThread:
        return CommittedThread(self, loop=self.loop, beacon=self.beacon)

    async def _rewind_standbys(self) -> None:
        """Read again what was fetched of standby copies and dropped while the flow was stopped."""
        recovery = self.app.tables.recovery
        for tp in recovery.standby_tps & self.assignment():
            await self._seek(tp, max(0, recovery.standby_offsets[tp]))


class Transport(aiokafka.Transport):  # type: ignore[misc]
    """Kafka, read by a ``RewindingConsumer``."""

    Consumer = RewindingConsumer


class App(faust.App):  # type: ignore[misc]
    """A Faust app that reads nothing between a rebalance and its return to the right offsets."""

    logger = faust.App.logger

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_rebalance_complete.connect(self._stop_flow, weak=False)

    def _new_transport(self) -> Any:
        return Transport(self.conf.broker_consumer, self)

    async def _stop_flow(self, *_: Any, **__: Any) -> None:
        """Stop reading until Faust has gone back to the committed offsets; it then resumes itself.

        Faust resumes the partitions before it looks the offsets up. What it committed in between
        would be forgotten, and nothing after that could be committed.
        """
        self.consumer.stop_flow()


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


async def uncommitted(app: Any, topics: Iterable[str]) -> dict[TP, range]:
    """Return the offsets that are not committed yet of the assigned partitions of topics.

    Partitions without any are left out. An open transaction, and what follows it, does not count.

    Raises:
        KafkaError: if the broker does not answer.
    """
    names = {*topics}
    own = [partition for partition in app.consumer.assignment() if partition.topic in names]
    ends = await app.consumer.highwaters(*own) if own else {}
    spans = {
        one: range(app.consumer._committed_offset.get(one) or 0, end or 0)
        for one, end in ends.items()
    }
    return {one: span for one, span in spans.items() if span}


def has_messages_in_hand(app: Any) -> bool:
    """Return whether the app has received messages that it has not acknowledged."""
    return bool(app.consumer.unacked)


def pass_over(app: Any, partition: TP, span: range) -> bool:
    """Let offsets without a message be committed with the next commit.

    Args:
        app: the app.
        partition: an assigned partition.
        span: the offsets, from the committed one on.

    Returns:
        False if something was committed or acknowledged since they were looked at.
    """
    consumer = app.consumer
    committed = consumer._committed_offset.get(partition) or 0
    is_unchanged = committed == span.start and not consumer._acked[partition]
    if partition not in consumer.assignment() or not is_unchanged:
        return False
    # Without an earlier commit, Faust commits behind whatever is acknowledged.
    consumer._acked[partition].extend(span if committed else span[-1:])
    return True


def recovered_share(app: Any) -> float | None:
    """Return the share of the tables' changelogs that has been read back; None if not recovering.

    Faust hands out no messages before all of it has been read.
    """
    recovery = app.tables.recovery
    if not recovery.in_recovery:
        return None
    total = sum(max(0, end) for end in recovery.active_highwaters.values())
    return 1.0 - min(1.0, recovery.active_remaining_total() / total) if total else 0.0


async def copies_behind(app: Any) -> dict[Any, int]:
    """Return how many changes each copy of another worker's partition lacks, by its changelog.

    Raises:
        KafkaError: if the broker does not answer.
    """
    recovery = app.tables.recovery
    copies = set(recovery.standby_tps)
    ends = await app.consumer.highwaters(*copies) if copies else {}
    offsets = recovery.standby_offsets
    read = {tp: -1 if (last := offsets.get(tp)) is None else last for tp in copies}
    return {tp: max(0, (ends.get(tp) or 0) - 1 - read[tp]) for tp in copies}


def register_store(scheme: str, driver: str) -> None:
    """Let tables name a store driver of ours by the scheme of its URL.

    Args:
        scheme: the scheme, such as ``memory``.
        driver: module and class, ``module:Class``.
    """
    STORES.aliases[scheme] = driver


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
) -> list[tuple[Awaitable[Any], int]]:
    """Hand records to the producer as one batch, which the broker stores whole or not at all.

    Records over the producer's batch size go into further batches, in order.

    Returns:
        For each batch a result that completes when the broker acknowledges it, with the offset of
        its first record, and the number of its records.
    """
    producer = (await app.maybe_start_producer())._ensure_producer()
    sent: list[tuple[Awaitable[Any], int]] = []
    batch, count = producer.create_batch(), 0
    for key, value in records:
        if batch.append(timestamp=None, key=key, value=value) is None:
            sent.append((await producer.send_batch(batch, topic, partition=partition), count))
            batch, count = producer.create_batch(), 0
            batch.append(timestamp=None, key=key, value=value)
        count += 1
    batch.close()
    sent.append((await producer.send_batch(batch, topic, partition=partition), count))
    return sent
