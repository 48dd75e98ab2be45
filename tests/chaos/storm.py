"""A run under faults beside a calm one over the same stream, and the report of both."""

import json
import random
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil
from kafka import KafkaProducer
from kafka.structs import OffsetAndMetadata, TopicPartition

from streams.index.agent import INDEXED_TOPICS
from streams.local.background import messages_waiting
from streams.local.servers import Servers
from streams.local.state import STATE_FILE, read_endpoints
from streams.runtime.clients import make_admin
from streams.settings import Settings
from tests.chaos.account import UNLIKE, Account, Documents, account_for, differences
from tests.chaos.faults import Fault, Storm, chosen, clock_jumps, movable_clock
from tests.chaos.proxy import running_proxy
from tests.chaos.stream import Sent, stream
from tests.hostile import unlimited_producer
from tests.stack import Stack, Worker, running_stack

ACKNOWLEDGED_SECONDS = 120.0
RSS_SECONDS = 2.0
SAY_SECONDS, STUCK_SECONDS = 15.0, 180.0
"""How often a wait says how far it is, and after which time without any change it is given up."""

SHOWN_PROBLEMS = 20
LIMITS = {"DATELINE_ARTICLE_SECONDS": "2"}
"""Settings of the workers: one slow article must not take up most of a run."""

REPLAYED = {"pipeline": ("articles",), "index": tuple(INDEXED_TOPICS)}
"""Topics that each group reads again from their beginning at the end."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How large a run is, and how many faults of each kind it has."""

    events: int = 12
    hostile: int = 40
    kills: int = 2
    restarts: int = 1
    outages: int = 2
    others: int = 3
    minutes: float = 2.0
    """No fault begins after this time; what is left of the stream is then sent at once."""
    seed: int = 17


