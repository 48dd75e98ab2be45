"""The deduplicate stage on its topic: mentions in, events out."""

from datetime import UTC, datetime

from schemas import parse_mention_message
from streams.deduplicate.core import Deduplicator
from streams.runtime.delivery import Incoming, Outgoing


class DeduplicateAgent:
    """Mentions of one block are on one partition, and so in one table."""

    stage = "deduplicate"
    source = "mentions"
    table = "fusion"

    def __init__(self, deduplicator: Deduplicator) -> None:
        self._deduplicator = deduplicator

    def process(self, message: Incoming) -> list[Outgoing]:
        """Return every event that the mention changed.

        The article's arrival on Kafka is the time that an event is first seen, so that a replay
        gives the same record.

        Raises:
            MalformedRecord: if the message is neither a mention nor a withdrawal.
        """
        seen = datetime.fromtimestamp(message.origin, UTC)
        events = self._deduplicator.apply(parse_mention_message(message.value or b""), seen)
        return [Outgoing("events", event.event_id.encode(), event.to_json()) for event in events]
