"""Batches of records as a producer builds them, for the tests of what reads them."""

from collections.abc import Iterable
from typing import Any

from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

Headers = list[tuple[str, bytes]]


def batch(compression: int, records: Iterable[tuple[bytes, Headers]], first: int = 0) -> bytes:
    """Return a batch of values with their headers, from an offset on."""
    builder = _DefaultRecordBatchBuilderPy(
        magic=2,
        compression_type=compression,
        is_transactional=0,
        producer_id=-1,
        producer_epoch=-1,
        base_sequence=-1,
        batch_size=1 << 24,
    )
    for number, (value, headers) in enumerate(records):
        builder.append(number, 1000, b"k", value, headers)
    built = bytearray(builder.build())
    built[:8] = first.to_bytes(8, "big")
    return bytes(built)


def records_in(batches: Any) -> list[Any]:
    """Return the records of all batches of a response."""
    found: list[Any] = []
    while batches.has_next():
        found += batches.next_batch()
    return found
