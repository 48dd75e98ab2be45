"""A dictionary of the newest entries, to keep parsed records in memory."""

from collections import OrderedDict
from typing import Generic, TypeVar

RECENT_RECORDS = 8192
"""Parsed records of a kind kept in memory, some 8 KB each; others are read again."""

Value = TypeVar("Value")


class Recent(OrderedDict[str, Value], Generic[Value]):
    """A dictionary that holds the newest ``RECENT_RECORDS`` entries."""

    def __setitem__(self, key: str, value: Value) -> None:
        super().__setitem__(key, value)
        self.move_to_end(key)
        if len(self) > RECENT_RECORDS:
            self.popitem(last=False)
