"""A whole Dateline on real servers: topics, indices and workers of its own."""

import math
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import scan
from kafka import TopicPartition

from streams.index.client import make_client
from streams.index.setup import create_indices
from streams.local.background import IN_FLIGHT, LAG, messages_waiting, read
from streams.local.processes import any_port
from streams.runtime.clients import make_admin, make_consumer, make_producer
from streams.runtime.topics import create_topics
from streams.settings import Settings

START_SECONDS = 60.0
SETTLE_SECONDS, SETTLED_AT_LAST_SECONDS = 120.0, 600.0
"""Longest wait for any change while workers have messages before them, and for the last one."""


def quiet() -> None:
    """Do nothing."""


def environment_of(settings: Settings) -> dict[str, str]:
    """Return the environment in which a process works on the same servers and names."""
    return {
        **os.environ,
        "DATELINE_HOME": str(settings.home),
        "DATELINE_KAFKA_BOOTSTRAP_SERVERS": settings.kafka_bootstrap_servers,
        "DATELINE_ELASTICSEARCH_URL": settings.elasticsearch_url,
        "DATELINE_TOPIC_PREFIX": settings.topic_prefix,
        "DATELINE_INDEX_PREFIX": settings.index_prefix,
        "DATELINE_PARTITIONS": str(settings.partitions),
    }


def messages_of(settings: Settings, topic: str) -> list[tuple[bytes | None, bytes | None]]:
    """Return key and value of all messages that a topic has now."""
    return [(message.key, message.value) for message in records_of(settings, topic)]


def records_of(settings: Settings, topic: str) -> list[Any]:
    """Return all messages that a topic has now, as the client read them."""
    name = settings.topic(topic)
    with closing(make_consumer(settings)) as consumer:
        partitions = [TopicPartition(name, number) for number in range(settings.partitions)]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        ends = consumer.end_offsets(partitions)
        found: list[Any] = []
        while any(consumer.position(one) < ends[one] for one in partitions):
            for messages in consumer.poll(timeout_ms=1000).values():
                found += messages
    return found


@dataclass
class Worker:
    """A worker process of its own group and metrics port; ``command`` is what runs it."""

    group: str
    settings: Settings
    folder: Path
    port: int = field(default_factory=any_port)
    more: Mapping[str, str] = field(default_factory=dict)
    """Environment variables beside those of the settings."""
    process: subprocess.Popen[bytes] | None = None
    command: Sequence[str] = ("-m", "streams.commands.main")

    def start(self) -> None:
        environment = environment_of(self.settings) | {
            "DATELINE_METRICS_PORT": str(self.port),
            "DATELINE_RETRY_MAX_SECONDS": "1",
            "DATELINE_EXTRACT_PROCESSES": "1",  # several stacks run at a time
            **self.more,
        }
        with (self.folder / f"{self.group}-{self.port}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.command, "worker", self.group],
                env=environment,
                stdout=log,
                stderr=log,
            )

    def get(self, path: str) -> str | None:
        return read(f"http://127.0.0.1:{self.port}{path}")

    def log(self) -> str:
        return (self.folder / f"{self.group}-{self.port}.log").read_text(errors="replace")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> int:
        """End the worker politely and return its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


@dataclass
class Stack:
    """What a test of the whole way works with."""

    settings: Settings
    client: Elasticsearch
    workers: list[Worker]

    def publish(self, messages: Sequence[tuple[str | None, bytes | None]]) -> None:
        """Send raw messages to the articles as any producer would."""
        with closing(make_producer(self.settings)) as producer:
            for key, value in messages:
                producer.send(
                    self.settings.topic("articles"), key=key.encode() if key else None, value=value
                )
            producer.flush()

    def settle(self, seconds: float = SETTLED_AT_LAST_SECONDS) -> None:
        """Wait until no worker has a message before it, and make what was written searchable.

        A busy machine is slow, which is no failure while the figures change.
        """
        last = time.monotonic() + seconds
        quiet, before = 0, [math.inf]
        # The lag is looked at each second, so that one quiet look may be an old one.
        while quiet < 3:
            waiting = [messages_waiting(worker.get("/metrics")) for worker in self.workers]
            quiet = quiet + 1 if not any(waiting) else 0
            if waiting != before:
                before, deadline = waiting, min(last, time.monotonic() + SETTLE_SECONDS)
            alive = all(worker.process and worker.process.poll() is None for worker in self.workers)
            assert alive, self.report()
            assert time.monotonic() < deadline, self.report()
            time.sleep(1.1)
        self.client.indices.refresh(index=f"{self.settings.index_prefix}*")

    def until(
        self, true: Callable[[], bool], seconds: float = 60.0, again: Callable[[], None] = quiet
    ) -> None:
        """Wait until something is true; ``again`` is called between two looks."""
        deadline = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < deadline, self.report()
            again()
            time.sleep(0.2)

    def report(self) -> str:
        """Return health, lag and the end of the log of each worker, for a test that waits."""
        parts = []
        for worker in self.workers:
            metrics = (worker.get("/metrics") or "no metrics").splitlines()
            waiting = [line for line in metrics if line.startswith((LAG, IN_FLIGHT, "no"))]
            code = worker.process.poll() if worker.process else None
            head = f"== {worker.group} {worker.port}, exit code {code}: {worker.get('/health')}"
            parts += [head, *waiting, worker.log()[-3000:]]
        return "\n".join(parts)

    def documents(self, name: str) -> dict[str, dict[str, Any]]:
        """Return every document of an index by id, with its version."""
        hits = scan(self.client, index=self.settings.index(name), version=True)
        return {hit["_id"]: hit["_source"] | {"_version": hit["_version"]} for hit in hits}


@contextmanager
def running_stack(
    endpoints: dict[str, str],
    folder: Path,
    make_worker: Callable[[str, Settings, Path], Worker] = Worker,
    partitions: int = 2,
) -> Iterator[Stack]:
    """Run a pipeline and an index worker on topics and indices of their own; then stop them."""
    name = uuid.uuid4().hex[:8]
    settings = Settings(
        home=folder,
        kafka_bootstrap_servers=endpoints["kafka_bootstrap_servers"],
        elasticsearch_url=endpoints["elasticsearch_url"],
        topic_prefix=f"test-{name}.",
        index_prefix=f"test-{name}-",
        partitions=partitions,
    )
    with closing(make_admin(settings)) as admin:
        create_topics(admin, settings)
    with closing(make_client(settings)) as client:
        create_indices(client, settings, print)
        workers = [make_worker(group, settings, folder) for group in ("pipeline", "index")]
        for worker in workers:
            worker.start()
        try:
            yield Stack(settings, client, workers)
        finally:
            codes = [worker.stop() for worker in workers]
        assert codes == [0, 0], [worker.log()[-2000:] for worker in workers]
