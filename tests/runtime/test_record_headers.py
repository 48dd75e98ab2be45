"""Header names that are not UTF-8 are read, in compressed batches too, and neighbours unchanged."""

from typing import Any

import pytest
from aiokafka.record.memory_records import MemoryRecords

from streams.runtime.record_headers import TolerantRecords
from tests.runtime import batches
from tests.runtime.batches import records_in


class NotText(str):
    """A name that is encoded as bytes that are no text."""

    __slots__ = ()

    def encode(self, *_: Any) -> bytes:
        return b"\xff\xfe"


def batch(names: list[str], compression: int) -> bytes:
    values = [(f"v{number}".encode(), [(name, b"h")]) for number, name in enumerate(names)]
    return batches.batch(compression, values)


def read(records: Any) -> list[tuple[int, bytes, list[tuple[str, bytes]]]]:
    return [(one.offset, one.value, list(one.headers)) for one in records_in(records)]


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
