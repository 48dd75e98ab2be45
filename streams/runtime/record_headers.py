"""Messages that Kafka takes and its clients cannot read: odd header names, and huge batches.

Kafka takes any bytes as the name of a header. aiokafka and kafka-python decode names strictly, so
that one message would end every consumer of its partition. Here such a name is decoded with
replacement characters; only the batch that has it is read a second time, by the slower reader.
A batch that takes too much memory is one message instead (``packed_batches``).
"""

import struct
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record import default_records, memory_records
from kafka.record import default_records as kafka_python_records
from kafka.record.util import encode_varint

from streams.runtime.packed_batches import UnreadBatch, unread

_BASE_OFFSET_BYTES = 8
_LENGTH = struct.Struct(">i")
"""What a batch begins with: its first offset, and how many bytes follow the length."""


class _Name(bytes):
    """Bytes that decode without an error."""

    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        return super().decode(encoding, "replace" if errors == "strict" else errors)


class _Buffer(bytearray):
    """A buffer whose slices decode without an error."""

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        return _Name(found) if isinstance(index, slice) else found


class _TolerantBatch(default_records._DefaultRecordBatchPy):  # type: ignore[misc]
    """A batch in pure Python, as aiokafka reads it where its extension is missing."""

    def _maybe_uncompress(self) -> None:
        super()._maybe_uncompress()
        read: bytearray = self._buffer
        self._buffer: bytearray = _Buffer(read)


class _Slices(memory_records._MemoryRecordsPy):  # type: ignore[misc]
    def tolerant_batch(self, number: int) -> Any:
        for _ in range(number):
            self.next_batch()
        return _TolerantBatch(self._next_slice)


class _Batch:
    """A batch of the fast reader; from a name that is not UTF-8 on, of the slower one."""

    def __init__(self, batch: Any, read_again: Callable[[], Any]) -> None:
        self._batch = batch
        self._read_again = read_again

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __iter__(self) -> Iterator[Any]:
        number = 0
        try:
            for record in self._batch:
                yield record
                number += 1
        except UnicodeDecodeError:
            yield from islice(iter(self._read_again()), number, None)

    def __next__(self) -> Any:
        return next(self._batch)


class _Unread:
    """A batch that is not unpacked: one message at its last offset."""

    def __init__(self, batch: Any, value: UnreadBatch) -> None:
        self._batch = batch
        self._value = value

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __iter__(self) -> Iterator[Any]:
        batch = self._batch
        offset, moment = batch.next_offset - 1, batch.max_timestamp
        yield default_records._DefaultRecordPy(
            offset, moment, batch.timestamp_type, None, self._value, []
        )


class TolerantRecords:
    """The records of one response of a broker, with the interface of aiokafka's own class."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._records = memory_records.MemoryRecords(data)
        self._batches = 0
        self._at = 0

    def size_in_bytes(self) -> int:
        """Return the size of the response."""
        size: int = self._records.size_in_bytes()
        return size

    def has_next(self) -> bool:
        """Whether there is another batch."""
        return bool(self._records.has_next())

    def next_batch(self) -> Any:
        """Return the next batch."""
        batch, number = self._records.next_batch(), self._batches
        self._batches += 1
        if not batch:
            return batch
        value = unread(self._next_bytes())
        if value is not None:
            return _Unread(batch, value)
        return _Batch(batch, lambda: _Slices(self._data).tolerant_batch(number))

    def _next_bytes(self) -> memoryview:
        """Return the bytes of the batch."""
        start = self._at
        (length,) = _LENGTH.unpack_from(self._data, start + _BASE_OFFSET_BYTES)
        self._at = start + _BASE_OFFSET_BYTES + _LENGTH.size + length
        return memoryview(self._data)[start : self._at]


def read_tolerantly() -> None:
    """Let the consumers of this process read any header name, and no batch that is too large."""
    fetcher.MemoryRecords = TolerantRecords
    strict = kafka_python_records.DefaultRecordBatch._maybe_uncompress
    if strict.__module__ == __name__:
        return

    def tolerant(batch: Any) -> None:
        value = None if batch._decompressed else unread(batch._buffer)
        if value is not None:
            batch._buffer, batch._pos = _as_record(batch.last_offset_delta, value), 0
            batch._num_records, batch._decompressed = 1, True
        strict(batch)
        if not isinstance(batch._buffer, _Buffer):
            batch._buffer = _Buffer(batch._buffer)

    kafka_python_records.DefaultRecordBatch._maybe_uncompress = tolerant


def _as_record(offset_delta: int, value: UnreadBatch) -> bytearray:
    """Return the bytes of one record without a key, whose value says why a batch is not read."""
    text = value.why.encode()
    body = bytearray(1)  # no attributes
    for number in (0, offset_delta, -1, len(text)):
        encode_varint(number, body.append)
    body += text
    encode_varint(0, body.append)  # no headers
    record = bytearray()
    encode_varint(len(body), record.append)
    return record + body
