"""The link stage on its topic: offers of events in, orders to merge out."""

from datetime import UTC, datetime

from schemas.story import EventOffer
from streams.deduplicate.linking.finder import LinkFinder
from streams.runtime.delivery import Incoming, Outgoing


class LinkAgent:
    """Offers under one term are on one partition, and so in one table."""

    stage = "link"
    source = "event-offers"
    table = "offers"

    def __init__(self, finder: LinkFinder) -> None:
        self._finder = finder

    def process(self, message: Incoming) -> list[Outgoing]:
        """Return the merges that an offer leads to, for the block of the event that is merged.

        Raises:
            MalformedRecord: if the message is no offer.
        """
        seen = datetime.fromtimestamp(message.origin, UTC)
        offer = EventOffer.from_json(message.value or b"")
        orders = self._finder.take(offer, seen, message.partition)
        return [Outgoing("mentions", order.block.encode(), order.to_json()) for order in orders]
