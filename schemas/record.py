"""The base classes of all records: frozen, strictly validated, serialised as JSON."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Generic, Self, TypeVar
from weakref import WeakValueDictionary

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from streams.errors import MalformedRecord, UnknownVersion

SCHEMA_VERSION = 2
"""Increases if a field changes its meaning or is removed, not if an optional field is added."""

Value = TypeVar("Value", bound=BaseModel)


def _to_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


UtcDatetime = Annotated[AwareDatetime, AfterValidator(_to_utc)]
"""A point in time, converted to UTC."""

Probability = Annotated[float, Field(ge=0.0, le=1.0)]
"""A probability from 0 (certainly wrong) to 1 (certainly right)."""

Latitude = Annotated[float, Field(ge=-90.0, le=90.0)]
"""WGS84 degrees north."""

Longitude = Annotated[float, Field(ge=-180.0, le=180.0)]
"""WGS84 degrees east."""


NEWER = "newer_version"
"""Type of the validation error for a schema version that is not known yet."""


def _known_version(version: int) -> int:
    known = {"newest": SCHEMA_VERSION}
    if version > SCHEMA_VERSION:
        raise PydanticCustomError(NEWER, "newer than {newest}, which this Dateline reads", known)
    return version


Version = Annotated[int, Field(ge=1, le=2**53 - 1)]
"""A version or revision. JSON numbers above are not exact everywhere, and the indices store one
above 2**63 - 1 neither."""


class Part(BaseModel):
    """A frozen, strictly validated part of a record; unknown fields are rejected."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Record(Part):
    """A whole message on a topic."""

    schema_version: Annotated[int, AfterValidator(_known_version)] = Field(
        default=SCHEMA_VERSION, ge=1
    )

    def to_json(self) -> bytes:
        """Return the record as compact UTF-8 JSON, with fields in the order of declaration."""
        return self.model_dump_json().encode()

    @classmethod
    def from_json(cls, raw: bytes | str) -> Self:
        """Read a record from JSON.

        Raises:
            MalformedRecord: if the JSON is not a valid record; the message names each bad field.
            UnknownVersion: if it is of a later schema version.
        """
        try:
            return cls.model_validate_json(raw)
        except ValidationError as error:
            raise malformed(error, cls.__name__) from error


def malformed(error: ValidationError, record: str) -> MalformedRecord:
    """Return the error for a record that is not valid, or is of a later version than is known."""
    for item in error.errors(include_url=False, include_input=False):
        if item["loc"][-1:] == ("schema_version",) and item["type"] == NEWER:
            return UnknownVersion(f"{record}: schema_version: {item['msg']}")
    return MalformedRecord(describe(error, record))


def describe(error: ValidationError, record: str) -> str:
    """Return a one-line message that names the invalid fields, without their values."""
    problems = [
        f"{'.'.join(str(step) for step in item['loc']) or 'record'}: {item['msg']}"
        for item in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return f"{record} is malformed: {'; '.join(problems[:5])}"


def quote_hash(quote: str) -> str:
    """Return the SHA-256 of a quote's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(quote.encode()).hexdigest()


class Shared(Generic[Value]):
    """Returns for each value the first equal one that is still in use.

    Nothing is kept alive by it. For frozen values only: whoever holds one holds that of others.

    Args:
        hash_of: returns a hash of the content of a value; by default its own.

    >>> class Words(BaseModel, frozen=True):
    ...     words: tuple[str, ...]
    >>> shared = Shared[Words]()
    >>> one, other = Words(words=("a", "b")), Words(words=("a", "b"))
    >>> one is other, shared(one) is shared(other)
    (False, True)
    """

    def __init__(self, hash_of: Callable[[Value], int] = hash) -> None:
        self._hash_of = hash_of
        self._known: WeakValueDictionary[int, Value] = WeakValueDictionary()

    def __call__(self, value: Value) -> Value:
        """Return the value that stands for all equal ones."""
        known = self._known.setdefault(self._hash_of(value), value)
        return known if known == value else value
