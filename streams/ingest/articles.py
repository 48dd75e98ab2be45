"""Raw bytes to an article: what is missing is filled in, HTML is made plain, sizes are limited."""

import re
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from schemas.article import Article
from schemas.record import malformed
from streams.errors import MalformedRecord, TooLarge
from streams.ingest.addresses import article_id_of
from streams.ingest.html import MAX_HTML_CHARACTERS, is_html, text_of_html

MAX_TEXT_BYTES = 1024 * 1024
"""Most UTF-8 bytes of text in one article (1 MiB); the longest news article is a tenth of it."""

EARLIEST_YEAR, LATEST_YEAR = 1600, 2200
"""Years of publication. Others are errors of a clock or a format, and leave no room for the dates
that are counted from them ("two centuries ago")."""
MAX_AHEAD_SECONDS = 24 * 60 * 60
"""How far a date may lie after the arrival: clocks differ, and zones are mistaken for UTC."""
_COMPACT = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
"""Formats of a date that is written as digits only, by their number."""
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?")
_LONGEST_NUMBER = 10**20
"""Whole numbers from here on are no dates, and Python writes none of thousands of digits."""
_UNIX_TIME = (9, 10, 12, 13)
"""Digits of a Unix time from 1973 on, in seconds (9, 10) or milliseconds (12, 13)."""

Fields = dict[str, Any]


def read_article(raw: bytes | str, arrived: float | None = None) -> Article:
    """Read an article from a producer's JSON.

    A null field counts as absent, and unknown fields are ignored. The id is derived from the URL
    when absent, the title stands in for an empty text, and HTML becomes plain text. Dates may also
    be written as digits: 20240512, 20240512183000 (UTC), or Unix time in seconds or milliseconds.
    Records of news-please are read as they are.

    Args:
        raw: the JSON.
        arrived: when the article arrived, in Unix seconds; None or 0 if that is unknown.

    Raises:
        MalformedRecord: if it is not a JSON object, a required field is missing or wrong, or a date
            is not between ``EARLIEST_YEAR`` and ``LATEST_YEAR``, or is after ``arrived``.
        TooLarge: if the text has more than ``MAX_TEXT_BYTES``, or more than
            ``MAX_HTML_CHARACTERS`` of HTML.
    """
    fields = _with_renamed_fields(_fields_of(raw))
    fields = _with_dates(_with_title_for_text(_with_id(_with_plain_text(fields))))
    known = {name: value for name, value in fields.items() if name in _TAKEN and value is not None}
    try:
        # Not strict: producers may write version "2" or a date in seconds.
        article = Article.model_validate(known, strict=False)
    except ValidationError as error:
        raise malformed(error, "Article") from error
    for name, moment in (
        ("published_at", article.published_at),
        ("modified_at", article.modified_at),
    ):
        if moment is not None:
            _check_year(name, moment)
            _check_not_ahead(name, moment, arrived)
    check_size(article.text, f"{article.article_id!r} has ")
    return article


def check_size(text: str, subject: str = "") -> None:
    """Check that a text is within the limit; ``subject`` opens the message of the error.

    Raises:
        TooLarge: if the text has more than ``MAX_TEXT_BYTES`` in UTF-8.
    """
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MAX_TEXT_BYTES:
        msg = f"{subject}{size} bytes of text; at most {MAX_TEXT_BYTES}"
        raise TooLarge(msg)


_NEWS_PLEASE = {
    "maintext": "text",
    "source_domain": "publisher",
    "date_publish": "published_at",
    "date_modify": "modified_at",
}
"""Fields of news-please and ours; its times are in UTC, without an offset."""
_TAKEN = frozenset({"id", *Article.model_fields})


def _fields_of(raw: bytes | str) -> Fields:
    try:
        data = from_json(raw)
    except ValueError as error:
        msg = f"Article is malformed: record: Invalid JSON: {error}"
        raise MalformedRecord(msg) from error
    if not isinstance(data, dict):
        msg = "Article is malformed: record: Input should be an object"
        raise MalformedRecord(msg)
    return {name: value for name, value in data.items() if value is not None}


