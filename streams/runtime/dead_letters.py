"""Dead letters: the original bytes, and in headers why no stage could take them."""

import base64
from datetime import UTC, datetime

from schemas import DeadLetter
from streams import __version__
from streams.errors import DatelineError
from streams.runtime.delivery import Incoming, Outgoing


def dead_letter(stage: str, message: Incoming, error: DatelineError, now: float) -> Outgoing:
    """Return the message that keeps a failed one; ``now`` is Unix time in seconds."""
    letter = DeadLetter(
        stage=stage,
        reason=error.reason,
        error_class=type(error).__name__,
        message=str(error)[:2000],
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        first_failed_at=datetime.fromtimestamp(now, UTC),
        pipeline_version=__version__,
        key=None,
        value=None,
    )
    return Outgoing("dead-letters", message.key, message.value, tuple(letter.headers()))


def printable(raw: str | None, longest: int = 200) -> str:
    """Return the start of base64-encoded bytes as text for a terminal."""
    if raw is None:
        return ""
    text = base64.b64decode(raw).decode(errors="replace")
    shown = "".join(char if char.isprintable() else " " for char in text[: longest + 1])
    return shown if len(shown) <= longest else shown[:longest] + "…"
