"""A Faust app for one consumer group: topics, tables, delivery and consumer lag."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from aiokafka.errors import KafkaError
from faust.types.tuples import TP

from streams.errors import ServerError
from streams.local.state import LocalAddresses
from streams.runtime.clients import make_admin
from streams.runtime.coalesce import Output
from streams.runtime.delivery import (
    Delivery,
    Handler,
    Incoming,
    MessageReader,
    Outgoing,
    Pace,
    SteadyClock,
)
from streams.runtime.disk_state import SharedMemory
from streams.runtime.disk_tables import TRUSTED_SECONDS, DiskTableStore
from streams.runtime.empty_offsets import READ_SECONDS, QuietLag, without_messages
from streams.runtime.faust_adapter import (
    App,
    copies_behind,
    forget,
    has_messages_in_hand,
    is_current,
    pass_over,
    recovered_share,
    register_store,
    send_together,
    uncommitted,
)
from streams.runtime.health import Progress
from streams.runtime.kafka_security import worker_credentials
from streams.runtime.metrics import Metrics
from streams.runtime.record_headers import read_tolerantly
from streams.runtime.same_cluster import stay_with_one_cluster
from streams.runtime.stage import StageHandler
from streams.runtime.state_folder import StateFolder
from streams.runtime.tables import MemoryTableStore, TableStore
from streams.runtime.topics import MAX_MESSAGE_BYTES, OPEN_TOPICS, ROOM_FOR_HEADERS, changelog_ids
from streams.runtime.watchdog import Watchdog
from streams.settings import Settings

logger = logging.getLogger(__name__)

STREAM_BUFFER = 128
"""Messages that Faust buffers per stream; its default of 4096 makes a slow stage look stuck."""

MAX_POLL_RECORDS = 64
"""Maximum number of messages that Faust fetches in one poll. It hands them all to their streams
before it polls again, so that more of one topic than a stream buffers hold up all others."""

COMMIT_SECONDS = 1.0
"""How often Faust commits acknowledged offsets; after a crash, uncommitted messages come again."""

SESSION_SECONDS = 10.0
"""A worker that sends no heartbeat for this long is dead: its partitions go to the others. Kafka's
own lower limit is 6 s."""

HEARTBEAT_SECONDS = 2.0
"""How often a worker sends a heartbeat, from a thread of its own."""

BATCH_BYTES = 4 * 1024 * 1024
"""Maximum size of a batch of the producer, before compression: the changes of a table that belong
together fit into one."""

LINGER_SECONDS = 0.02
"""How long the producer waits for a batch to fill; without, most requests carry one message."""

LAG_SECONDS = 1.0
"""How often the consumer lag is measured."""

CRASH_SECONDS = 20.0
"""Longest time from a failed delivery to the end of the process."""

BROKER_SECONDS = 5.0
"""Longest wait for the broker to return the end offsets of the topics."""


DISK_SCHEME = "disk"
DISK_DRIVER = f"{DiskTableStore.__module__}:DiskStore"
"""Faust finds the driver of a table by the scheme of its store. Installed, the module has another
name than in a checkout."""


@dataclass(frozen=True)
class Disk:
    """Where the tables of a worker are on disk, and the memory that they share."""

    folder: StateFolder
    memory: SharedMemory


class TableAgent(Protocol):
    """A stage with state: its source topic, its table, and how it processes a message."""

    stage: str
    source: str
    table: str

    def process(self, message: Incoming) -> Sequence[Output]:
        """Process a message and return the messages to send, at once or for its whole batch."""
        ...


class WorkerApp:
    """A Faust app for one consumer group, with its metrics and health."""

    def __init__(
        self, settings: Settings, group: str, metrics: Metrics, progress: Progress
    ) -> None:
        read_tolerantly()
        stay_with_one_cluster(settings.local_cluster("kafka", settings.kafka_bootstrap_servers))
        self.settings = settings
        self.metrics = metrics
        self.progress = progress
        self.watchdog = Watchdog(progress, settings.stalled_seconds)
        self.faust = _faust_app(settings, group)
        self._addresses = LocalAddresses(
            settings.home,
            {
                "kafka_bootstrap_servers": settings.kafka_bootstrap_servers,
                "elasticsearch_url": settings.elasticsearch_url,
            },
        )
        self._clock = SteadyClock()
        self._deliveries: list[Delivery] = []
        self.faust.on_partitions_revoked.connect(self._settle, weak=False)
        self.closing: list[Callable[[], Awaitable[None]]] = []
        """Called when the worker stops."""
        self._topics: dict[str, Any] = {}
        self._sources: list[str] = []
        self._disk: Disk | None = None
        self._recovery_began: float | None = None
        self._quiet = QuietLag()
        self.faust.task(self._watch)

    def topic(self, name: str) -> Any:
        """Return a Faust topic of raw bytes, by its name without prefix."""
        if name not in self._topics:
            self._topics[name] = self.faust.topic(
                self.settings.topic(name),
                key_type=bytes,
                value_type=bytes,
                key_serializer="raw",
                value_serializer="raw",
                allow_empty=True,
                partitions=self.settings.partitions,
            )
        return self._topics[name]

    def table(self, name: str) -> TableStore:
        """Return the store of a table; its changelog has as many partitions as the source topic."""
        options = self._disk_options(name) if self.settings.state_store == "rocksdb" else None
        table = self.faust.Table(
            name,
            key_type=bytes,
            value_type=bytes,
            partitions=self.settings.partitions,
            store="memory://" if options is None else f"{DISK_SCHEME}://table",
            options=options,
        )
        send = partial(send_together, self.faust)
        if options is None:
            return MemoryTableStore(table, send)
        store = DiskTableStore(table, send)
        self.closing.append(store.close)
        return store

    def run(self, stage: str, source: str, handler: Handler, pace: Pace) -> None:
        """Deliver the messages of a topic to a handler, at least once."""
        delivery = Delivery(
            handler,
            pace,
            self.metrics.stage(stage),
            self.progress,
            lambda event: is_current(self.faust, event),
            MessageReader(self._clock, own=source not in OPEN_TOPICS),
            lambda event: forget(self.faust, event),
        )
        self._sources.append(source)
        self._deliveries.append(delivery)

        async def agent(stream: Any) -> None:
            await delivery.run(stream, self._crash)

        agent.__name__ = agent.__qualname__ = f"{stage}-{source}"
        self.faust.agent(self.topic(source), name=f"{stage}-{source}")(agent)

    def run_with_table(
        self, table: str, make: Callable[[TableStore], TableAgent], pace: Pace
    ) -> None:
        """Run a stateful stage; ``make`` returns it, given the store of its table."""
        store = self.table(table)
        agent = make(store)
        metrics = self.metrics.stage(agent.stage, 1)

        async def compute(message: Incoming) -> Sequence[Output]:
            metrics.waited(message.received)
            with metrics.working():
                store.at(message.partition, message.key)
                return agent.process(message)

        handler = StageHandler(agent.stage, compute, self.send, metrics, self.settings, store)
        self.run(agent.stage, agent.source, handler, pace)

    def _disk_options(self, table: str) -> dict[str, Any]:
        """Return what a table on disk needs; the folder of the worker is taken with the first."""
        if self._disk is None:
            register_store(DISK_SCHEME, DISK_DRIVER)
            with closing(make_admin(self.settings)) as admin:
                ids = changelog_ids(admin, self.settings)
            home, name = self.settings.home / "state", self.settings.worker_id
            folder = StateFolder(home, name, ids, TRUSTED_SECONDS)
            self._disk = Disk(folder, SharedMemory.make())
        return {"folder": self._disk.folder.of(table), "memory": self._disk.memory}

    async def send(self, output: Outgoing) -> Awaitable[Any]:
        """Hand a message to the producer; the result completes when the broker acknowledges it."""
        sent: Awaitable[Any] = await self.topic(output.topic).send(
            key=output.key, value=output.value, headers=list(output.headers)
        )
        return sent

    async def _crash(self, error: BaseException) -> None:
        self.watchdog.end_within(CRASH_SECONDS, "a failed delivery")
        await self.faust.crash(error)

    async def _settle(self, *_: Any, **__: Any) -> None:
        """Finish and commit the messages in hand before their partitions move to another worker."""
        await asyncio.gather(*(delivery.settled() for delivery in self._deliveries))
        if self.faust.consumer is not None:
            await self.faust.consumer.commit()

    async def _watch(self) -> None:
        """Record the consumer lag every second; an idle worker counts as making progress.

        While the broker does not answer, the lag is unknown and no progress is recorded. A worker
        whose local servers have moved to other ports ends: it could not find them again.
        """
        while not self.faust.should_stop:
            await asyncio.sleep(LAG_SECONDS)
            if (moved := self._addresses.moved()) is not None:
                await self._crash(ServerError(moved))
                return
            if self.faust.rebalancing or self.faust.consumer is None:
                continue
            share = recovered_share(self.faust)
            self._note_recovery(share)
            if share is not None:
                self.progress.recovering(share)
                continue
            try:
                spans = await asyncio.wait_for(self._note_lag(), BROKER_SECONDS)
            except (TimeoutError, KafkaError, RuntimeError):
                continue
            self.progress.beat(idle=not spans)
            if self._quiet.is_due(spans, in_hand=has_messages_in_hand(self.faust)):
                await self._pass_over(spans)

    async def _pass_over(self, spans: Mapping[TP, range]) -> None:
        """Commit the uncommitted offsets that hold no message, such as markers of transactions."""
        reading = asyncio.to_thread(without_messages, self.settings, spans)
        try:
            empty = await asyncio.wait_for(reading, READ_SECONDS + BROKER_SECONDS)
        except Exception as error:  # boundary: it reads what anybody sent, and no work waits for it
            logger.warning("cannot read what is uncommitted, will try again: %r", error)
            return
        for partition, end in empty.items():
            pass_over(self.faust, partition, range(spans[partition].start, end))

    def _note_recovery(self, share: float | None) -> None:
        """Record how far a recovery is, and that the state on disk is in use."""
        now = time.monotonic()
        if share is not None and self._recovery_began is None:
            self._recovery_began = now
        if self._recovery_began is not None:
            self.metrics.recovery_seconds.set(now - self._recovery_began)
        if share is None:
            self._recovery_began = None
        self.metrics.recovering.set(share is not None)
        self.metrics.recovered.set(1.0 if share is None else share)
        if self._disk is not None:
            self._disk.folder.touch()

    async def _note_lag(self) -> dict[TP, range]:
        """Record the consumer lag by topic, and return the offsets that it consists of."""
        names = {self.settings.topic(name): name for name in self._sources}
        spans = await uncommitted(self.faust, names)
        behind: Counter[str] = Counter()
        for partition, span in spans.items():
            behind[partition.topic] += len(span)
        for topic, name in names.items():
            self.metrics.lag.labels(name).set(behind[topic])
        copies = await copies_behind(self.faust)
        self.metrics.copies_lag.set(sum(copies.values()))
        self.metrics.copies.set(len(copies))
        return spans


def _faust_app(settings: Settings, group: str) -> Any:
    hosts = settings.address("kafka_bootstrap_servers").split(",")
    brokers = ";".join(f"aiokafka://{host}" for host in hosts)
    return App(
        settings.topic(group),
        broker=brokers,
        broker_credentials=worker_credentials(settings),
        datadir=str(settings.home / "faust"),
        store="memory://",
        processing_guarantee="at_least_once",
        consumer_auto_offset_reset="earliest",
        broker_commit_interval=COMMIT_SECONDS,
        broker_session_timeout=SESSION_SECONDS,
        broker_heartbeat_interval=HEARTBEAT_SECONDS,
        consumer_group_instance_id=settings.worker_id,
        broker_max_poll_records=MAX_POLL_RECORDS,
        producer_acks=-1,
        producer_max_request_size=MAX_MESSAGE_BYTES + ROOM_FOR_HEADERS,
        producer_linger=LINGER_SECONDS,
        producer_max_batch_size=BATCH_BYTES,
        producer_compression_type="zstd",
        stream_buffer_maxsize=STREAM_BUFFER,
        stream_wait_empty=False,
        topic_allow_declare=False,
        topic_disable_leader=True,
        topic_partitions=settings.partitions,
        topic_replication_factor=settings.replication_factor,
        table_standby_replicas=settings.standby_replicas,
        web_enabled=False,
        web_tables_enabled=False,
        autodiscover=False,
    )
