"""The article as producers send it: tolerant on what they add, exact on what we need."""

import hashlib
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AliasChoices,
    AwareDatetime,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from schemas.address import canonical_url
from schemas.record import Record, describe
from streams.errors import MalformedRecord, TooLarge
from streams.ingest.html import MAX_HTML_CHARACTERS, is_html, text_of_html

MAX_TEXT_BYTES = 1024 * 1024
"""Most UTF-8 bytes of text in one article (1 MiB); the longest news article is a tenth of it."""


def _say_what_is_needed(schema: dict[str, Any]) -> None:
    """Tell producers that an id or a URL will do, and a text or a title."""
    schema["required"] = ["publisher", "published_at"]
    schema["allOf"] = [
        {"anyOf": [{"required": ["article_id"]}, {"required": ["id"]}, {"required": ["url"]}]},
        {"anyOf": [{"required": ["text"]}, {"required": ["title"]}]},
    ]
    schema["properties"]["id"] = {"type": "string", "description": "Same as article_id."}


class Article(Record):
    """One version of one raw news article, as published.

    ``text`` is plain: as it was sent, or what HTML says when it is read. It is stored so, and every
    offset that Dateline emits counts Unicode code points of it.
    A message with the article's id as key and a null value withdraws the article.
    """

    model_config = ConfigDict(
        frozen=True, strict=False, extra="ignore", json_schema_extra=_say_what_is_needed
    )

    article_id: str = Field(
        min_length=1,
        max_length=512,
        validation_alias=AliasChoices("article_id", "id"),
        description="Stable id of the article; derived from the canonical URL when absent.",
    )
    url: str | None = Field(default=None, max_length=4096, description="Where it was published.")
    publisher: str = Field(
        min_length=1, max_length=256, description="Outlet, best as its domain: bbc.co.uk."
    )
    title: str | None = Field(default=None, description="Headline.")
    text: str = Field(
        description="Plain text of at most 1 MiB of UTF-8, or HTML of at most 4 MiB characters, "
        "which is made plain; the title stands in when it is absent."
    )
    content_type: Literal["text/plain", "text/html"] | None = Field(
        default=None,
        description="What text is; untold, it is HTML when it opens with a tag that it closes. "
        "Stored articles are plain.",
    )
    language: str | None = Field(default=None, max_length=35, description="BCP 47 tag, if known.")
    published_at: AwareDatetime = Field(
        description="When it was published, with time zone; the offset is the outlet's."
    )
    modified_at: AwareDatetime | None = Field(default=None, description="When last changed.")
    timezone: str | None = Field(
        default=None, description="IANA zone of the outlet, for 'on Sunday'; else the offset's."
    )
    version: int = Field(default=1, ge=1, description="Rises with each correction.")
    status: Literal["published", "retracted"] = Field(
        default="published", description="'retracted' withdraws what the article said."
    )

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        filled = _plain({name: value for name, value in data.items() if value is not None})
        if not any(name in filled for name in ("article_id", "id")) and filled.get("url"):
            filled["article_id"] = article_id_of(str(filled["url"]))
        text = filled.get("text")
        if text is None or (isinstance(text, str) and not text.strip()):
            filled["text"] = filled.get("title")
        return {name: value for name, value in filled.items() if value is not None}

    @field_validator("text")
    @classmethod
    def _has_text(cls, text: str) -> str:
        if not text.strip():
            msg = "title and text are both empty"
            raise ValueError(msg)
        return text

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str | None) -> str | None:
        if name is not None:
            try:
                ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError) as error:
                msg = f"{name!r} is not an IANA time zone such as 'Europe/London'"
                raise ValueError(msg) from error
        return name

    @classmethod
    def from_json(cls, raw: bytes | str) -> Self:
        """Read an article from a producer's JSON.

        Raises:
            MalformedRecord: if it is not JSON or a needed field is missing or wrong.
            TooLarge: if the text is over ``MAX_TEXT_BYTES``.
        """
        try:
            article = cls.model_validate_json(raw)
        except ValidationError as error:
            raise MalformedRecord(describe(error, "Article")) from error
        size = len(article.text.encode())
        if size > MAX_TEXT_BYTES:
            msg = f"{article.article_id!r} has {size} bytes of text; at most {MAX_TEXT_BYTES}"
            raise TooLarge(msg)
        return article


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with HTML made plain."""
    text, told = data.get("text"), data.get("content_type")
    if not isinstance(text, str) or told not in {None, "text/plain", "text/html"}:
        return data
    if told == "text/html" or (told is None and is_html(text)):
        if len(text) > MAX_HTML_CHARACTERS:
            msg = f"{len(text)} characters of HTML; at most {MAX_HTML_CHARACTERS}"
            raise TooLarge(msg)
        text = text_of_html(text)
    return {**data, "text": text, "content_type": "text/plain"}


def article_id_of(url: str) -> str:
    """Derive an article id from a URL: SHA-256 of its canonical form, first 32 hex digits.

    So an update under the same address, or its mobile or AMP version, is the same article.
    """
    return hashlib.sha256(canonical_url(url).encode()).hexdigest()[:32]
