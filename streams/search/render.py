"""Events and activity as tables for a terminal, and events in file formats."""

import io
from collections.abc import Callable, Sequence
from typing import Literal, TextIO, get_args

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from schemas import CityActivity, Event
from streams.export.writers import COLUMN_SETS, open_writer
from streams.search.bodies import MARK_END, MARK_START
from streams.search.fitted import Column, FittedTable, Layout
from streams.search.query import EventHit
from streams.search.words import (
    area_text,
    figure_text,
    marked_parts,
    outlets_text,
    types_text,
    what_text,
    when_text,
    where_text,
    without_controls,
)

SHORT_ID = 8
"""Characters of an event's id that are shown: enough to identify it in `dateline explain`."""
STATUS_STYLES = {
    "candidate": "yellow",
    "confirmed": "green",
    "disputed": "red",
    "retracted": "dim strike",
    "merged": "dim",
}


def event_table(events: Sequence[Event], *, numbered: bool = False) -> FittedTable:
    """Return events as rows: id, when, what, where, killed low to high, outlets, status.

    The id is as short as ``dateline explain`` takes it. On a narrow terminal, what and where share
    a column, and outlets are shown as "4 (3)": three of four are independent.
    """

    def layout(columns: Sequence[Column], cells: Callable[[Event], list[Text]]) -> Layout:
        rows = [cells(event) for event in events]
        if not numbered:
            return columns, rows
        number = Column("", right=True, style="dim")
        return [number, *columns], [[Text(str(n)), *row] for n, row in enumerate(rows, 1)]

    return FittedTable(
        lambda: layout(_WIDE_EVENT, _wide_cells), lambda: layout(_NARROW_EVENT, _narrow_cells)
    )


_ID = Column("id", style="dim")
_WHEN = Column("when", style="cyan")
_LAST = (Column("killed", right=True), Column("outlets"), Column("status"))
_WIDE_EVENT = (_ID, _WHEN, Column("what"), Column("where", wraps=True), *_LAST)
_NARROW_EVENT = (
    _ID,
    Column("when", style="cyan", wraps=True),
    Column("what, where", wraps=True),
    *_LAST,
)


def _wide_cells(event: Event) -> list[Text]:
    first, what, where, last = _event_cells(event)
    outlets = Text(outlets_text(event))
    return [*first, what, where, last[0], outlets, last[1]]


def _narrow_cells(event: Event) -> list[Text]:
    first, what, where, last = _event_cells(event)
    copied = event.n_independent != event.n_publishers
    outlets = f"{event.n_publishers} ({event.n_independent})" if copied else event.n_publishers
    both = Text.assemble(what, "\n", where)
    return [*first, both, last[0], Text(str(outlets)), last[1]]


def _event_cells(event: Event) -> tuple[list[Text], Text, Text, list[Text]]:
    return (
        [Text(event.event_id[:SHORT_ID]), Text(when_text(event))],
        Text(what_text(event.event_type), style="bold"),
        _plain(where_text(event.place)),
        [
            Text(figure_text(event.casualties.killed)),
            Text(event.status, style=STATUS_STYLES[event.status]),
        ],
    )


def hit_table(hits: Sequence[EventHit]) -> Group:
    """Return search results as rows and, below them, the matching quotes by row number."""
    quotes = Table.grid(padding=(0, 2, 0, 0))
    for number, hit in enumerate(hits, 1):
        for quote in dict.fromkeys(hit.highlights):
            quotes.add_row(Text(str(number), style="dim"), highlighted(quote))
    return Group(event_table([hit.event for hit in hits], numbered=True), quotes)


def activity_table(activities: Sequence[CityActivity]) -> FittedTable:
    """Return windows as rows: area, window, events, killed, articles, outlets, types."""
    rows = [
        [
            _plain(area_text(activity.area)),
            Text(f"{window_text(activity)} ({activity.clock})"),
            Text(str(activity.n_events)),
            Text(figure_text(activity.casualties.killed)),
            Text(str(activity.n_articles)),
            Text(str(activity.n_publishers)),
            Text(types_text(activity.events_by_type)),
        ]
        for activity in activities
    ]
    counts = [Column(name, right=True) for name in ("events", "killed", "articles", "outlets")]
    area, types = Column("area", wraps=True), Column("types", wraps=True)
    return FittedTable(
        lambda: ([area, Column("window", style="cyan"), *counts, types], rows),
        lambda: ([area, Column("window", style="cyan", wraps=True), *counts, types], rows),
    )


def window_text(activity: CityActivity) -> str:
    """Return a window as its length and start in UTC: 'day 2012-07-22'."""
    shape = "%Y-%m-%d %H:00" if activity.granularity == "hour" else "%Y-%m-%d"
    return f"{activity.granularity} {activity.window_start.strftime(shape)}"


def event_line(event: Event) -> Text:
    """Return a revision of an event as one line."""
    line = Text(when_text(event), style="cyan")
    line.append(f"  {what_text(event.event_type)}", style="bold")
    line.append(f"  {without_controls(where_text(event.place))}", style="default")
    line.append(f"  killed {figure_text(event.casualties.killed)}", style="default")
    line.append(f"  outlets {outlets_text(event)}", style="default")
    line.append(f"  {event.status}", style=STATUS_STYLES[event.status])
    return line.append(f"  revision {event.revision}", style="dim")


def highlighted(quote: str) -> Text:
    """Return a quote with its matching words in bold."""
    text = Text("“", style="dim")
    for part, matched in marked_parts(quote, MARK_START, MARK_END):
        text.append(without_controls(part), style="bold not dim" if matched else "")
    return text.append("”")


def _plain(text: str) -> Text:
    return Text(without_controls(text))


Format = Literal["table", "json", "jsonl", "csv", "geojson"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write_hits(hits: Sequence[EventHit], form: Format, out: TextIO) -> None:
    """Write events as a table, or in the format of an export file."""
    if form == "table":
        Console(file=out).print(hit_table(hits))
        return
    packed = io.BytesIO()
    writer = open_writer(form, packed, COLUMN_SETS["dateline"])
    writer.write([hit.event for hit in hits])
    writer.close()
    out.write(packed.getvalue().decode())


def write_lines(events: Sequence[Event], out: TextIO) -> None:
    """Write one event per line as JSON, and flush."""
    for event in events:
        out.write(event.to_json().decode() + "\n")
    out.flush()
