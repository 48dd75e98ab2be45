"""The deduplicate stage on its topic: mentions in, events out."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial

from schemas import ForwardedMention, MergeOrder, Withdrawal, parse_mention_message
from schemas.mention import SignatureCarriers
from streams.deduplicate.core import Deduplicator
from streams.deduplicate.linking.offers import gathered
from streams.runtime.coalesce import Deferred, Output
from streams.runtime.delivery import Incoming, Outgoing


class DeduplicateAgent:
    """Mentions of one block are on one partition, and so in one table."""

    stage = "deduplicate"
    source = "mentions"
    table = "fusion"

    def __init__(self, deduplicator: Deduplicator, partitions: int) -> None:
        """Send offers to a topic of so many ``partitions``."""
        self._deduplicator = deduplicator
        self._partitions = partitions

    def process(self, message: Incoming) -> list[Output]:
        """Return what goes to other blocks, and outputs that make documents and offers later.

        Each event that the message changed is fused once for a whole batch of messages.

        The article's arrival on Kafka is the time that an event is first seen, so that a replay
        gives the same record.

        Raises:
            MalformedRecord: if the message is no record of the topic.
        """
        seen = datetime.fromtimestamp(message.origin, UTC)
        applied = self._deduplicator.take(parse_mention_message(message.value or b""), seen)
        between: Sequence[Withdrawal | ForwardedMention | MergeOrder] = (
            *applied.withdrawals,
            *_lightened(applied.forwarded),
            *applied.orders,
        )
        block = applied.block
        return [
            *(
                Deferred(f"event {one}".encode(), partial(self._event, block, one))
                for one in applied.events
            ),
            *(Outgoing("mentions", one.block.encode(), one.to_json()) for one in between),
            *(
                Deferred(f"offers {one}".encode(), partial(self._offers, block, one))
                for one in applied.offering
            ),
        ]

    def _event(self, block: str, event_id: str) -> list[Outgoing]:
        event = self._deduplicator.event(block, event_id)
        return [Outgoing("events", event_id.encode(), event.to_json())] if event else []

    def _offers(self, block: str, event_id: str) -> list[Outgoing]:
        offers = gathered(self._deduplicator.offers(block, event_id), self._partitions)
        return [Outgoing("event-offers", one.term.encode(), one.to_json()) for one in offers]


def _lightened(forwarded: Sequence[ForwardedMention]) -> Iterator[ForwardedMention]:
    """Yield forwarded mentions with the signature of an article once for each block."""
    carriers = SignatureCarriers()
    for one in forwarded:
        yield one.model_copy(update={"mention": carriers.lighten(one.mention, one.block)})
