"""Which format a file has, told by its first bytes; its name decides only between texts."""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from streams.errors import MalformedRecord
from streams.ingest.documents import Note
from streams.ingest.encodings import decode, encoding_of, known_encoding

SNIFFED_BYTES = 64 * 1024
"""Bytes of a file that are looked at for its format: the longest first line of most files."""
Kind = Literal["lines", "json", "array", "feed", "page", "table", "warc", "text"]

PACKED_ENDINGS = frozenset({".gz", ".bz2", ".xz", ".zst", ".zstd"})
_LINE_ENDINGS = frozenset({".jsonl", ".ndjson"})
_TABLE_ENDINGS = frozenset({".csv", ".tsv", ".tab"})
_TEXT_ENDINGS = frozenset({"", ".txt", ".text", ".html", ".htm", ".xhtml"})
"""Endings of the files of a folder that may be plain text; others, such as .md, are refused."""
LEAST_TABS = 4
"""Tabs in the first line from which a text is a table: an article has none."""
DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
"""The first line with which Excel says what separates the columns."""
_ARRAY = re.compile(r"\[\s*(?:[\[{\]\"']|(?:-?\d[\d.eE+-]*|true|false|null)\s*,|$)")
"""How a JSON list begins; "[KYIV] Shells hit" is a text."""

_BINARY = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"Obj\x01", "an Avro file"),
)
"""First bytes of files that are not read, and what they are."""
_TAR = (257, b"ustar")
_FEED = re.compile(r"<(?:[a-z]+:)?(rss|feed|rdf)\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h[1-6]|meta)\b", re.I)
_PROLOGUE = re.compile(
    r"(?:<\?[^>]*\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[[^\]]*\])?>|\s)*", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(r"<([A-Za-z][\w:.-]*)")
_KNOWN_COLUMNS = frozenset(
    {"article_id", "author", "body", "content", "date", "description", "headline", "id", "language"}
    | {"link", "maintext", "pub_date", "publish_date", "published", "published_at", "publisher"}
    | {"source", "source_domain", "text", "title", "url"}
)
"""Columns by which a first line shows itself to be the header of a table of articles."""


@dataclass(frozen=True)
class Format:
    """The format of a file, its encoding, and what separates the columns of a table."""

    kind: Kind
    encoding: str = "utf-8"
    delimiter: str = ","


def endings(name: str) -> str:
    """Return the ending of a file's name in lower case, without those of compressions."""
    path = PurePath(name.lower())
    while path.suffix in PACKED_ENDINGS:
        path = path.with_suffix("")
    return path.suffix


def format_of(
    head: bytes, name: str, note: Note, *, encoding: str | None = None, in_folder: bool = False
) -> Format:
    """Return the format of a file that begins with ``head``.

    Args:
        head: the first bytes, ``SNIFFED_BYTES`` or the whole file.
        name: the name of the file; ``-`` for standard input.
        note: is told of an encoding that was detected.
        encoding: the encoding that the operator names.
        in_folder: whether the file is one of a folder or an archive, so that nobody named it.

    Raises:
        MalformedRecord: if it is not read; the message says what it is.
    """
    _refuse_binary(head)
    if head.startswith(b"WARC/"):
        return Format("warc")
    if not head.strip():
        msg = "empty"
        raise MalformedRecord(msg)
    code = known_encoding(encoding) if encoding else encoding_of(head, note)
    text = decode(head, code).lstrip()
    ending = endings(name)
    whole = len(head) < SNIFFED_BYTES
    kind: Kind | None = None
    if _ARRAY.match(text):
        kind = "array"
    elif text.startswith("{") or (ending in _LINE_ENDINGS and _has_object(text)):
        kind = _json_kind(text, ending, whole=whole)
    elif text.startswith("<"):
        kind = _markup(text)
    if kind is not None:
        return Format(kind, code)
    if (delimiter := _delimiter(text, ending)) is not None:
        return Format("table", code, delimiter)
    is_json = ending == ".json" or ending in _LINE_ENDINGS
    if is_json or (in_folder and ending not in _TEXT_ENDINGS):
        what = "no JSON" if is_json else f"a text with the ending {ending}"
        msg = f"{what}; name the file itself, with another ending, to send it as plain text"
        raise MalformedRecord(msg)
    return Format("text", code)


def _refuse_binary(head: bytes) -> None:
    found = next((what for magic, what in _BINARY if head.startswith(magic)), None)
    if head[_TAR[0] : _TAR[0] + len(_TAR[1])] == _TAR[1]:
        found = "a tar archive; unpack it, and name the folder"
    if found is not None:
        raise MalformedRecord(found)


def _json_kind(text: str, ending: str, *, whole: bool) -> Kind:
    """Tell JSON Lines from one JSON value over several lines."""
    first, ended, rest = text.partition("\n")
    if ending in _LINE_ENDINGS:
        return "lines"
    if ending == ".json":
        return "lines" if ended and rest.lstrip().startswith("{") and _is_json(first) else "json"
    if _is_json(first):
        return "lines"
    if not ended:
        return "json" if whole else "lines"
    return "lines" if rest.lstrip().startswith("{") or not _inside_object(first) else "json"


def _has_object(text: str) -> bool:
    """Whether a line of a text is a JSON object, so that the others are damaged."""
    lines = (line.strip() for line in text.split("\n"))
    return any(line.startswith("{") and _is_json(line) for line in lines)


def _inside_object(first: str) -> bool:
    """Whether a first line opens a JSON value that goes on below: it is cut where one may be."""
    return first.rstrip().endswith(("{", ",", "[", ":"))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _markup(text: str) -> Kind | None:
    """Return the kind of a text that begins with a tag; None for no known one.

    Raises:
        MalformedRecord: if it is XML of another kind.
    """
    begin = _PROLOGUE.match(text)
    start = text[begin.end() :] if begin else text
    if _FEED.match(start):
        return "feed"
    if _HTML.match(start) or text[:15].lower().startswith("<!doctype html"):
        return "page"
    root = _ROOT.match(start)
    if root and root[1].lower() == "opml":
        msg = "a list of feeds (OPML); follow them with `dateline feeds`"
        raise MalformedRecord(msg)
    if root and text.startswith("<?xml"):
        msg = f"XML with the root <{root[1]}>, no feed and no page"
        raise MalformedRecord(msg)
    return "page" if root and f"</{root[1].lower()}" in text.lower() else None


def _delimiter(text: str, ending: str) -> str | None:
    """Return what separates the columns of a table; None if it is none.

    Raises:
        MalformedRecord: if it is a table without header.
    """
    told = _SEPARATOR_LINE.match(text)
    first = text[told.end() if told else 0 :].partition("\n")[0].rstrip("\r")
    columns = {one: _columns(first, one) for one in DELIMITERS}
    best = told[1] if told else max(columns, key=lambda one: len(columns[one]))
    names = [column.strip().casefold() for column in columns[best]]
    known = len(_KNOWN_COLUMNS.intersection(names))
    if ending in _TABLE_ENDINGS or (len(names) >= 2 and known >= 2):
        if _looks_like_data(columns[best]):
            msg = "a table without header: its first line has to name the columns"
            raise MalformedRecord(msg)
        return best
    if first.count("\t") >= LEAST_TABS:
        msg = "a table with tabs and without header, such as GDELT's events or GKG"
        raise MalformedRecord(msg)
    return None


def _looks_like_data(columns: list[str]) -> bool:
    return len(columns) > 1 and any(
        column.strip().isdecimal() or "://" in column or len(column) > 200 for column in columns
    )


def _columns(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
