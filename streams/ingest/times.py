"""Times as files write them, to ISO 8601 with an offset."""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from streams.errors import UsageError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_WHOLE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})")
"""A time in ISO 8601 with an offset, which stays as it is written."""
_BASIC = re.compile(r"(\d{8})T(\d{6})(Z?)")
_NAMED_UTC = re.compile(r"(?<=\d)\s*(?:UTC|GMT)$")
_SHORT_OFFSET = re.compile(r"(?<=\d)\s+(?=[+-]\d{2}:?\d{2}$)")
_MAIL = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3}\w*\s+\d{4}\b")


def known_zone(name: str) -> ZoneInfo:
    """Return an IANA time zone.

    Raises:
        UsageError: if there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        msg = f"unknown time zone {name!r}; write an IANA name such as Europe/London"
        raise UsageError(msg) from error


def moment_of(text: str, option: str) -> datetime:
    """Read a time with its zone from the command line; ``option`` is what errors call it.

    Raises:
        UsageError: if it is no ISO 8601 time, or has no zone.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"{option} {text!r} is not an ISO 8601 time such as 2024-05-01T12:00:00+02:00"
        raise UsageError(msg) from error
    if moment.tzinfo is None:
        msg = f"{option} {text!r} has no time zone; add one, such as Z or +02:00"
        raise UsageError(msg)
    return moment


def read_time(value: Any, zone: tzinfo | None = None) -> Any:
    """Return a time in ISO 8601, or the value as it is where it is none.

    Read are ISO 8601 in its usual spellings, dates of mails and feeds (Sun, 12 May 2024 18:40:00
    +0300), and 20240512T183000Z. A date alone is its midnight, in ``zone`` or else UTC, like
    20240512. A time without an offset is one in ``zone``; without ``zone`` it is returned as it
    is, and the article refused.

    >>> read_time("Sun, 12 May 2024 18:40:00 +0300")
    '2024-05-12T18:40:00+03:00'
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    if _WHOLE.fullmatch(text):
        return value
    moment = _parsed(text)
    if moment is None:
        return value
    if _DAY.fullmatch(text):
        moment = moment.replace(tzinfo=zone or UTC)
    if moment.tzinfo is None:
        if zone is None:
            return value
        moment = moment.replace(tzinfo=zone)
    return moment.isoformat()


def _parsed(text: str) -> datetime | None:
    if basic := _BASIC.fullmatch(text):
        text = f"{basic[1]}T{basic[2]}+00:00"
    if text.isdecimal():
        return None
    try:
        return datetime.fromisoformat(_SHORT_OFFSET.sub("", _NAMED_UTC.sub("+00:00", text)))
    except ValueError:
        pass
    if not _MAIL.match(text):
        return None
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
