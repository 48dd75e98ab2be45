"""The encoding of a text: its byte order mark, its declaration, UTF-8, or else a detected one."""

import codecs
import io
import re
from typing import BinaryIO, cast

from charset_normalizer import from_bytes

from streams.errors import MalformedRecord, UsageError
from streams.ingest.compression import BUFFER_BYTES
from streams.ingest.documents import Note

UTF8 = "utf-8"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; UTF-32 stands before UTF-16, whose mark it begins with."""
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{2,40})["']"""
    rb"""|<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._-]{2,40})""",
    re.IGNORECASE,
)
_DECLARATION_BYTES = 4096
_WINDOWS = "cp1252"
_LATIN = ("iso8859-1", "ascii", "latin-1")
"""Pages that declare these are written in Windows-1252, as every browser reads them."""
MAX_HIGH_SHARE = 0.15
"""Largest share of bytes above 127 in a Western European text: French and Czech have up to 8 %."""
MIN_ZERO_SHARE = 0.3
"""Share of zero bytes from which data without a mark are UTF-16: Latin script has a half."""
MAX_ZERO_SHARE = 0.05
"""Share of zero bytes up to which JSON is JSON with some damaged lines."""
_CANDIDATES = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_9", "iso8859_15"),
    *("koi8_r", "koi8_u", "shift_jis", "cp932", "euc_jp", "gb18030", "big5", "euc_kr", "cp949"),
    *("cp874", "tis_620"),
)
"""Encodings that are detected: those in which the web was written. Others have to be named."""
_LETTERS = re.compile(r"[^\W\d_]|[\u2013\u2014\u2018-\u201e\u2026\u20ac\xa0\xa3\xa7\xab\xb0\xbb]")


def known_encoding(name: str) -> str:
    """Return Python's name of an encoding.

    Raises:
        UsageError: if there is no such encoding.
    """
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        msg = f"unknown encoding {name!r}; write utf-8, utf-16, windows-1252 or another of Python's"
        raise UsageError(msg) from error


def encoding_of(head: bytes, note: Note) -> str:
    """Return the encoding of a text that begins with ``head``; ``note`` is told of a detected one.

    Raises:
        MalformedRecord: if it is no text.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if b"\0" in head and not _is_damaged_json(head):
        return _wide(head, note)
    declared = _declared(head)
    if _is_utf8(head):
        return declared if declared and declared.startswith(("iso2022", "hz")) else UTF8
    if declared and declared != UTF8:
        return _WINDOWS if declared in _LATIN else declared
    if _is_mostly_utf8(head):
        note("most of it is UTF-8; lines in another encoding are refused")
        return UTF8
    found = _detected(head)
    if found is None:
        msg = "neither a known format nor text in a known encoding"
        raise MalformedRecord(msg)
    note(f"encoding {found}, detected; --encoding names another")
    return found


def decode(raw: bytes, encoding: str) -> str:
    """Decode a text; bytes that the encoding does not have become replacement characters."""
    return raw.decode(encoding, "replace").removeprefix("\ufeff")


def as_utf8(stream: BinaryIO, encoding: str) -> BinaryIO:
    """Return a stream of text in UTF-8, without a byte order mark."""
    if encoding == UTF8:
        return stream
    return cast("BinaryIO", io.BufferedReader(_Transcoded(stream, encoding), BUFFER_BYTES))


class _Transcoded(io.RawIOBase):
    """A text in UTF-8 that is read from one in another encoding."""

    def __init__(self, inner: BinaryIO, encoding: str) -> None:
        self._inner = inner
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        while not self._ready and not self._ended:
            block = self._inner.read(BUFFER_BYTES)
            self._ended = not block
            text = self._decoder.decode(block, final=self._ended)
            self._ready = text.encode(UTF8, "replace")
        data, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


def _wide(head: bytes, note: Note) -> str:
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < MIN_ZERO_SHARE * len(head) or min(even, odd) > 0.1 * max(even, odd):
        msg = "binary data of no known format"
        raise MalformedRecord(msg)
    name = "utf-16-be" if even > odd else "utf-16-le"
    note(f"encoding {name}, detected; --encoding names another")
    return name


def _declared(head: bytes) -> str | None:
    found = _DECLARED.search(head[:_DECLARATION_BYTES])
    if found is None or not head.lstrip().startswith(b"<"):
        return None
    try:
        return codecs.lookup((found[1] or found[2]).decode("ascii")).name
    except LookupError:
        return None


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder(UTF8)().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(head: bytes) -> bool:
    """Whether half or more of the lines with bytes above 127 are UTF-8: none is so by chance."""
    wide = [line for line in head.split(b"\n")[:-1] if not line.isascii()]
    valid = sum(map(_is_utf8, wide))
    return bool(valid) and 2 * valid >= len(wide)


def _is_damaged_json(head: bytes) -> bool:
    return head.lstrip()[:1] in (b"{", b"[") and head.count(0) <= MAX_ZERO_SHARE * len(head)


def _detected(head: bytes) -> str | None:
    """Return Windows-1252 where all its special bytes are letters or quotes, else what fits."""
    high = bytes(byte for byte in head if byte > 127)
    text = high.decode(_WINDOWS, "replace")
    if len(high) <= MAX_HIGH_SHARE * len(head) and all(map(_LETTERS.match, text)):
        return _WINDOWS
    best = from_bytes(head, cp_isolation=list(_CANDIDATES)).best()
    return best.encoding if best is not None else None
