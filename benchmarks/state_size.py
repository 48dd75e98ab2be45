"""Deduplication beside very many open events, with its state on disk and in memory.

    python -m benchmarks.state_size --store rocksdb --events 1000000

Each run is a process of its own. It first makes the state, as a worker that reads the changelog
anew does, then starts over from what it left, and takes mentions in batches as a worker does. What
Kafka and the network take is not in the figures.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.open_events import BLOCK, NOW, event_record, mention, mention_record
from schemas.ontology import load_ontology
from streams import __version__
from streams.deduplicate.core import Deduplicator
from streams.deduplicate.state.records import tags_of
from streams.runtime.disk_state import Acknowledged, PartitionState, SharedMemory
from streams.runtime.memory_store import MemoryStore
from streams.runtime.store import KeyedStore, TagsOf

ROUNDS, MENTIONS = 7, 140
"""Rounds, of which the first only warms up, and mentions of each: every one meets another event."""
RECOVERED_AT_ONCE = 1000
"""Changes that Faust hands over together in a recovery."""
MB = 1024 * 1024


class DiskStore:
    """A partition on disk whose changes are acknowledged by nobody but this benchmark."""

    def __init__(self, folder: Path) -> None:
        self._state = PartitionState(folder, SharedMemory.make(), tags_of)
        self._changes: list[Acknowledged] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._state, name)

    def index_by(self, by: TagsOf) -> None:
        """Do nothing: the index was declared when the database was opened."""

    def put(self, key: str, value: bytes) -> None:
        """Set the value of a key."""
        self._state.put(key, value)
        self._note(key, value)

    def delete(self, key: str) -> None:
        """Remove a key."""
        self._state.delete(key)
        self._note(key, None)

    def settle(self) -> None:
        """Write what was changed."""
        if self._changes:
            self._state.settle(self._changes)
        self._changes = []

    def _note(self, key: str, value: bytes | None) -> None:
        offset = (self._state.offset or 0) + len(self._changes) + 1
        self._changes.append(Acknowledged(offset, key, value))


def records(events: int) -> Iterator[tuple[str, bytes]]:
    """Yield the records of so many events of one block, each of one mention."""
    for number in range(events):
        yield f"{BLOCK}|event|o{number}", event_record(number)
        yield f"{BLOCK}|mention|o{number}", mention_record(number)


def _batches(found: Iterator[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    while some := list(islice(found, RECOVERED_AT_ONCE)):
        yield some


@click.command()
@click.option("--store", type=click.Choice(["rocksdb", "memory"]), default="rocksdb")
@click.option("--events", default=1000, help="Open events of the block.")
@click.option("--folder", type=click.Path(path_type=Path), hidden=True)
@click.option("--step", type=click.Choice(["make", "use"]), hidden=True)
def main(store: str, events: int, folder: Path | None, step: str | None) -> None:
    """Measure one store with a number of open events."""
    if folder is not None:
        found = _make(folder, events) if step == "make" else _use(store, folder, events)
        click.echo(json.dumps(found))
        return
    with TemporaryDirectory() as home:
        # The first use ends the compaction of what was read anew, which is no cost of a mention.
        steps = ("make", "use", "use") if store == "rocksdb" else ("use",)
        result: dict[str, object] = {"store": store, "events": events}
        for one in steps:
            result |= _in_a_process(store, events, Path(home), one)
        click.echo(json.dumps(result))


def _in_a_process(store: str, events: int, home: Path, step: str) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.state_size", "--store", store]
    command += ["--events", str(events), "--folder", str(home), "--step", step]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def _make(folder: Path, events: int) -> dict[str, object]:
    """Make the database as a recovery does; what it takes to make the records is not counted."""
    state = PartitionState(folder, SharedMemory.make(), tags_of)
    wall, cpu, offset = 0.0, 0.0, 0
    for some in _batches(records(events)):
        changes = [Acknowledged(offset + at, key, value) for at, (key, value) in enumerate(some)]
        offset += len(some)
        began, began_cpu = time.perf_counter(), time.process_time()
        state.apply(changes)
        wall += time.perf_counter() - began
        cpu += time.process_time() - began_cpu
    state.close()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "read_anew_s": round(wall, 1),
        "read_anew_cpu_s": round(cpu, 1),
        "read_anew_rss_mb": _peak(),
        "disk_mb": size // MB,
    }


def _use(store: str, folder: Path, events: int) -> dict[str, object]:
    """Start over the state and take mentions."""
    began, began_cpu = time.perf_counter(), time.process_time()
    kept: KeyedStore
    on_disk = DiskStore(folder) if store == "rocksdb" else None
    kept = MemoryStore() if on_disk is None else on_disk  # type: ignore[assignment]
    deduplicator = Deduplicator(kept, load_ontology(), __version__)
    if on_disk is None:
        for key, value in records(events):
            kept.put(key, value)
    deduplicator.apply(mention(0, "first"), NOW)
    start, start_cpu = time.perf_counter() - began, time.process_time() - began_cpu
    rounds = [_round(deduplicator, on_disk, events, turn) for turn in range(ROUNDS)][1:]
    return {
        "start_s": round(start, 2),
        "start_cpu_s": round(start_cpu, 2),
        "ms": round(statistics.median(wall for wall, _ in rounds), 2),
        "cpu_ms": round(statistics.median(cpu for _, cpu in rounds), 2),
        "rss_mb": _peak(),
    }


def _round(
    deduplicator: Deduplicator, on_disk: DiskStore | None, events: int, turn: int
) -> tuple[float, float]:
    """Return milliseconds of wall-clock and of processor time for a mention."""
    numbers = [(turn * MENTIONS + at) * events // (ROUNDS * MENTIONS) for at in range(MENTIONS)]
    told = [mention(number, f"n{os.getpid()}.{turn}.{number}") for number in numbers]
    wall, cpu = time.perf_counter(), time.process_time()
    for one in told:
        assert deduplicator.apply(one, NOW)
    if on_disk is not None:
        on_disk.settle()
    per = 1000 / MENTIONS
    return (time.perf_counter() - wall) * per, (time.process_time() - cpu) * per


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
