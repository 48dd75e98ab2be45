"""One loop for each framework: read a topic from its beginning, work, write what comes of it.

    python -m benchmarks.frameworks.loops NAME WORK NUMBER

Each ends after so many messages, when its output is acknowledged, and prints its figures as JSON:
wall-clock and CPU seconds from the first message on, so that start and imports do not count.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import faust
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from streams.runtime.app import WorkerApp
from streams.runtime.delivery import Incoming, Outgoing, Pace
from streams.runtime.health import Progress
from streams.runtime.metrics import Metrics
from streams.runtime.stage import StageHandler
from streams.settings import Settings, load_settings
from streams.wiring.pipeline import make_pipeline

SOURCE, SINK = "articles", "extractions"
"""Topics without prefix; what is written is no extraction, and nothing else reads it."""
GROUP = "frameworks"
LINGER_MS = 20
"""For each producer, as for Dateline's own."""

Work = Callable[[bytes], Sequence[bytes]]
PACE = Pace(batch=64, linger=0.0, ahead=64)
POLL_SECONDS = 0.02


def pass_on() -> Work:
    """Return work that gives an article back as it came: what is left is the framework."""
    return lambda value: (value,)


def language() -> Work:
    """Return work that extracts the mentions of an article and locates them, as JSON."""
    pipeline = make_pipeline()
    return lambda value: [mention.to_json() for mention in pipeline.mentions_of(value)]


WORKS: Mapping[str, Callable[[], Work]] = {"pass": pass_on, "language": language}
"""Kinds of work; each entry loads what it needs."""


@dataclass
class Meter:
    """Does the work, and measures from the first message to the last."""

    work: Work
    number: int
    done: int = 0
    began: float = 0.0
    used: float = field(default=0.0)

    def __call__(self, value: bytes) -> Sequence[bytes]:
        """Do the work on a message."""
        if self.done == 0:
            self.began, self.used = time.perf_counter(), time.process_time()
        self.done += 1
        return self.work(value)

    @property
    def is_over(self) -> bool:
        """Return whether all messages were worked on."""
        return self.done >= self.number

    def report(self) -> str:
        """Return the figures as JSON."""
        seconds = time.perf_counter() - self.began
        cpu = time.process_time() - self.used
        return json.dumps({"messages": self.done, "seconds": seconds, "cpu_seconds": cpu})


def aiokafka_loop(settings: Settings, meter: Meter) -> None:
    """Run the floor: a bare consumer and producer, and nothing between them."""
    asyncio.run(_aiokafka(settings, meter))


async def _aiokafka(settings: Settings, meter: Meter) -> None:
    brokers = settings.kafka_bootstrap_servers
    consumer = AIOKafkaConsumer(
        settings.topic(SOURCE),
        bootstrap_servers=brokers,
        group_id=settings.topic(GROUP),
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=brokers, acks="all", linger_ms=LINGER_MS, compression_type="gzip"
    )
    await consumer.start()
    await producer.start()
    try:
        while not meter.is_over:
            sent: list[Any] = []
            for messages in (await consumer.getmany(timeout_ms=1000)).values():
                for message in messages:
                    sent += [
                        await producer.send(settings.topic(SINK), value, key=message.key)
                        for value in meter(message.value)
                    ]
            await asyncio.gather(*sent)
            if sent:
                await consumer.commit()
    finally:
        await producer.stop()
        await consumer.stop()


def faust_loop(settings: Settings, meter: Meter) -> None:
    """Run a plain Faust agent that sends what comes of each message."""
    app = faust.App(
        settings.topic(GROUP),
        broker=f"aiokafka://{settings.kafka_bootstrap_servers}",
        consumer_auto_offset_reset="earliest",
        producer_acks=-1,
        producer_linger=LINGER_MS / 1000,
        producer_compression_type="gzip",
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        autodiscover=False,
        datadir=str(settings.home / "faust-bench"),
    )
    raw = {"key_type": bytes, "value_type": bytes, "value_serializer": "raw"}
    source = app.topic(settings.topic(SOURCE), **raw)
    sink = app.topic(settings.topic(SINK), **raw)

    async def agent(stream: "faust.StreamT[bytes]") -> None:
        sent: list[Any] = []
        async for event in stream.events():
            values = meter(event.value)
            sent += [await sink.send(key=event.key, value=value) for value in values]
            if meter.is_over:
                await asyncio.gather(*sent)
                _leave(meter)

    app.agent(source)(agent)
    asyncio.run(_forever(app))


