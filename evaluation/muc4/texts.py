"""The texts of MUC-4 as articles: upper-case newswire with the day of each in its dateline."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path

from evaluation.files import noon, read_text
from schemas import Article
from streams.errors import UsageError

_HEAD = re.compile(r"^((?:DEV|TST\d+)-MUC\d-\d{4})\b.*$", re.MULTILINE)
_DAY = re.compile(r"\b(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) (\d{2})\b")
DATELINE = 300
"""Characters from the start of a text within which its dateline stands."""
PUBLISHER = "muc4.example"


def read_texts(path: Path) -> list[Article]:
    """Return the documents of a file as articles, with their ids.

    A document whose dateline has no day is taken for as old as the one before it: the files
    are in the order of collection.

    Raises:
        UsageError: if the file is missing, or holds no document with a day.
    """
    found = list(_documents(read_text(path)))
    if not found:
        msg = f"{path}:1: no document; each starts with an id such as DEV-MUC3-0001"
        raise UsageError(msg)
    days = [_day_of(text) for _, text in found]
    last = next((day for day in days if day), None)
    if last is None:
        msg = f"{path}:1: no document has a dateline such as 'BOGOTA, 3 JAN 90'"
        raise UsageError(msg)
    articles = []
    for (name, text), day in zip(found, days, strict=True):
        last = day or last
        articles.append(
            Article(article_id=name, publisher=PUBLISHER, text=text, published_at=noon(last))
        )
    return articles


def _documents(text: str) -> Iterator[tuple[str, str]]:
    heads = list(_HEAD.finditer(text))
    for head, following in zip_longest(heads, heads[1:]):
        end = following.start() if following else len(text)
        body = text[head.end() : end].strip("\n")
        if body.strip():
            yield head[1], body


def _day_of(text: str) -> date | None:
    match = _DAY.search(text[:DATELINE])
    if match is None:
        return None
    try:
        return datetime.strptime(match[0], "%d %b %y").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None
