"""Compressed data as streams: gzip, bzip2, xz, zstd and the members of zip archives.

Memory stays flat: nothing is unpacked that is not read. Data that grow out of proportion are
refused, so that a file of a few kilobytes cannot keep a machine busy for hours.
"""

import bz2
import gzip
import io
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

import zstandard

from streams.errors import MalformedRecord

MAX_LAYERS = 3
"""Compressions around one another that are opened, such as a .warc.gz in a zip archive."""
FREE_BYTES = 64 * 1024 * 1024
"""Unpacked bytes from which the proportion counts: small data may be as regular as they like."""
MAX_RATIO = 200
"""Unpacked bytes per packed byte. News reach 3 to 10, logs of one repeated line up to 100."""
MAX_ZSTD_WINDOW = 128 * 1024 * 1024
"""Largest window of zstd, which is memory that its author chooses: what ``zstd --long`` writes."""
ZSTD_BYTES = 1024
"""Packed bytes of zstd that are unpacked at once: 32 MiB at most, as a block of 128 KiB has four
bytes or more."""
BUFFER_BYTES = 64 * 1024
SPOOLED_BYTES = 16 * 1024 * 1024
"""Bytes of an archive from a stream that are held in memory; the others go to a temporary file."""

_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
"""First bytes of compressed data and the name of the compression."""
_DAMAGED = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zstandard.ZstdError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
)
"""What the decompressors raise for data that are damaged, cut off, encrypted or of another kind."""


def compression_of(head: bytes) -> str | None:
    """Return the name of the compression that data begin like; None for other data."""
    return next((name for magic, name in _MAGIC if head.startswith(magic)), None)


class Counted(io.RawIOBase):
    """A stream that knows how many bytes were read from it."""

    def __init__(self, inner: BinaryIO, seen: Callable[[int], None] = lambda _: None) -> None:
        self._inner = inner
        self._seen = seen
        self.count = 0

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Read bytes and count them."""
        data = self._inner.read(len(buffer))
        buffer[: len(data)] = data
        self.count += len(data)
        self._seen(len(data))
        return len(data)


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a stream, refused when they grow out of proportion."""

    def __init__(self, inner: BinaryIO, kind: str, packed: Callable[[], int]) -> None:
        self._inner = inner
        self._kind = kind
        self._packed = packed
        self._count = 0

    def readable(self) -> bool:
        """Return true."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Read unpacked bytes.

        Raises:
            MalformedRecord: if the data are damaged or grow out of proportion.
        """
        try:
            data = self._inner.read(len(buffer))
        except _DAMAGED as error:
            msg = f"damaged {self._kind} data ({error})"
            raise MalformedRecord(msg) from error
        buffer[: len(data)] = data
        self._count += len(data)
        if self._count > FREE_BYTES and self._count > MAX_RATIO * max(self._packed(), 1):
            msg = f"its {self._kind} data grow more than {MAX_RATIO}-fold: not unpacked any further"
            raise MalformedRecord(msg)
        return len(data)


class _Zstd:
    """Unpacks frames of zstd one behind the other, and notices when the last one is cut off."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_ZSTD_WINDOW)
        self._frame: Any = None
        self._ready = b""

    def read(self, size: int) -> bytes:
        """Return up to ``size`` unpacked bytes, none at the end.

        Raises:
            EOFError: if the last frame is cut off.
        """
        while not self._ready:
            block = self._packed.read(ZSTD_BYTES)
            if not block:
                if self._frame is not None:
                    msg = "the last frame is cut off"
                    raise EOFError(msg)
                return b""
            self._ready = self._unpacked(block)
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def _unpacked(self, block: bytes) -> bytes:
        parts = []
        while block:
            frame = self._frame or self._unpacker.decompressobj()
            parts.append(frame.decompress(block))
            self._frame, block = (None, frame.unused_data) if frame.eof else (frame, b"")
        return b"".join(parts)


def unpack(stream: BinaryIO, kind: str) -> BinaryIO:
    """Return the unpacked bytes of a stream of one compression, not zip."""
    counted = Counted(stream)
    packed = cast("BinaryIO", io.BufferedReader(counted, BUFFER_BYTES))
    inner: BinaryIO
    if kind == "gzip":
        inner = cast("BinaryIO", gzip.GzipFile(fileobj=packed))
    elif kind == "bzip2":
        inner = cast("BinaryIO", bz2.BZ2File(packed))
    elif kind == "xz":
        inner = cast("BinaryIO", lzma.LZMAFile(packed))  # noqa: SIM115 (its reader closes it)
    else:
        inner = cast("BinaryIO", _Zstd(packed))
    unpacked = Unpacked(inner, kind, lambda: counted.count)
    return cast("BinaryIO", io.BufferedReader(unpacked, BUFFER_BYTES))


def members(stream: BinaryIO) -> Iterator[tuple[str, BinaryIO | None]]:
    """Yield the files of a zip archive by name; None for one that is encrypted.

    Folders and hidden files are left out.

    Raises:
        MalformedRecord: if the archive is damaged, or has no other files.
    """
    with tempfile.SpooledTemporaryFile(max_size=SPOOLED_BYTES) as spool:
        seekable = stream if _seekable(stream) else cast("BinaryIO", _spooled(stream, spool))
        try:
            archive = zipfile.ZipFile(seekable)
        except _DAMAGED as error:
            msg = f"damaged zip archive ({error})"
            raise MalformedRecord(msg) from error
        with archive:
            files = [one for one in archive.infolist() if not one.is_dir()]
            seen = sorted((one.filename, one) for one in files if not _hidden(one.filename))
            if not seen:
                msg = f"a zip archive of {len(files)} files, all of them hidden"
                raise MalformedRecord(msg if files else "a zip archive without files")
            for name, info in seen:
                yield name, _member(archive, info)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO | None:
    if info.flag_bits & 1:
        return None
    try:
        inner = cast("BinaryIO", archive.open(info))
    except _DAMAGED as error:
        msg = f"damaged zip archive ({info.filename}: {error})"
        raise MalformedRecord(msg) from error
    unpacked = Unpacked(inner, "zip", lambda: info.compress_size)
    return cast("BinaryIO", io.BufferedReader(unpacked, BUFFER_BYTES))


def _hidden(name: str) -> bool:
    parts = (part for part in name.split("/") if part not in (".", ".."))
    return any(part.startswith((".", "__MACOSX")) for part in parts)


def _seekable(stream: BinaryIO) -> bool:
    return stream.seekable()


def _spooled(
    stream: BinaryIO, spool: "tempfile.SpooledTemporaryFile[bytes]"
) -> "tempfile.SpooledTemporaryFile[bytes]":
    while block := stream.read(BUFFER_BYTES):
        spool.write(block)
    spool.seek(0)
    return spool


class _Joined(io.RawIOBase):
    """Bytes that were read already, and the rest of their stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def with_head(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """Return the first bytes of a stream, up to ``size``, and a stream of all bytes."""
    head = stream.read(size)
    if stream.seekable():
        stream.seek(0)
        return head, stream
    return head, cast("BinaryIO", io.BufferedReader(_Joined(head, stream), BUFFER_BYTES))
