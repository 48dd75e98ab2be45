"""A record of a file to the JSON of an article: fields named, and what is missing filled in."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from schemas.article import Article
from streams.errors import MalformedRecord, UsageError
from streams.ingest.addresses import article_id_of_text
from streams.ingest.documents import Note, Supplied
from streams.ingest.language_names import is_language_tag
from streams.ingest.shapes import Fields, Shape, in_our_form, shape_of, value_at
from streams.ingest.times import known_zone, read_time

OUR_FIELDS = frozenset({"id", *Article.model_fields} - {"schema_version", "status"})
"""Fields of an article that a field of a file may stand for."""
_NEEDED = ("publisher", "published_at")
"""Fields that each article has to have and that no other field stands for."""
_TIMES = ("published_at", "modified_at")
_UTC = ZoneInfo("UTC")
SHOWN_FIELDS = 12
"""Fields of a record that an error names; a record may have thousands."""


def parse_mapping(text: str | None) -> dict[str, str]:
    """Read ``text=body,published_at=meta.date``: a field of the article, and that of the file.

    Raises:
        UsageError: if a part is no pair, or names no field of an article.
    """
    mapping: dict[str, str] = {}
    for pair in (text or "").split(","):
        ours, separator, theirs = (part.strip() for part in pair.partition("="))
        if not pair.strip():
            continue
        if not separator or not ours or not theirs:
            msg = f"--map {pair!r} is no pair such as text=body"
            raise UsageError(msg)
        if ours not in OUR_FIELDS:
            msg = f"--map: an article has no field {ours!r}; it has {', '.join(sorted(OUR_FIELDS))}"
            raise UsageError(msg)
        mapping[ours] = theirs
    return mapping


def encode(fields: Mapping[str, Any]) -> bytes:
    """Return a record as JSON without empty fields; what is no UTF-8 in it stays as it was."""
    known = {name: value for name, value in fields.items() if value not in (None, "")}
    try:
        return json.dumps(known, ensure_ascii=False).encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, written as \ud800: refused as it stands
        return json.dumps(known).encode()


def remedy_for(article: Fields, record: Fields) -> str:
    """Return how to supply what an article still lacks; empty if it lacks nothing.

    Args:
        article: the fields of the article.
        record: those of the file, which may have it under another name.
    """
    missing = [name for name in _NEEDED if article.get(name) in (None, "")]
    if not missing:
        return ""
    options = " and ".join(f"--{name.replace('_', '-')}" for name in missing)
    example = ",".join(f"{name}=FIELD" for name in missing)
    found = ", ".join(list(map(str, record))[:SHOWN_FIELDS])
    return f"give {options}, or name the field among {found}: --map {example}"


def id_of_text(fields: Fields) -> str | None:
    """Return the id of an article that names neither an id nor an address, by its text.

    None if it names one, or its publisher, time or text cannot be read.
    """
    if any(fields.get(name) not in (None, "") for name in ("article_id", "id", "url")):
        return None
    text, publisher = fields.get("text") or fields.get("title"), fields.get("publisher")
    if not isinstance(text, str) or not isinstance(publisher, str):
        return None
    try:
        moment = datetime.fromisoformat(str(fields.get("published_at")))
        return article_id_of_text(text, publisher, moment)
    except ValueError:
        return None


class Mapper:
    """Gives records the fields of an article. Tells a note once for each shape that it finds."""

    def __init__(self, supplied: Supplied, note: Note) -> None:
        if supplied.language is not None and not is_language_tag(supplied.language):
            msg = f"--language {supplied.language!r} is no language tag such as en or pt-BR"
            raise UsageError(msg)
        self._supplied = supplied
        self._note = note
        self._zone = known_zone(supplied.timezone) if supplied.timezone else None
        self._noted: set[str] = set()

    def to_article(self, record: Fields) -> Fields:
        """Return a record with the fields of an article; the same object if nothing changes.

        Raises:
            MalformedRecord: if it is of a kind that holds no article, or its fields have names
                that stand for none of an article.
        """
        shape = None if self._is_ours(record) else shape_of(record)
        fields = in_our_form(record, shape) if shape else record
        if shape:
            self._note_once(f"read as records of {shape.name}")
        if self._supplied.mapping:
            fields = fields | self._mapped(record)
        if not any(fields.get(name) for name in ("text", "title")):
            raise MalformedRecord(_no_text(record))
        return self._supplied.filled(self._timed(fields, shape))

    def _is_ours(self, record: Fields) -> bool:
        return "published_at" in record and ("text" in record or "title" in record)

    def _mapped(self, record: Fields) -> Fields:
        found = {ours: value_at(record, name) for ours, name in self._supplied.mapping.items()}
        return {ours: value for ours, value in found.items() if value not in (None, "")}

    def _timed(self, fields: Fields, shape: Shape | None) -> Fields:
        zone = self._zone or (_UTC if shape and shape.in_utc else None)
        times = {name: read_time(fields[name], zone) for name in _TIMES if name in fields}
        changed = {name: value for name, value in times.items() if value != fields[name]}
        return fields | changed if changed else fields

    def with_id(self, fields: Fields) -> Fields:
        """Return the fields of an article with an id, derived from its text if it has none."""
        derived = id_of_text(fields)
        if derived is None:
            return fields
        self._note_once("records without id or url: ids are derived from text, outlet and time")
        return fields | {"article_id": derived}

    def _note_once(self, text: str) -> None:
        if text not in self._noted:
            self._noted.add(text)
            self._note(text)


def _no_text(record: Fields) -> str:
    if not record or any(name in record for name in OUR_FIELDS - {"language"}):
        return "Article is malformed: text: Field required"
    names = ", ".join(list(map(str, record))[:SHOWN_FIELDS])
    return f"no field for text or title among {names}; name it, such as --map text=FIELD"
