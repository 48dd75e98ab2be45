"""Measures what a worker itself does not notice: the health of the servers, groups and memory.

A thread of its own asks the servers, so that a busy or stuck event loop still measures. What cannot
be measured is removed, but for ``dateline_server_up``: an old figure would look like a present one.
"""

import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from streams.errors import DatelineError
from streams.runtime.brokers import end_offsets, group_state, under_replicated
from streams.runtime.clients import make_admin
from streams.runtime.metrics import Metrics
from streams.runtime.topics import TOPICS
from streams.settings import Settings

logger = logging.getLogger(__name__)

WATCH_SECONDS = 15.0
"""How often the servers are asked: as often as Prometheus asks the workers."""

STOP_SECONDS = 2.0
"""Longest wait for a question in hand when the worker stops; the thread ends with the process."""

PROC = Path("/proc")
CGROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")

Probe = Callable[[], None]
"""Asks once and sets metrics; errors of the servers do not leave it."""


class ServerWatch:
    """Calls probes every ``WATCH_SECONDS`` from a thread, until it is stopped."""

    def __init__(self, probes: Sequence[Probe], seconds: float = WATCH_SECONDS) -> None:
        self.probes = probes
        self._seconds = seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="server-watch", daemon=True)

    def start(self) -> None:
        """Start measuring."""
        self._thread.start()

    def stop(self) -> None:
        """Stop measuring; what is in hand is not waited for for long."""
        self._stopping.set()
        self._thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            for probe in self.probes:
                try:
                    probe()
                except Exception:  # boundary: a figure that is missing must not end a worker
                    logger.exception("cannot measure the servers")
            self._stopping.wait(self._seconds)


class KafkaProbe:
    """Measures the brokers, and of the given groups the members and the lag.

    Args:
        settings: address of the brokers, names of topics and groups.
        metrics: where the figures go.
        groups: topics that each group reads, without prefix; empty measures the brokers only.
        newest: topics whose messages are counted.
    """

    def __init__(
        self,
        settings: Settings,
        metrics: Metrics,
        groups: Mapping[str, Sequence[str]],
        newest: Sequence[str] = (),
    ) -> None:
        self._settings = settings
        self._metrics = metrics
        self._groups = groups
        self._newest = newest

    def __call__(self) -> None:
        """Ask the brokers once."""
        up = self._metrics.server_up.labels("kafka")
        try:
            with closing(make_admin(self._settings)) as admin:
                self._measure(admin)
            up.set(1)
        except (KafkaError, DatelineError, OSError) as error:
            logger.debug("cannot measure Kafka: %s", error)
            up.set(0)
            self._forget()

    def _measure(self, admin: KafkaAdminClient) -> None:
        names = {self._settings.topic(spec.name): spec.name for spec in TOPICS}
        for topic, partitions in under_replicated(admin, names).items():
            self._metrics.under_replicated.labels(names[topic]).set(partitions)
        for topic in self._newest:
            written = sum(end_offsets(admin, self._settings, topic).values())
            self._metrics.topic_messages.labels(topic).set(written)
        for group, topics in self._groups.items():
            state = group_state(admin, self._settings, group, topics)
            self._metrics.group_members.labels(group).set(state.members)
            self._metrics.group_stable.labels(group).set(state.stable)
            for topic, lag in state.lag.items():
                self._metrics.group_lag.labels(group, topic).set(lag)

    def _forget(self) -> None:
        for gauge in (
            self._metrics.under_replicated,
            self._metrics.topic_messages,
            self._metrics.group_members,
            self._metrics.group_stable,
            self._metrics.group_lag,
        ):
            gauge.clear()


class MemoryProbe:
    """Measures the memory of the worker with its processes, and what it may take at most."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def __call__(self) -> None:
        """Read the figures of the system once; where it has none, set none."""
        used = self._metrics.memory.labels("used")
        used.set(sum(map(_resident, (os.getpid(), *_children()))))
        limit = memory_limit()
        if limit is not None:
            self._metrics.memory.labels("limit").set(limit)


def memory_limit(cgroup: Path = CGROUP_LIMIT, proc: Path = PROC) -> int | None:
    """Return the bytes that the container may take, else those of the machine; None if unknown."""
    found = []
    with suppress(OSError, ValueError):
        found.append(int(cgroup.read_text(encoding="ascii")))
    with suppress(OSError, ValueError, IndexError):
        lines = (proc / "meminfo").read_text(encoding="ascii").splitlines()
        [total] = [line for line in lines if line.startswith("MemTotal:")]
        found.append(int(total.split()[1]) * 1024)
    return min(found, default=None)


def _children() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid is not None]


def _resident(pid: int) -> int:
    """Return the resident bytes of a process; 0 if it has ended."""
    with suppress(OSError, ValueError, IndexError):
        pages = int((PROC / str(pid) / "statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
