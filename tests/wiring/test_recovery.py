"""When a table has been read back, what a stage kept in memory is dropped."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from schemas import ActivityChange, CityActivity
from streams.activity.agent import WindowAgent
from streams.runtime.coalesce import resolved
from streams.runtime.delivery import Incoming
from streams.runtime.metrics import Metrics
from streams.runtime.tables import MemoryTableStore
from streams.settings import Settings
from streams.wiring.apps import _windows
from tests.activity.changes import make_change


class Data(dict[bytes, bytes]):
    _key_partition: dict[bytes, int]


class Table:
    """Stands in for a Faust table: data in memory, and callbacks after a recovery."""

    def __init__(self) -> None:
        self.data = Data()
        self.data._key_partition = {}
        self.recovered: list[Callable[[], Awaitable[None]]] = []

    def on_recover(self, callback: Callable[[], Awaitable[None]]) -> None:
        self.recovered.append(callback)


def busiest(agent: WindowAgent, change: ActivityChange) -> int:
    outputs = resolved(agent.process(_message(change)))
    windows = [CityActivity.from_json(output.value or b"") for output in outputs]
    return max(window.n_events for window in windows)


def test_windows_count_what_another_worker_added_while_the_partition_was_away() -> None:
    ours, theirs = Table(), Table()
    here, there = (
        _windows(MemoryTableStore(table, _unsent), Settings(), Metrics("pipeline"))
        for table in (ours, theirs)
    )
    first, second, third = (make_change(event_id=name) for name in ("e1", "e2", "e3"))
    assert busiest(here, first) == 1
    assert [busiest(there, change) for change in (first, second)] == [1, 2]
    ours.data.update(theirs.data)
    for callback in ours.recovered:
        asyncio.run(_call(callback))
    assert busiest(here, third) == 3


def test_windows_count_nothing_twice_when_a_batch_was_taken_back() -> None:
    store = MemoryTableStore(Table(), _unsent)
    agent = _windows(store, Settings(), Metrics("pipeline"))
    first, second = (make_change(event_id=name) for name in ("e1", "e2"))
    for change in (first, second):
        agent.process(_message(change))
    store.take_back()
    assert [busiest(agent, change) for change in (first, second)] == [1, 2]


def _message(change: ActivityChange) -> Incoming:
    return Incoming("activity-changes", 0, 0, None, change.to_json(), 0.0, 0.0)


async def _unsent(*_: Any) -> list[tuple[Awaitable[Any], int]]:
    raise NotImplementedError


async def _call(callback: Callable[[], Awaitable[Any]]) -> None:
    await callback()