def _with_renamed_fields(fields: Fields) -> Fields:
    """Rename the fields of a record of news-please, which has ``maintext`` in place of ``text``."""
    if "maintext" not in fields or "text" in fields:
        return fields
    renamed = {_NEWS_PLEASE.get(name, name): value for name, value in fields.items()}
    for name in ("published_at", "modified_at"):
        renamed[name] = _in_utc(renamed.get(name))
    return {name: value for name, value in renamed.items() if value is not None}


def _in_utc(value: Any) -> Any:
    """Return a time without an offset as one in UTC, all else as it is."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return value
    if moment is None or moment.tzinfo is not None:
        return value
    return moment.replace(tzinfo=UTC).isoformat()


def _with_plain_text(fields: Fields) -> Fields:
    text, declared = fields.get("text"), fields.get("content_type")
    if not isinstance(text, str) or declared not in (None, "text/plain", "text/html"):
        return fields
    if declared == "text/html" or (declared is None and is_html(text)):
        if len(text) > MAX_HTML_CHARACTERS:
            msg = f"{len(text)} characters of HTML; at most {MAX_HTML_CHARACTERS}"
            raise TooLarge(msg)
        text = text_of_html(text)
    return {**fields, "text": text, "content_type": "text/plain"}


def _with_dates(fields: Fields) -> Fields:
    """Replace dates that are written as numbers, such as 20240512, "20240512" or 20240512.0."""
    numbers = {name: _number(fields.get(name)) for name in ("published_at", "modified_at")}
    dates = {name: _date_of(name, text) for name, text in numbers.items() if text is not None}
    return {**fields, **dates}


def _number(value: Any) -> str | None:
    """Return a number as text, without a fraction of zeros; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, int) and abs(value) >= _LONGEST_NUMBER:
        return "a number of more than 20 digits"
    text = f"{value:f}" if isinstance(value, float) else str(value).strip()
    if not _NUMBER.fullmatch(text):
        return None
    whole, _, fraction = text.partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


def _date_of(name: str, digits: str) -> str:
    """Return an ISO date, or the digits themselves if they are Unix time."""
    layout = _COMPACT.get(len(digits))
    if layout is not None and digits.isdecimal():
        try:
            moment = datetime.strptime(digits, layout).replace(tzinfo=UTC)
        except ValueError:
            pass
        else:
            if EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
                return moment.isoformat()
    whole = digits.partition(".")[0]
    if whole.isdecimal() and len(whole) in _UNIX_TIME:
        return digits
    msg = (
        f"Article is malformed: {name}: {digits[:40]} is neither a date (YYYYMMDD, YYYYMMDDhhmmss) "
        "nor Unix time in seconds or milliseconds"
    )
    raise MalformedRecord(msg)


def _check_not_ahead(name: str, moment: datetime, arrived: float | None) -> None:
    if arrived and moment.timestamp() > arrived + MAX_AHEAD_SECONDS:
        msg = f"Article is malformed: {name}: {moment.isoformat()} is more than a day in the future"
        raise MalformedRecord(msg)


def _check_year(name: str, moment: datetime) -> None:
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        msg = (
            f"Article is malformed: {name}: the year {moment.year} is not between "
            f"{EARLIEST_YEAR} and {LATEST_YEAR}"
        )
        raise MalformedRecord(msg)


def _with_id(fields: Fields) -> Fields:
    if "article_id" in fields:
        return {name: value for name, value in fields.items() if name != "id"}
    if "id" in fields or not fields.get("url"):
        return fields
    return {**fields, "article_id": article_id_of(str(fields["url"]))}


def _with_title_for_text(fields: Fields) -> Fields:
    text = fields.get("text")
    if text is None or (isinstance(text, str) and not text.strip()):
        return {**fields, "text": fields.get("title")}
    return fields
