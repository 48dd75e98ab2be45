"""What is stored of mentions and events, and a cache of parsed records."""

from collections import OrderedDict
from typing import Generic, TypeVar

from schemas.event import Event, MergeStep
from schemas.mention import Mention
from schemas.record import Part, UtcDatetime

RECENT_RECORDS = 8192
"""Parsed records of a kind kept in memory, some 8 KB each; others are read again."""

Value = TypeVar("Value")


class MentionRecord(Part):
    """A mention as last received, or the mark that it was withdrawn."""

    version: int
    mention: Mention | None
    touched: tuple[str, ...]
    """Events that its last change altered: a repetition emits them again."""
    changed_at: UtcDatetime
    """Time of processing of that change."""


class EventRecord(Part):
    """An event: its identity and who belongs to it; the facts follow from the mentions."""

    event_id: str
    revision: int
    first_seen: UtcDatetime
    home_year: int | None = None
    joins: tuple[MergeStep, ...]
    keys: tuple[str, ...]
    closed: Event | None
    """The last emission of an event without mentions: retracted or merged."""
    changed_at: UtcDatetime
    """Time of processing of its last change."""

    @property
    def is_merged(self) -> bool:
        """Return whether the event lives on in another one."""
        return self.closed is not None and self.closed.superseded_by is not None


class Recent(OrderedDict[str, Value], Generic[Value]):
    """A dictionary that holds the newest ``RECENT_RECORDS`` entries."""

    def __setitem__(self, key: str, value: Value) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > RECENT_RECORDS:
            self.popitem(last=False)


class RecordCache:
    """Parsed records of all blocks, by store key."""

    def __init__(self) -> None:
        self.mentions: Recent[MentionRecord] = Recent()
        self.events: Recent[EventRecord] = Recent()
