"""Dead letters: messages that could not be processed, with the error and where they came from."""

import base64
from collections.abc import Mapping, Sequence
from typing import Self

from pydantic import Field, ValidationError

from schemas.record import Record, UtcDatetime, describe
from streams.errors import MalformedRecord

HEADER_PREFIX = "dateline-"
ORIGINAL_KEY = "dateline-original_key"
"""Header with the key of the failed message, as it came."""

NULL_VALUE = "dateline-null_value"
"""Header of a letter for a message without a value, which is then empty: on a compacted topic, a
null value would delete the letter."""


class DeadLetter(Record):
    """A failed message. On the topic, the value is the original one and the rest are headers.

    The key is made of stage and position, so that compaction removes a letter that was written
    twice.
    """

    stage: str
    reason: str = Field(description="Reason code: malformed, too_large, stage_failed ...")
    error_class: str
    message: str
    topic: str
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    first_failed_at: UtcDatetime
    pipeline_version: str
    key: str | None = Field(description="Original key, base64.")
    value: str | None = Field(description="Original bytes, base64.")
    value_bytes_in_full: int | None = Field(
        default=None,
        ge=0,
        description="Size of the original value in bytes if only its start is kept, because the "
        "message was too large for a dead letter. Null if key and value are whole.",
    )
    value_sha256: str | None = Field(
        default=None, description="SHA-256 of the original value if only its start is kept."
    )

    @property
    def whole(self) -> bool:
        """Whether key and value are kept byte for byte."""
        return self.value_bytes_in_full is None

    @property
    def identity(self) -> tuple[str, str, int, int]:
        """Stage and position of the message: the same for a letter that is written twice."""
        return self.stage, self.topic, self.partition, self.offset

    @property
    def message_key(self) -> bytes:
        """The key of the letter on the topic, the same for a letter that is written twice."""
        return ":".join(str(part) for part in self.identity).encode()

    def headers(self) -> list[tuple[str, bytes]]:
        """Return everything but the value as Kafka headers, UTF-8."""
        fields = self.model_dump(mode="json", exclude={"key", "value"}, exclude_none=True)
        told = [
            (HEADER_PREFIX + name, str(value).encode(errors="replace"))
            for name, value in fields.items()
        ]
        if (key := self.key_bytes()) is not None:
            told.append((ORIGINAL_KEY, key))
        return told if self.value is not None else [*told, (NULL_VALUE, b"true")]

    def key_bytes(self) -> bytes | None:
        """Return the original key."""
        return None if self.key is None else base64.b64decode(self.key)

    def value_bytes(self) -> bytes | None:
        """Return the original value, byte for byte."""
        return None if self.value is None else base64.b64decode(self.value)

    @classmethod
    def from_message(
        cls,
        headers: Sequence[tuple[str, bytes | None]] | Mapping[str, bytes | None],
        key: bytes | None,
        value: bytes | None,
    ) -> Self:
        """Read a dead letter back from its Kafka message.

        Letters of before have the key of the failed message, and not one of their own.

        Raises:
            MalformedRecord: if a header is missing or unreadable.
        """
        pairs = list(headers.items() if isinstance(headers, Mapping) else headers)
        fields: dict[str, object] = {
            field: raw.decode(errors="replace")
            for name, raw in pairs
            if raw is not None
            and (field := name.removeprefix(HEADER_PREFIX)) != name
            and field in cls.model_fields
        }
        fields |= {"key": encode(key), "value": encode(value)}
        try:
            letter = cls.model_validate(fields, strict=False)
        except ValidationError as error:
            msg = f"not a dead letter: {describe(error, 'DeadLetter')}"
            raise MalformedRecord(msg) from error
        if key != letter.message_key:
            return letter
        known = dict(pairs)
        original = {"key": encode(known.get(ORIGINAL_KEY))}
        return letter.model_copy(update=original | ({"value": None} if NULL_VALUE in known else {}))


def encode(raw: bytes | None) -> str | None:
    """Return bytes as base64, as the fields ``key`` and ``value`` hold them."""
    return None if raw is None else base64.b64encode(raw).decode()
