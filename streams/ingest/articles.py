"""Raw bytes to an article: what is missing is filled in, HTML is made plain, sizes are limited."""

from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from schemas.article import Article
from schemas.record import describe
from streams.errors import MalformedRecord, TooLarge
from streams.ingest.addresses import article_id_of
from streams.ingest.html import MAX_HTML_CHARACTERS, is_html, text_of_html

MAX_TEXT_BYTES = 1024 * 1024
"""Most UTF-8 bytes of text in one article (1 MiB); the longest news article is a tenth of it."""

Fields = dict[str, Any]


def read_article(raw: bytes | str) -> Article:
    """Read an article from a producer's JSON.

    A null field counts as absent, and unknown fields are ignored. The id is derived from the URL
    when absent, the title stands in for an empty text, and HTML becomes plain text.

    Raises:
        MalformedRecord: if it is not a JSON object, or a required field is missing or wrong.
        TooLarge: if the text has more than ``MAX_TEXT_BYTES``, or more than
            ``MAX_HTML_CHARACTERS`` of HTML.
    """
    fields = _with_title_for_text(_with_id(_with_plain_text(_fields_of(raw))))
    known = {name: value for name, value in fields.items() if name in _TAKEN and value is not None}
    try:
        # Not strict: producers may write version "2" or a date in seconds.
        article = Article.model_validate(known, strict=False)
    except ValidationError as error:
        raise MalformedRecord(describe(error, "Article")) from error
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
