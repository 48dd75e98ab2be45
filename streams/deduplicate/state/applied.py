"""What one message leads to: changed events, and messages between blocks."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas.event import Event
from schemas.mention import Withdrawal
from schemas.story import EventOffer, ForwardedMention, MergeOrder


@dataclass
class Applied:
    """The messages to send, kind by kind."""

    events: list[Event] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    """Of mentions that an event of another block holds no longer; they go before ``forwarded``."""
    forwarded: list[ForwardedMention] = field(default_factory=list)
    orders: list[MergeOrder] = field(default_factory=list)
    offers: list[EventOffer] = field(default_factory=list)

    @classmethod
    def of(cls, parts: Iterable["Applied"]) -> "Applied":
        """Return all parts as one."""
        whole = cls()
        for part in parts:
            whole.events += part.events
            whole.withdrawals += part.withdrawals
            whole.forwarded += part.forwarded
            whole.orders += part.orders
            whole.offers += part.offers
        return whole
