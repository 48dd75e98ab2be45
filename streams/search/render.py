"""Events and activity as tables for a terminal, and events in file formats."""

import io
from collections.abc import Sequence
from typing import Literal, TextIO, get_args

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from schemas import CityActivity, Event
from streams.export.writers import COLUMN_SETS, open_writer
from streams.search.bodies import MARK_END, MARK_START
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

STATUS_STYLES = {
    "candidate": "yellow",
    "confirmed": "green",
    "disputed": "red",
    "retracted": "dim strike",
    "merged": "dim",
}


def event_table(events: Sequence[Event], *, numbered: bool = False) -> Table:
    """Return events as rows: when, what, where, killed low to high, outlets, status."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    if numbered:
        table.add_column("", justify="right", no_wrap=True, style="dim")
    table.add_column("when", no_wrap=True, style="cyan")
    table.add_column("what")
    table.add_column("where")
    table.add_column("killed", justify="right", no_wrap=True)
    table.add_column("outlets", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for number, event in enumerate(events, 1):
        first = [Text(str(number))] if numbered else []
        table.add_row(*first, *_event_cells(event))
    return table


def hit_table(hits: Sequence[EventHit]) -> Group:
    """Return search results as rows and, below them, the matching quotes by row number."""
    quotes = Table.grid(padding=(0, 2, 0, 0))
    for number, hit in enumerate(hits, 1):
        for quote in dict.fromkeys(hit.highlights):
            quotes.add_row(Text(str(number), style="dim"), highlighted(quote))
    return Group(event_table([hit.event for hit in hits], numbered=True), quotes)


def activity_table(activities: Sequence[CityActivity]) -> Table:
    """Return windows as rows: area, window, events, killed, articles, outlets, types."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("area")
    table.add_column("window", no_wrap=True, style="cyan")
    for name in ("events", "killed", "articles", "outlets"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("types")
    for activity in activities:
        table.add_row(
            _plain(area_text(activity.area)),
            f"{window_text(activity)} ({activity.clock})",
            str(activity.n_events),
            figure_text(activity.casualties.killed),
            str(activity.n_articles),
            str(activity.n_publishers),
            types_text(activity.events_by_type),
        )
    return table


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


def _event_cells(event: Event) -> list[Text]:
    return [
        Text(when_text(event)),
        Text(what_text(event.event_type), style="bold"),
        _plain(where_text(event.place)),
        Text(figure_text(event.casualties.killed)),
        Text(outlets_text(event)),
        Text(event.status, style=STATUS_STYLES[event.status]),
    ]


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
