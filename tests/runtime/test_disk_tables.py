"""A table on disk follows the partitions that its worker holds, through Faust's own calls."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import faust
import pytest
from faust.types.tuples import TP

from streams.errors import ServerError
from streams.runtime.app import DISK_DRIVER, DISK_SCHEME
from streams.runtime.disk_state import POSITION, PartitionState, SharedMemory
from streams.runtime.disk_tables import TRUSTED_SECONDS, DiskStore, DiskTableStore
from streams.runtime.faust_adapter import register_store
from streams.runtime.store import RecordTags, no_tags

MEMORY = SharedMemory.make()


class Worker:
    """A table of a Faust app, and a changelog that acknowledges everything."""

    def __init__(self, folder: Path, changelog: list[tuple[int, bytes, bytes | None]]) -> None:
        register_store(DISK_SCHEME, DISK_DRIVER)
        app = faust.App("test", broker="aiokafka://127.0.0.1:1", store="memory://")
        options = {"folder": folder, "memory": MEMORY}
        self.table: Any = app.Table(
            "fusion", key_type=bytes, value_type=bytes, store=f"{DISK_SCHEME}://table",
            options=options,
        )  # fmt: skip
        self.changelog = changelog
        self.name = self.table.changelog_topic.get_topic_name()
        self.store = DiskTableStore(self.table, self.send)
        self.store.index_by(lambda key, value: RecordTags((value.decode(),)))

    async def send(
        self, topic: str, partition: int, records: Sequence[tuple[bytes, bytes | None]]
    ) -> list[tuple[Awaitable[Any], int]]:
        assert topic == self.name
        done: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        done.set_result(SimpleNamespace(offset=len(self.changelog)))
        self.changelog += [(partition, key, value) for key, value in records]
        return [(done, len(records))]

    async def hold(self, *partitions: int, revoked: tuple[int, ...] = ()) -> None:
        """Take partitions as after a rebalance, and read back what they lack."""
        held, gone = self.tps(partitions), self.tps(revoked)
        await self.table.on_rebalance(held, gone, held, 1)
        self.read_back(held)
        await self.table.on_recovery_completed(held, set())

    async def stand_by(self, partition: int) -> None:
        """Keep a copy of a partition that another worker holds."""
        copied = self.tps((partition,))
        await self.table.on_rebalance(copied, set(), copied, 1)
        self.read_back(copied)
        await self.table.on_recovery_completed(set(), copied)

    def read_back(self, partitions: set[TP]) -> None:
        for tp in partitions:
            self.hand_over(tp, self.table.persisted_offset(tp))

    def hand_over(self, tp: TP, known: int | None, topic: str | None = None) -> None:
        """Hand over the changes of a partition after an offset, as Faust does."""
        events = [
            SimpleNamespace(
                message=SimpleNamespace(
                    topic=topic or tp.topic, partition=at, offset=offset, key=key, value=value
                )
            )
            for offset, (at, key, value) in enumerate(self.changelog)
            if at == tp.partition and (known is None or offset > known)
        ]
        self.table.apply_changelog_batch(events)

    def tps(self, partitions: tuple[int, ...]) -> set[TP]:
        return {TP(self.name, partition) for partition in partitions}

    async def write(self, partition: int, key: str, value: bytes | None) -> None:
        self.store.at(partition, key.partition("|")[0].encode())
        self.store.put(key, value) if value is not None else self.store.delete(key)
        await self.store.send_changes()
        await self.store.settle()

    @property
    def data(self) -> DiskStore:
        data: DiskStore = self.table.data
        return data


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(story())  # type: ignore[arg-type]


def test_faust_makes_the_driver(tmp_path: Path) -> None:
    async def story() -> None:
        assert isinstance(Worker(tmp_path, []).data, DiskStore)

    run(story)


def test_a_restart_reads_only_what_it_lacks(tmp_path: Path) -> None:
    changelog: list[tuple[int, bytes, bytes | None]] = []

    async def first() -> None:
        worker = Worker(tmp_path, changelog)
        await worker.hold(0, 1)
        await worker.write(0, "a|event|1", b"x")
        await worker.write(1, "b|event|1", b"y")
        worker.store.at(1, b"b")
        worker.store.put("b|event|2", b"never acknowledged")
        worker.data.close()

    async def second() -> None:
        worker = Worker(tmp_path, changelog)
        await worker.hold(0, 1)
        assert [worker.table.persisted_offset(tp) for tp in sorted(worker.tps((0, 1)))] == [0, 1]
        worker.store.at(1, b"b")
        assert dict(worker.store.group("b")) == {"b|event|1": b"y"}
        assert worker.store.tagged("b", ["y"]) == [("b|event|1",)]
        worker.data.close()

    run(first)
    run(second)


def test_a_partition_that_was_elsewhere_comes_back_with_what_changed_there(tmp_path: Path) -> None:
    changelog: list[tuple[int, bytes, bytes | None]] = []

    async def story() -> None:
        here, there = Worker(tmp_path / "1", changelog), Worker(tmp_path / "2", changelog)
        await here.hold(0)
        await here.write(0, "a|event|1", b"x")
        await here.write(0, "a|event|2", b"x")
        await here.hold(revoked=(0,))
        with pytest.raises(ServerError, match="another worker"):
            here.store.at(0, b"a")
        assert here.store.get("a|event|1") is None
        await there.hold(0)
        await there.write(0, "a|event|1", None)
        await there.write(0, "a|event|3", b"z")
        await there.hold(revoked=(0,))
        await here.hold(0)
        here.store.at(0, b"a")
        assert sorted(here.store.group("a")) == [("a|event|2", b"x"), ("a|event|3", b"z")]
        assert here.store.tagged("a", ["x", "z"]) == [("a|event|2",), ("a|event|3",)]
        here.data.close()
        there.data.close()

    run(story)


def test_a_message_in_hand_writes_nothing_to_a_partition_that_was_revoked(tmp_path: Path) -> None:
    changelog: list[tuple[int, bytes, bytes | None]] = []

    async def story() -> None:
        worker = Worker(tmp_path, changelog)
        await worker.hold(0)
        await worker.write(0, "a|event|1", b"x")
        await worker.table.on_rebalance(set(), worker.tps((0,)), set(), 2)
        await worker.write(0, "a|event|1", b"late")
        assert worker.data.partition(0) is not None
        changelog[1] = (0, b"a|event|1", b"of the other worker")
        await worker.hold(0)
        worker.store.at(0, b"a")
        assert worker.store.get("a|event|1") == b"of the other worker"
        worker.data.close()

    run(story)


def test_a_standby_takes_over_with_what_it_has(tmp_path: Path) -> None:
    changelog: list[tuple[int, bytes, bytes | None]] = []

    async def story() -> None:
        active, standby = Worker(tmp_path / "1", changelog), Worker(tmp_path / "2", changelog)
        await active.hold(0)
        await active.write(0, "a|event|1", b"x")
        await standby.stand_by(0)
        await active.write(0, "a|event|2", b"x")
        standby.read_back(standby.tps((0,)))
        active.data.close()
        assert standby.table.persisted_offset(*standby.tps((0,))) == 1
        await standby.hold(0)
        standby.store.at(0, b"a")
        assert standby.store.tagged("a", ["x"]) == [("a|event|1", "a|event|2")]
        standby.data.close()

    run(story)


def test_another_group_is_found_on_the_partition_of_its_messages(tmp_path: Path) -> None:
    async def story() -> None:
        worker = Worker(tmp_path, [])
        await worker.hold(0, 1)
        await worker.write(0, "a|event|1", b"x")
        worker.store.at(1, b"b")
        assert worker.store.get("a|event|1") == b"x"
        worker.store.delete("a|event|1")
        await worker.store.send_changes()
        assert worker.changelog[-1] == (0, b"a|event|1", None)
        worker.data.close()

    run(story)


def test_a_database_that_was_not_written_for_long_is_read_anew(tmp_path: Path) -> None:
    state = PartitionState(tmp_path / "0", MEMORY, no_tags)
    state.put("a|event|1", b"deleted elsewhere, and the mark of that is gone")
    state._db.put(POSITION, json.dumps([5, time.time() - TRUSTED_SECONDS - 60]).encode())
    state.close()

    async def story() -> None:
        worker = Worker(tmp_path, [])
        assert worker.table.persisted_offset(*worker.tps((0,))) is None
        worker.data.close()

    run(story)


def test_a_damaged_database_is_read_anew(tmp_path: Path) -> None:
    state = PartitionState(tmp_path / "0", MEMORY, no_tags)
    state.close()
    (tmp_path / "0" / "CURRENT").write_text("no manifest\n")

    async def story() -> None:
        worker = Worker(tmp_path, [(0, b"a|event|1", b"x")])
        await worker.hold(0)
        worker.store.at(0, b"a")
        assert worker.store.get("a|event|1") == b"x"
        worker.data.close()

    run(story)


def test_what_was_fetched_of_another_table_or_a_lost_partition_is_left_out(tmp_path: Path) -> None:
    changelog: list[tuple[int, bytes, bytes | None]] = []

    async def story() -> None:
        worker = Worker(tmp_path, changelog)
        await worker.hold(0)
        await worker.write(0, "a|event|1", b"mine")
        (tp,) = worker.tps((0,))
        changelog.append((0, b"a|event|2", b"of another worker"))
        worker.hand_over(tp, 0, topic="dateline.pipeline-offers-changelog")
        await worker.table.on_rebalance(set(), {tp}, set(), 2)
        worker.hand_over(tp, 0)
        assert worker.data.writable(0) is None
        await worker.hold(0)
        worker.store.at(0, b"a")
        assert dict(worker.store.group("a"))["a|event|2"] == b"of another worker"
        assert worker.table.persisted_offset(tp) == 1
        worker.data.close()

    run(story)


def test_changes_that_were_not_sent_are_undone(tmp_path: Path) -> None:
    changelog: list[tuple[int, bytes, bytes | None]] = []

    async def story() -> None:
        worker = Worker(tmp_path, changelog)
        told: list[str] = []
        worker.store.on_taken_back(lambda: told.append("told"))
        await worker.hold(0, 1)
        await worker.write(0, "a|event|1", b"x")
        await worker.write(1, "b|event|1", b"y")
        worker.store.at(0, b"a")
        worker.store.put("a|event|1", b"z")
        worker.store.at(1, b"b")
        worker.store.delete("b|event|1")
        worker.store.put("b|event|2", b"z")
        worker.store.take_back()
        assert dict(worker.store.group("a")) == {"a|event|1": b"x"}
        assert dict(worker.store.group("b")) == {"b|event|1": b"y"}
        assert (worker.store.pending_bytes, told) == (0, ["told"])
        await worker.write(1, "b|event|2", b"w")
        worker.data.close()

    async def after() -> None:
        worker = Worker(tmp_path, changelog)
        await worker.hold(0, 1)
        worker.store.at(1, b"b")
        assert dict(worker.store.group("b")) == {"b|event|1": b"y", "b|event|2": b"w"}
        assert worker.store.tagged("b", ["y", "z", "w"]) == [("b|event|1",), (), ("b|event|2",)]
        worker.data.close()

    run(story)
    run(after)
    assert len(changelog) == 3
