"""One version of a news article.

Producers may omit fields or send additional ones: ``streams.ingest.articles.read_article`` turns
their input into the record. The JSON Schema describes the input that producers may send.
"""

from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AliasChoices,
    AwareDatetime,
    ConfigDict,
    Field,
    field_validator,
)

from schemas.record import Record, Version

MAX_TITLE_CHARACTERS = 2000
"""Longest headline; those of live pages reach a few hundred characters."""


def _describe_input(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema what producers must send: an id or a URL, a text or a title."""
    schema.pop("additionalProperties", None)
    schema["required"] = ["publisher", "published_at"]
    schema["allOf"] = [
        {"anyOf": [{"required": ["article_id"]}, {"required": ["id"]}, {"required": ["url"]}]},
        {"anyOf": [{"required": ["text"]}, {"required": ["title"]}]},
    ]
    schema["properties"]["id"] = {"type": "string", "description": "Same as article_id."}


class Article(Record):
    """One version of one raw news article, as published.

    ``text`` is plain text: as sent, or extracted from HTML when the article is read. It is stored
    in that form, and every offset in Dateline's records counts its Unicode code points.
    A message with the article's id as key and a null value withdraws the article.
    """

    model_config = ConfigDict(json_schema_extra=_describe_input)

    article_id: str = Field(
        min_length=1,
        max_length=512,
        validation_alias=AliasChoices("article_id", "id"),
        description="Stable id of the article; derived from the canonical URL when absent.",
    )
    url: str | None = Field(default=None, max_length=4096, description="Where it was published.")
    publisher: str = Field(
        min_length=1, max_length=256, description="Outlet, preferably as its domain: bbc.co.uk."
    )
    title: str | None = Field(
        default=None, max_length=MAX_TITLE_CHARACTERS, description="Headline."
    )
    text: str = Field(
        description="Plain text of at most 1 MiB in UTF-8, or HTML of at most 4,194,304 "
        "characters, which is converted to plain text. Defaults to the title."
    )
    content_type: Literal["text/plain", "text/html"] | None = Field(
        default=None,
        description="Format of text. By default, text that starts with a tag and closes it is "
        "taken for HTML. Stored articles are plain text.",
    )
    language: str | None = Field(default=None, max_length=35, description="BCP 47 tag, if known.")
    published_at: AwareDatetime = Field(
        description="Time of publication, with the outlet's UTC offset."
    )
    modified_at: AwareDatetime | None = Field(default=None, description="When last changed.")
    timezone: str | None = Field(
        default=None,
        max_length=64,
        description="IANA zone of the outlet, for dates such as 'on Sunday'; "
        "defaults to the offset of published_at.",
    )
    version: Version = Field(default=1, description="Increases with each correction.")
    status: Literal["published", "retracted"] = Field(
        default="published",
        description="'retracted' withdraws everything that the article reported.",
    )

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