def dateline_loop(settings: Settings, meter: Meter) -> None:
    """Run Faust as Dateline does: bounded reading ahead, exact acknowledgement, dead letters."""
    asyncio.run(_dateline(settings, meter))


async def _dateline(settings: Settings, meter: Meter) -> None:
    metrics = Metrics(GROUP)
    progress = Progress(time.monotonic, settings.health_max_age_seconds)
    app = WorkerApp(settings, GROUP, metrics, progress)

    async def compute(message: Incoming) -> Sequence[Outgoing]:
        return [Outgoing(SINK, message.key or b"", one) for one in meter(message.value or b"")]

    stage = metrics.stage("extract", 1)
    handler = StageHandler("extract", compute, app.send, stage, settings)
    app.run("extract", SOURCE, handler, PACE)

    async def end() -> None:
        labels = {"stage": "extract", "outcome": "ok"}
        count = metrics.registry.get_sample_value
        while (count("dateline_records_total", labels) or 0) < meter.number:
            await asyncio.sleep(POLL_SECONDS)
        _leave(meter)

    app.faust.task(end)
    await _forever(app.faust)


async def _forever(app: Any) -> None:
    app.finalize()
    await app.start()
    await asyncio.Event().wait()


def quix_loop(settings: Settings, meter: Meter) -> None:
    """Run Quix Streams."""
    app = import_module("quixstreams").Application(
        broker_address=settings.kafka_bootstrap_servers,
        consumer_group=settings.topic(GROUP),
        auto_offset_reset="earliest",
        auto_create_topics=False,
        producer_extra_config={"linger.ms": LINGER_MS, "compression.type": "gzip", "acks": "all"},
        loglevel="ERROR",
        state_dir=settings.home / "quix",
    )
    source = app.topic(settings.topic(SOURCE), value_deserializer="bytes")
    sink = app.topic(settings.topic(SINK), value_serializer="bytes")
    frame = app.dataframe(source).apply(lambda value: list(meter(value)), expand=True)
    frame.to_topic(sink)
    app.run(count=meter.number, timeout=60.0)


def bytewax_loop(settings: Settings, meter: Meter) -> None:
    """Run Bytewax, which ends at the end of the topic."""
    op, kafka = import_module("bytewax.operators"), import_module("bytewax.connectors.kafka")
    streams = import_module("bytewax.connectors.kafka.operators")
    flow = import_module("bytewax.dataflow").Dataflow(GROUP)
    brokers, topics = [settings.kafka_bootstrap_servers], [settings.topic(SOURCE)]
    read = streams.input("read", flow, brokers=brokers, topics=topics, tail=False)
    worked = op.flat_map(
        "work",
        read.oks,
        lambda one: [kafka.KafkaSinkMessage(one.key, value) for value in meter(one.value)],
    )
    options = {"linger.ms": str(LINGER_MS), "compression.type": "gzip", "acks": "all"}
    sink = settings.topic(SINK)
    streams.output("write", worked, brokers=brokers, topic=sink, add_config=options)
    import_module("bytewax.testing").run_main(flow)


LOOPS: dict[str, Callable[[Settings, Meter], None]] = {
    "aiokafka": aiokafka_loop,
    "Faust": faust_loop,
    "Dateline's stage": dateline_loop,
    "Quix Streams": quix_loop,
    "Bytewax": bytewax_loop,
}


def _leave(meter: Meter) -> None:
    """Print the figures and end at once: the frameworks have no end of their own."""
    sys.stdout.write(meter.report() + "\n")
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    """Run the loop that the arguments name."""
    name, work, number = sys.argv[1:4]
    meter = Meter(WORKS[work](), int(number))
    LOOPS[name](load_settings(), meter)
    sys.stdout.write(meter.report() + "\n")


if __name__ == "__main__":
    main()
