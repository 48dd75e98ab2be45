"""Events found, written out: a table for people, files' formats for programs."""

import io
from collections.abc import Sequence
from typing import Literal, TextIO, get_args

from rich.console import Console

from schemas import Event
from streams.export.sets import COLUMN_SETS
from streams.export.writers import open_writer
from streams.search.query import EventHit
from streams.search.render import hit_table

Format = Literal["table", "json", "jsonl", "csv", "geojson"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write_hits(hits: Sequence[EventHit], form: Format, out: TextIO) -> None:
    """Write events as a table, or as a file of a format would hold them."""
    if form == "table":
        Console(file=out).print(hit_table(hits))
        return
    packed = io.BytesIO()
    writer = open_writer(form, packed, COLUMN_SETS["dateline"])
    writer.write([hit.event for hit in hits])
    writer.close()
    out.write(packed.getvalue().decode())


def write_lines(events: Sequence[Event], out: TextIO) -> None:
    """Write one event per line as JSON, at once."""
    for event in events:
        out.write(event.to_json().decode() + "\n")
    out.flush()
