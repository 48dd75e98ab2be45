"""Header names that are not UTF-8 are read, in compressed batches too, and neighbours unchanged."""

from typing import Any

import pytest
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy
from aiokafka.record.memory_records import MemoryRecords

from streams.runtime.record_headers import TolerantRecords


class NotText(str):
    """A name that is encoded as bytes that are no text."""

    __slots__ = ()

    def encode(self, *_: Any) -> bytes:
        return b"\xff\xfe"


def batch(names: list[str], compression: int) -> bytes:
    builder = _DefaultRecordBatchBuilderPy(
        magic=2,
        compression_type=compression,
        is_transactional=0,
        producer_id=-1,
        producer_epoch=-1,
        base_sequence=-1,
        batch_size=1 << 20,
    )
    for number, name in enumerate(names):
        builder.append(number, 1000, b"k", f"v{number}".encode(), [(name, b"h")])
    return bytes(builder.build())


def read(records: Any) -> list[tuple[int, bytes, list[tuple[str, bytes]]]]:
    found = []
    while records.has_next():
        found += [(one.offset, one.value, list(one.headers)) for one in records.next_batch()]
    return found


@pytest.mark.parametrize("compression", [0, 1])
def test_only_the_name_is_replaced(compression: int) -> None:
    good, odd = batch(["a", "b"], compression), batch(["c", NotText("x"), "d"], compression)
    data = good + odd + good
    with pytest.raises(UnicodeDecodeError):
        read(MemoryRecords(data))
    found = read(TolerantRecords(data))
    assert [value for _, value, _ in found] == [b"v0", b"v1", b"v0", b"v1", b"v2", b"v0", b"v1"]
    names = [name for _, _, headers in found for name, _ in headers]
    assert names == ["a", "b", "c", "\ufffd\ufffd", "d", "a", "b"]


def test_good_batches_are_read_as_before() -> None:
    data = batch(["a", "b"], 1)
    assert read(TolerantRecords(data)) == read(MemoryRecords(data))
    assert TolerantRecords(data).size_in_bytes() == len(data)
