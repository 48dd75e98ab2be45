"""Events written out: a table for people, JSON for programs."""

import json
from collections.abc import Sequence
from typing import Literal, TextIO, get_args

from rich.console import Console

from schemas import Event
from streams.search.query import EventHit
from streams.search.render import hit_table

Format = Literal["table", "json", "jsonl"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write_hits(hits: Sequence[EventHit], form: Format, out: TextIO) -> None:
    """Write events as a table, as one JSON array, or as one JSON object per line."""
    if form == "table":
        Console(file=out).print(hit_table(hits))
    elif form == "json":
        records = [hit.event.model_dump(mode="json") for hit in hits]
        out.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")
    else:
        write_lines([hit.event for hit in hits], out)


def write_lines(events: Sequence[Event], out: TextIO) -> None:
    """Write one event per line as JSON, at once."""
    for event in events:
        out.write(event.to_json().decode() + "\n")
    out.flush()
