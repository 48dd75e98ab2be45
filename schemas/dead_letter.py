"""Dead letters: messages that could not be processed, with the error and where they came from."""

import base64
from collections.abc import Mapping, Sequence
from typing import Self

from pydantic import Field, ValidationError

from schemas.record import Record, UtcDatetime, describe
from streams.errors import MalformedRecord

HEADER_PREFIX = "dateline-"


class DeadLetter(Record):
    """A failed message. On the topic, key and value are the original ones, the rest are headers."""

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

    def headers(self) -> list[tuple[str, bytes]]:
        """Return everything but key and value as Kafka headers, UTF-8."""
        fields = self.model_dump(mode="json", exclude={"key", "value"}, exclude_none=True)
        return [
            (HEADER_PREFIX + name, str(value).encode(errors="replace"))
            for name, value in fields.items()
        ]

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

        Raises:
            MalformedRecord: if a header is missing or unreadable.
        """
        pairs = headers.items() if isinstance(headers, Mapping) else headers
        fields: dict[str, object] = {
            field: raw.decode(errors="replace")
            for name, raw in pairs
            if raw is not None
            and (field := name.removeprefix(HEADER_PREFIX)) != name
            and field in cls.model_fields
        }
        fields |= {"key": _encode(key), "value": _encode(value)}
        try:
            return cls.model_validate(fields, strict=False)
        except ValidationError as error:
            msg = f"not a dead letter: {describe(error, 'DeadLetter')}"
            raise MalformedRecord(msg) from error


def _encode(raw: bytes | None) -> str | None:
    return None if raw is None else base64.b64encode(raw).decode()