@dataclass
class Memory:
    """Resident memory of the workers of one group, with their children, in MiB."""

    samples: list[float] = field(default_factory=list)

    def summary(self) -> dict[str, float]:
        """Return the largest value, and the median of the first and of the last quarter."""
        quarter = max(1, len(self.samples) // 4)
        first, last = sorted(self.samples[:quarter]), sorted(self.samples[-quarter:])
        return {
            "peak_mib": round(max(self.samples), 1),
            "first_quarter_mib": round(first[len(first) // 2], 1),
            "last_quarter_mib": round(last[len(last) // 2], 1),
        }


@dataclass
class ChaosReport:
    """What was done and what came of it."""

    plan: Plan
    faults: dict[str, int]
    seconds: float
    messages: dict[str, int]
    """Messages sent, by kind."""
    account: Account
    documents: dict[str, int]
    """Documents that were compared, by index."""
    unlike: list[str]
    """Differences from the calm run beyond the fields that may differ."""
    recovery_seconds: dict[str, float]
    """Longest time from the end of a fault until all workers took part again, by fault."""
    memory: dict[str, dict[str, float]]

    @property
    def whole(self) -> bool:
        """Whether every message is accounted for and the documents are those of the calm run."""
        return self.account.whole and not self.unlike

    def as_json(self) -> str:
        """Return the report as JSON, with the names of the fields that may differ."""
        ignored = {name: sorted(fields) for name, fields in UNLIKE.items()}
        return json.dumps(asdict(self) | {"whole": self.whole, "ignored": ignored}, indent=1)

    def lines(self) -> Iterator[str]:
        """Yield the report for the terminal."""
        account = self.account
        yield f"faults      {sum(self.faults.values())}: {_list(self.faults)}"
        yield f"messages    {sum(self.messages.values())}: {_list(self.messages)}"
        yield (
            f"account     {account.published} published = {account.indexed} indexed + "
            f"{account.dead_lettered} dead-lettered + {account.withdrawn} withdrawn"
        )
        yield f"documents   {_list(self.documents)}; {len(self.unlike)} differ from a calm run"
        for group, figures in self.memory.items():
            yield f"memory      {group}: {_list(figures)}"
        for problem in [*account.problems, *self.unlike][:SHOWN_PROBLEMS]:
            yield f"problem     {problem[:2000]}"
        yield f"result      {'whole' if self.whole else 'NOT WHOLE'} after {self.seconds:.0f} s"


def _list(figures: "dict[str, Any]") -> str:
    return ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in figures.items())


def run_chaos(
    plan: Plan, endpoints: dict[str, str], home: Path, folder: Path, say: Say
) -> ChaosReport:
    """Run the stream in calm and under faults on real servers, and compare.

    Args:
        plan: size and faults.
        endpoints: the addresses of the servers, as settings.
        home: home of the servers, which are killed and started again.
        folder: folder for the logs of the workers.
        say: receives a line about each step.
    """
    began = time.monotonic()
    messages = stream(plan.events, plan.hostile, plan.seed)
    calm = _calm_run(messages, endpoints, folder, say)
    say(f"calm run done after {time.monotonic() - began:.0f} s; now with faults")
    with ExitStack() as exits:
        storm = exits.enter_context(_storm(endpoints, home, folder))
        memory = exits.enter_context(_watched(storm.stack))
        done = _blow(storm, plan, messages, say)
        _replay(storm, say)
        _settle(storm.stack, messages, calm, say)
        account = account_for(storm.stack, messages)
        unlike = differences(calm, storm.stack)
    return ChaosReport(
        plan=plan,
        faults=dict(done),
        seconds=round(time.monotonic() - began, 1),
        messages=dict(Counter(message.kind for message in messages)),
        account=account,
        documents={name: len(documents) for name, documents in calm.items()},
        unlike=unlike,
        recovery_seconds={name: round(max(all_), 1) for name, all_ in storm.recoveries.items()},
        memory={group: one.summary() for group, one in memory.items() if one.samples},
    )


@contextmanager
def own_servers(home: Path, say: Say) -> Iterator[tuple[dict[str, str], Path]]:
    """Run servers with empty data for one run by hand, and remove them in the end.

    Yields:
        Their addresses, as settings, and a folder for the workers.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    workers = home / "workers"
    shutil.rmtree(workers, ignore_errors=True)
    workers.mkdir(parents=True)
    servers = Servers()
    servers.reset(home)
    servers.up(home, say)
    try:
        yield read_endpoints(home / STATE_FILE), workers
    finally:
        servers.reset(home)


def calm_worker(group: str, settings: Settings, folder: Path) -> Worker:
    """Return a worker that has the same limits as those under faults."""
    return Worker(group, settings, folder, more=LIMITS)


def _calm_run(
    messages: Sequence[Sent], endpoints: dict[str, str], folder: Path, say: Say
) -> dict[str, Documents]:
    with running_stack(endpoints, folder, calm_worker) as stack:
        with closing(unlimited_producer(stack.settings)) as producer:
            _publish(stack, producer, messages)
        say(f"calm run: {len(messages)} messages are on the topic")
        _wait_for_lag(stack, say)
        stack.settle()
        return {name: stack.documents(name) for name in UNLIKE}


@contextmanager
def _storm(endpoints: dict[str, str], home: Path, folder: Path) -> Iterator[Storm]:
    """Run a stack whose workers have a clock that jumps, and a proxy before Elasticsearch."""
    clock, environment = movable_clock(folder)
    with running_proxy(endpoints["elasticsearch_url"]) as proxy:

        def make_worker(group: str, settings: Settings, folder: Path) -> Worker:
            behind = settings.model_copy(update={"elasticsearch_url": proxy.url})
            return Worker(group, behind, folder, more=environment | LIMITS)

        with running_stack(endpoints, folder, make_worker) as stack:
            yield Storm(stack, home, proxy, make_worker, clock)


def _blow(storm: Storm, plan: Plan, messages: Sequence[Sent], say: Say) -> Counter[str]:
    """Send the stream in slices, one at each fault, half before the fault and half during it."""
    faults = chosen(plan.kills, plan.restarts, plan.outages, plan.others)
    if storm.clock is None:
        say("no C compiler: clocks are not moved")
        faults = [fault for fault in faults if fault is not clock_jumps]
    random.Random(plan.seed).shuffle(faults)
    slices = _slices(messages, 2 * len(faults) + 1)
    deadline = time.monotonic() + 60 * plan.minutes
    done: Counter[str] = Counter()
    with closing(unlimited_producer(storm.stack.settings)) as producer:
        sent = [*_send(storm.stack, producer, next(slices))]
        storm.wait_for_workers()
        for number, fault in enumerate(faults, 1):
            if time.monotonic() > deadline:
                say(f"time is up after {number - 1} faults")
                break
            sent += _send(storm.stack, producer, next(slices))
            with _suffered(storm, fault):
                sent += _send(storm.stack, producer, next(slices))
            took = storm.recoveries[_name(fault)][-1]
            done[_name(fault)] += 1
            say(f"{number}/{len(faults)} {_name(fault)}: all workers take part after {took:.1f} s")
        for rest in slices:
            sent += _send(storm.stack, producer, rest)
        for future in sent:
            future.get(timeout=ACKNOWLEDGED_SECONDS)
    return done


@contextmanager
def _suffered(storm: Storm, fault: Fault) -> Iterator[None]:
    """Let a fault happen while messages are sent; then wait until the workers are back."""
    context: Any = fault(storm)
    with context:
        yield
    over = time.monotonic()
    storm.wait_for_workers()
    storm.recoveries.setdefault(_name(fault), []).append(time.monotonic() - over)


def _replay(storm: Storm, say: Say) -> None:
    """Let both groups read their topics again from the beginning."""
    say("replay of all topics")
    for worker in storm.stack.workers:
        assert worker.stop() == 0, worker.log()[-3000:]
    settings = storm.stack.settings
    with closing(make_admin(settings)) as admin:
        for group, topics in REPLAYED.items():
            start = {
                TopicPartition(settings.topic(topic), number): OffsetAndMetadata(0, "", -1)
                for topic in topics
                for number in range(settings.partitions)
            }
            admin.alter_group_offsets(settings.topic(group), start)
    for at, worker in enumerate(storm.stack.workers):
        storm.stack.workers[at] = storm.new_worker(worker.group)
        storm.stack.workers[at].start()


def _settle(stack: Stack, messages: Sequence[Sent], calm: dict[str, Documents], say: Say) -> None:
    """Wait until nothing waits, and for documents that a late worker still has before it."""
    _wait_for_lag(stack, say)
    stack.settle()
    with suppress(AssertionError):
        stack.until(lambda: _is_like(stack, messages, calm), 30.0)


def _is_like(stack: Stack, messages: Sequence[Sent], calm: dict[str, Documents]) -> bool:
    stack.client.indices.refresh(index=f"{stack.settings.index_prefix}*")
    return not differences(calm, stack) and account_for(stack, messages).whole


def _wait_for_lag(stack: Stack, say: Say) -> None:
    """Wait for most of the stream, longer than a test would, and say how far it is."""
    before: list[float] = []
    changed = said = time.monotonic()
    while any(waiting := [messages_waiting(one.get("/metrics")) for one in stack.workers]):
        now = time.monotonic()
        if waiting != before:
            before, changed = waiting, now
        assert now - changed < STUCK_SECONDS, stack.report()
        if now - said > SAY_SECONDS:
            said = now
            say(f"waiting: {', '.join(f'{number:.0f}' for number in waiting)} messages")
        time.sleep(1.0)


def _send(stack: Stack, producer: KafkaProducer, messages: Sequence[Sent]) -> list[Any]:
    topic = stack.settings.topic("articles")
    return [
        producer.send(topic, key=one.key, value=one.value, headers=one.headers) for one in messages
    ]


def _publish(stack: Stack, producer: KafkaProducer, messages: Sequence[Sent]) -> None:
    for future in _send(stack, producer, messages):
        future.get(timeout=ACKNOWLEDGED_SECONDS)


def _slices(messages: Sequence[Sent], number: int) -> Iterator[Sequence[Sent]]:
    bounds = [len(messages) * at // number for at in range(number + 1)]
    return (messages[first:last] for first, last in pairwise(bounds))


@contextmanager
def _watched(stack: Stack) -> Iterator[dict[str, Memory]]:
    """Measure the memory of the workers as long as the context is entered."""
    memory = {"pipeline": Memory(), "index": Memory()}
    over = threading.Event()

    def measure() -> None:
        while not over.wait(RSS_SECONDS):
            for worker in list(stack.workers):
                if (size := _resident(worker)) > 0:
                    memory[worker.group].samples.append(size)

    thread = threading.Thread(target=measure, daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


def _resident(worker: Worker) -> float:
    with suppress(psutil.Error):
        if worker.process is not None and worker.process.poll() is None:
            process = psutil.Process(worker.process.pid)
            members = [process, *process.children(recursive=True)]
            return float(sum(one.memory_info().rss for one in members)) / 2**20
    return 0.0


def _name(fault: Fault) -> str:
    return getattr(fault, "__name__", str(fault))
