"""The deduplicate stage on its topic: mentions in, events out."""

from collections.abc import Sequence
from datetime import UTC, datetime

from schemas import Event, ForwardedMention, MergeOrder, Withdrawal, parse_mention_message
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
        """Return every event that the message changed, and what goes to other blocks.

        The article's arrival on Kafka is the time that an event is first seen, so that a replay
        gives the same record.

        Raises:
            MalformedRecord: if the message is no record of the topic.
        """
        seen = datetime.fromtimestamp(message.origin, UTC)
        applied = self._deduplicator.take(parse_mention_message(message.value or b""), seen)
        between: Sequence[Withdrawal | ForwardedMention | MergeOrder] = (
            *applied.withdrawals,
            *applied.forwarded,
            *applied.orders,
        )
        return [
            *(_newest(one) for one in applied.events),
            *(Outgoing("mentions", one.block.encode(), one.to_json()) for one in between),
            *(Outgoing("event-offers", one.term.encode(), one.to_json()) for one in applied.offers),
        ]


def _newest(event: Event) -> Outgoing:
    name = event.event_id.encode()
    return Outgoing("events", name, event.to_json(), replaces=name)
