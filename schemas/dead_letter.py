"""A message that no stage could take, with what is needed to understand and replay it."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Self

from pydantic import Field

from schemas.record import Record, UtcDatetime
from streams.errors import MalformedRecord

HEADER_PREFIX = "dateline-"


class DeadLetter(Record):
    """A failed message. On the topic the original bytes are the value and the rest are headers."""

    stage: str
    reason: str = Field(description="Fixed word: malformed, too_large, stage_failed ...")
    error_class: str
    message: str
    topic: str
    partition: int = Field(ge=0)
    offset: int = Field(ge=0)
    first_failed_at: UtcDatetime
    pipeline_version: str
    key: str | None = Field(description="Original key, base64.")
    value: str | None = Field(description="Original bytes, base64.")

    def headers(self) -> list[tuple[str, bytes]]:
        """Return everything but key and value as Kafka headers, UTF-8."""
        fields = self.model_dump(mode="json", exclude={"key", "value"})
        return [(HEADER_PREFIX + name, str(value).encode()) for name, value in fields.items()]

    def key_bytes(self) -> bytes | None:
        """Return the original key."""
        return None if self.key is None else base64.b64decode(self.key)

    def value_bytes(self) -> bytes | None:
        """Return the original value, byte for byte."""
        return None if self.value is None else base64.b64decode(self.value)

    @classmethod
    def from_message(
        cls,
        headers: Sequence[tuple[str, bytes]] | Mapping[str, bytes],
        key: bytes | None,
        value: bytes | None,
    ) -> Self:
        """Read a dead letter back from its Kafka message.

        Raises:
            MalformedRecord: if a header is missing or unreadable.
        """
        pairs = headers.items() if isinstance(headers, Mapping) else headers
        fields: dict[str, object] = {
            name.removeprefix(HEADER_PREFIX): raw.decode(errors="replace")
            for name, raw in pairs
            if name.startswith(HEADER_PREFIX)
        }
        try:
            fields |= {
                name: int(str(fields[name])) for name in ("schema_version", "partition", "offset")
            }
        except (KeyError, ValueError, binascii.Error) as error:
            msg = f"not a dead letter of Dateline: header {error} is missing or not a number"
            raise MalformedRecord(msg) from error
        fields["key"] = _encode(key)
        fields["value"] = _encode(value)
        return cls.model_validate(fields, strict=False)


def _encode(raw: bytes | None) -> str | None:
    return None if raw is None else base64.b64encode(raw).decode()
