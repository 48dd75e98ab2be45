"""State on disk mirrors the changelog up to an offset, and answers like state in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.runtime.disk_state import Acknowledged, PartitionState, SharedMemory
from streams.runtime.memory_store import MemoryStore
from streams.runtime.store import RecordTags

MEMORY = SharedMemory.make()
FIRST = datetime(2031, 3, 10, tzinfo=UTC)
KEYS = ("a|event|1", "a|event|2", "a|mention|1", "ab|event|1", "b|event|1")
TAGS = ("x", "y", "z")
GROUPS = ("a", "ab", "b")


def tags_of(key: str, value: bytes) -> RecordTags:
    """Tags are the letters of a value, its age the length; without letters there is none."""
    del key
    tags = tuple(sorted(set(value.decode())))
    return RecordTags(tags, FIRST + timedelta(hours=len(value)) if tags else None)


@contextmanager
def opened(folder: Path) -> Iterator[PartitionState]:
    state = PartitionState(folder, MEMORY, tags_of)
    yield state
    state.close()


Change = tuple[str, bytes | None]
changes = st.lists(
    st.tuples(
        st.sampled_from(KEYS), st.one_of(st.none(), st.text("xyz", max_size=4).map(str.encode))
    ),
    max_size=12,
)


def in_memory(told: list[Change]) -> MemoryStore:
    store = MemoryStore()
    store.index_by(tags_of)
    for key, value in told:
        store.put(key, value) if value is not None else store.delete(key)
    return store


def answers(store: PartitionState | MemoryStore) -> object:
    return [
        (
            sorted(store.group(group)),
            [sorted(keys) for keys in store.tagged(group, TAGS)],
            store.oldest(group),
            store.newest(group),
        )
        for group in GROUPS
    ], [store.get(key) for key in KEYS]


def put(state: PartitionState, told: list[Change], first: int) -> list[Acknowledged]:
    """Make changes and return them as Kafka acknowledges them."""
    for key, value in told:
        state.put(key, value) if value is not None else state.delete(key)
    return [Acknowledged(first + at, *change) for at, change in enumerate(told)]


@settings(max_examples=60, deadline=None)
@given(first=changes, second=changes, waiting=changes)
def test_it_answers_as_memory_does(
    first: list[Change], second: list[Change], waiting: list[Change]
) -> None:
    with TemporaryDirectory() as folder:
        with opened(Path(folder)) as state:
            state.apply([Acknowledged(at, *change) for at, change in enumerate(first)])
            done = put(state, second, 100)
            assert answers(state) == answers(in_memory([*first, *second]))
            if done:
                state.settle(done)
            put(state, waiting, 200)
            assert answers(state) == answers(in_memory([*first, *second, *waiting]))
        with opened(Path(folder)) as state:
            assert answers(state) == answers(in_memory([*first, *second]))


def test_what_kafka_has_not_acknowledged_is_not_on_disk(tmp_path: Path) -> None:
    with opened(tmp_path) as state:
        state.settle(put(state, [("a|event|1", b"x")], 7))
        put(state, [("a|event|1", b"y"), ("a|event|2", b"z")], 8)
        assert state.get("a|event|1") == b"y"
    with opened(tmp_path) as state:
        assert (state.offset, state.get("a|event|1"), state.get("a|event|2")) == (7, b"x", None)
        state.apply([Acknowledged(7, "a|event|1", b"old"), Acknowledged(8, "a|event|1", b"y")])
        assert (state.offset, state.get("a|event|1")) == (8, b"y")


def test_changes_that_a_recovery_overtook_are_written_once(tmp_path: Path) -> None:
    """The partition was taken away and came back while messages were in hand."""
    with opened(tmp_path) as state:
        late = put(state, [("a|event|1", b"x"), ("a|event|2", b"y")], 5)
        state.drop_waiting()
        state.apply([late[0]])
        state.settle(late)
        assert (state.offset, state.tagged("a", ["x", "y"])) == (
            6,
            [("a|event|1",), ("a|event|2",)],
        )
        state.apply([Acknowledged(9, "a|event|1", None)])
        state.settle(put(state, [("b|event|1", b"z")], 10))
    with opened(tmp_path) as state:
        assert (state.offset, state.get("a|event|1"), state.get("b|event|1")) == (10, None, b"z")


def test_what_is_read_back_of_messages_in_hand_alters_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as state:
        first = put(state, [("a|event|1", b"x")], 5)
        second = put(state, [("a|event|1", b"xy")], 6)
        state.apply(first)
        assert (state.offset, state.get("a|event|1")) == (None, b"xy")
        state.settle([*first, *second])
        assert (state.offset, state.tagged("a", ["y"])) == (6, [("a|event|1",)])


def test_a_database_that_is_open_is_not_opened_again(tmp_path: Path) -> None:
    with opened(tmp_path), pytest.raises(Exception, match=r"(?i)lock"):
        PartitionState(tmp_path, MEMORY, tags_of)


def test_an_erased_database_is_empty(tmp_path: Path) -> None:
    state = PartitionState(tmp_path, MEMORY, tags_of)
    state.settle(put(state, [("a|event|1", b"x")], 7))
    state.erase()
    with opened(tmp_path) as fresh:
        assert (fresh.offset, fresh.get("a|event|1")) == (None, None)


def test_a_tag_of_very_many_records_is_found_like_any_other(tmp_path: Path) -> None:
    told: list[Change] = [(f"a|event|{number}", b"x") for number in range(200)]
    with opened(tmp_path) as state:
        for at in range(0, 200, 50):
            state.settle(put(state, told[at : at + 50], at))
        state.settle(put(state, [("a|event|7", None), ("a|event|8", b"y")], 200))
        put(state, [("a|event|9", None), ("a|event|200", b"x")], 202)
        (under,) = state.tagged("a", ["x"])
        assert sorted(under) == sorted(f"a|event|{n}" for n in range(201) if n not in (7, 8, 9))
        assert state.tagged("a", ["x", "y"], 40) == [(), ("a|event|8",)]
        assert len(state.tagged("a", ["x"], 198)[0]) == 198
        assert state.tagged("a", ["x"], 197) == [()]
