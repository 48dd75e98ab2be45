"""Events and activity as tables on a terminal."""

from collections.abc import Mapping, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from schemas import CityActivity, Event
from streams.search.bodies import MARK_END, MARK_START
from streams.search.query import EventHit
from streams.search.words import (
    area_text,
    figure_text,
    marked_parts,
    outlets_text,
    publishers_of,
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
MAX_OUTLETS = 2


def event_table(events: Sequence[Event], quotes: Mapping[str, Text] | None = None) -> Table:
    """Return events as rows: when, what, where, killed low to high, outlets, status.

    ``quotes`` are shown under what happened, by event id.
    """
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("when", no_wrap=True, style="cyan")
    table.add_column("what", ratio=3, min_width=14)
    table.add_column("where", ratio=2, min_width=12)
    table.add_column("killed", justify="right", no_wrap=True)
    table.add_column("outlets", ratio=1)
    table.add_column("status", no_wrap=True)
    for event in events:
        table.add_row(*_event_cells(event, (quotes or {}).get(event.event_id)))
    return table


def hit_table(hits: Sequence[EventHit]) -> Table:
    """Return found events with the quotes that matched, the matching words in bold."""
    quotes = {
        hit.event.event_id: Text("\n").join(highlighted(quote) for quote in hit.highlights)
        for hit in hits
        if hit.highlights
    }
    return event_table([hit.event for hit in hits], quotes)


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
    """Return an event's revision as one line."""
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


def _event_cells(event: Event, quote: Text | None) -> list[Text]:
    what = Text(what_text(event.event_type), style="bold")
    if quote is not None:
        what = Text("\n").join([what, quote])
    return [
        Text(when_text(event)),
        what,
        _plain(where_text(event.place)),
        Text(figure_text(event.casualties.killed)),
        _outlets(event),
        Text(event.status, style=STATUS_STYLES[event.status]),
    ]


def _outlets(event: Event) -> Text:
    names = publishers_of(event)
    shown = ", ".join(names[:MAX_OUTLETS]) + (", …" if len(names) > MAX_OUTLETS else "")
    return _plain(f"{outlets_text(event)}: {shown}" if names else outlets_text(event))


def _plain(text: str) -> Text:
    return Text(without_controls(text))
