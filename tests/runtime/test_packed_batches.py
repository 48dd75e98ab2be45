"""Batches that take too much memory unpacked are one message, whatever compressed them."""

import pickle
from typing import Any

import cramjam
import pytest
from kafka.record import MemoryRecords as KafkaPythonRecords

from streams.runtime import packed_batches
from streams.runtime.packed_batches import GZIP, LZ4, SNAPPY, ZSTD, UnreadBatch, unread
from streams.runtime.record_headers import TolerantRecords, read_tolerantly
from tests.runtime import batches
from tests.runtime.batches import records_in

CODECS = [GZIP, SNAPPY, LZ4, ZSTD]
LIMIT = 100_000


@pytest.fixture(autouse=True)
def _small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_batches, "LARGEST_BATCH", LIMIT)


def batch(codec: int, values: list[bytes], first: int = 0) -> bytes:
    return batches.batch(codec, [(value, []) for value in values], first)


def read(records: Any) -> list[tuple[int, bytes]]:
    return [(one.offset, one.value) for one in records_in(records)]


@pytest.mark.parametrize("codec", CODECS)
def test_a_batch_that_is_too_large_is_one_message_between_its_neighbours(codec: int) -> None:
    huge = batch(codec, [b"x" * 60_000] * 3, first=2)
    data = batch(codec, [b"a", b"b"]) + huge + batch(codec, [b"c"], first=5)
    found = read(TolerantRecords(data))
    assert [offset for offset, _ in found] == [0, 1, 4, 5]
    value = found[2][1]
    assert isinstance(value, UnreadBatch)
    assert value == huge
    why = f"the batch of offsets 2 to 4 takes more than {LIMIT} bytes unpacked"
    assert value.why == pickle.loads(pickle.dumps(value)).why == why


@pytest.mark.parametrize("codec", CODECS)
def test_the_other_client_reads_why(codec: int) -> None:
    read_tolerantly()
    data = batch(codec, [b"a"]) + batch(codec, [b"x" * 60_000] * 2, first=1)
    found = read(KafkaPythonRecords(data))
    assert [offset for offset, _ in found] == [0, 2]
    assert found[1][1].startswith(b"the batch of offsets 1 to 2 takes more than")


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("size", [10, LIMIT - 100])
def test_a_batch_within_the_limit_is_read(codec: int, size: int) -> None:
    value = bytes(range(256)) * (size // 256 + 1)
    assert read(TolerantRecords(batch(codec, [value[:size]]))) == [(0, value[:size])]


def test_a_second_frame_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size that a frame says it has is its own, and others may follow."""
    monkeypatch.setattr(packed_batches, "MOST_UNPACKED", {ZSTD: 10**6, GZIP: 10**6})
    header = bytearray(batch(ZSTD, [b"x"])[: packed_batches.HEADER.size])
    header[22] = ZSTD  # so short a batch is not compressed
    frame = bytes(cramjam.zstd.compress(b"x" * 60_000))
    assert unread(bytes(header) + frame) is None
    assert unread(bytes(header) + frame + frame) is not None
    header[22] = GZIP
    member = bytes(cramjam.gzip.compress(b"x" * 60_000))
    assert unread(bytes(header) + member) is None
    assert unread(bytes(header) + member + member) is not None


@pytest.mark.parametrize("codec", CODECS)
def test_what_cannot_be_unpacked_is_not_read(codec: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_batches, "MOST_UNPACKED", dict.fromkeys(CODECS, 10**6))
    whole = batch(codec, [b"x" * 60_000])
    assert whole[22] == codec
    damaged = whole[:61] + b"\x82SNAPPY\x00" + bytes(8) + b"\xff" * 40
    found = unread(damaged)
    assert found is not None
    assert "cannot be unpacked" in found.why


def test_other_formats_are_left_alone() -> None:
    assert unread(b"\0" * 30) is None
    assert unread(b"\0" * 16 + b"\1" + b"\xff" * 200) is None
