"""Batches that take too much memory once they are unpacked: they are not unpacked.

The limits of a broker count what is compressed, and clients unpack a batch whole: nine kilobytes
can hold 300 MB. Whoever may send an article could end every worker with them, at each start again.
So the unpacked size is counted first, in pieces. What is too large is handed on as it is on Kafka,
as one message, and becomes a dead letter.
"""

import struct
import zlib
from collections.abc import Callable, Iterator

import lz4.frame
import zstandard

LARGEST_BATCH = 128 * 1024 * 1024
"""Bytes that a batch may have unpacked. A batch has 12 MiB compressed, and news compresses to a
tenth at best."""
PIECE = 1024 * 1024
"""Bytes that are unpacked at a time, to count them."""

HEADER = struct.Struct(">qiibIhiqqqhii")
"""Header of a batch of format 2: base offset, length, leader epoch, magic, CRC, attributes, last
offset delta, two timestamps, producer id and epoch, sequence, number of records."""
FORMAT = 2
CODEC_BITS = 0b111
GZIP, SNAPPY, LZ4, ZSTD = 1, 2, 3, 4
MOST_UNPACKED = {GZIP: 1032, SNAPPY: 22, LZ4: 255, ZSTD: 32768}
"""Bytes that a compressed byte stands for at the most, by codec."""
XERIAL, XERIAL_HEADER_BYTES = b"\x82SNAPPY\x00", 16
"""What snappy in blocks begins with, as Java and most other clients write it."""


class UnreadBatch(bytes):
    """A batch as it is on Kafka, in the place of its messages."""

    why: str
    """Why it was not unpacked."""


def unread(batch: bytes | memoryview) -> UnreadBatch | None:
    """Return a batch if it is not to be unpacked, with the reason; None if it may be.

    Args:
        batch: the bytes of one batch, with its header.
    """
    if len(batch) < HEADER.size:
        return None
    fields = HEADER.unpack_from(batch)
    first, magic, codec, last = fields[0], fields[3], fields[5] & CODEC_BITS, fields[6]
    packed = memoryview(batch)[HEADER.size :]
    if magic != FORMAT or len(packed) * MOST_UNPACKED.get(codec, 1) <= LARGEST_BATCH:
        return None
    try:
        if sum_up_to(_PIECES[codec](packed), LARGEST_BATCH) <= LARGEST_BATCH:
            return None
        why = f"takes more than {LARGEST_BATCH} bytes unpacked"
    except (zlib.error, RuntimeError, ValueError, struct.error, zstandard.ZstdError) as error:
        why = f"cannot be unpacked ({error})"
    found = UnreadBatch(batch)
    found.why = f"the batch of offsets {first} to {first + last} {why}"
    return found


def sum_up_to(sizes: Iterator[int], most: int) -> int:
    """Return the sum of sizes; once it is over ``most``, the others are not asked for.

    >>> sum_up_to(iter([2, 3]), 9), sum_up_to(iter([5, 5, 1000]), 9)
    (5, 10)
    """
    total = 0
    for size in sizes:
        total += size
        if total > most:
            break
    return total


def _gzip(packed: memoryview) -> Iterator[int]:
    left = bytes(packed)
    while left:  # a stream may have several members
        reader = zlib.decompressobj(wbits=31)
        while not reader.eof:
            piece = reader.decompress(left, PIECE)
            left = reader.unconsumed_tail
            if not piece and not left:
                break
            yield len(piece)
        left = reader.unused_data


def _lz4(packed: memoryview) -> Iterator[int]:
    reader = lz4.frame.LZ4FrameDecompressor()
    piece = reader.decompress(bytes(packed), PIECE)
    while piece:
        yield len(piece)
        piece = b"" if reader.eof else reader.decompress(b"", PIECE)


def _zstd(packed: memoryview) -> Iterator[int]:
    with zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True) as reader:
        while piece := reader.read(PIECE):
            yield len(piece)


def _snappy(packed: memoryview) -> Iterator[int]:
    """Yield the size that each block says it has: that much memory is taken for it."""
    if bytes(packed[: len(XERIAL)]) != XERIAL:
        yield _varint(packed)
        return
    at = XERIAL_HEADER_BYTES
    while at < len(packed):
        (length,) = struct.unpack_from(">i", packed, at)
        if length <= 0:
            msg = f"block of {length} bytes"
            raise ValueError(msg)
        yield _varint(packed[at + 4 :])
        at += 4 + length


def _varint(raw: memoryview) -> int:
    """Return the number of seven bits a byte, the lowest first, that bytes begin with."""
    value = 0
    for place, byte in enumerate(raw[:5]):
        value |= (byte & 0x7F) << 7 * place
        if not byte & 0x80:
            break
    return value


_PIECES: dict[int, Callable[[memoryview], Iterator[int]]] = {
    GZIP: _gzip,
    SNAPPY: _snappy,
    LZ4: _lz4,
    ZSTD: _zstd,
}
