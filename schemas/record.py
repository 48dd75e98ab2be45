"""What all records share: how they are frozen, checked and written."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from streams.errors import MalformedRecord

SCHEMA_VERSION = 2
"""Rises when a field changes its meaning or goes; a new optional field does not raise it."""


def _to_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


UtcDatetime = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""A moment with time zone, kept and written in UTC."""

Probability = Annotated[float, Field(ge=0.0, le=1.0)]
"""A confidence from 0 (surely wrong) to 1 (surely right)."""

Latitude = Annotated[float, Field(ge=-90.0, le=90.0)]
"""WGS84 degrees north."""

Longitude = Annotated[float, Field(ge=-180.0, le=180.0)]
"""WGS84 degrees east."""


class Part(BaseModel):
    """A frozen, strict piece of a record; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Record(Part):
    """A whole message on a topic."""

    schema_version: int = Field(default=SCHEMA_VERSION, ge=1)

    def to_json(self) -> bytes:
        """Return the record as compact UTF-8 JSON, fields in their declared order."""
        return self.model_dump_json().encode()

    @classmethod
    def from_json(cls, raw: bytes | str) -> Self:
        """Read a record from JSON.

        Raises:
            MalformedRecord: if the bytes are not this record; the message names each bad field.
        """
        try:
            return cls.model_validate_json(raw)
        except ValidationError as error:
            raise MalformedRecord(describe(error, cls.__name__)) from error


def describe(error: ValidationError, record: str) -> str:
    """Say in one line what is wrong with a record, field by field, without its values."""
    problems = [
        f"{'.'.join(str(step) for step in item['loc']) or 'record'}: {item['msg']}"
        for item in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return f"{record} is malformed: {'; '.join(problems[:5])}"


def quote_hash(quote: str) -> str:
    """Return the SHA-256 of a quote's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(quote.encode()).hexdigest()
