"""Pictures of the terminal for the docs, made by the code: ``python -m documentation.pictures``.

Each is an SVG of what a command prints for the samples, in one process and without servers.
"""

import io
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console, RenderableType
from rich.terminal_theme import MONOKAI
from rich.text import Text

from documentation.readme import run_samples, shown_events
from schemas import Event
from streams.commands.geoparse_output import Rows
from streams.search.render import event_table
from streams.search.story import story
from streams.wiring.geoparse import Document, make_geoparser

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "tutorial" / "terminal"
WIDTH = 100
TEXT = (
    "Shells fell on Saltivka, a district of Kharkiv. In the west, the mayor of Lviv spoke to "
    "families who had fled from Bakhmut."
)
_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
"""Fonts from the network, which a page of the docs does not load."""
_GEOPARSE = """echo '{"text": "Shells fell ..."}' | dateline geoparse - --format table"""


def pictures() -> dict[str, str]:
    """Return the SVG of each picture by the name of its file."""
    result, _ = run_samples()
    events = shown_events(result.events)
    merged = [one for one in events if one.n_publishers > 1]
    told = min(merged, key=lambda one: (one.n_mentions, one.event_id))
    shown: dict[str, tuple[str, Callable[[Console], None]]] = {
        "events.svg": ("dateline events", _printing(event_table(events, numbered=True))),
        "explain.svg": (
            f"dateline explain {told.event_id[:8]}",
            _printing(_story(told, result.events)),
        ),
        "geoparse.svg": (_GEOPARSE, _geoparse),
    }
    return {name: _drawn(name, command, draw) for name, (command, draw) in shown.items()}


def _printing(what: RenderableType) -> Callable[[Console], None]:
    return lambda console: console.print(what)


def _story(event: Event, others: Sequence[Event]) -> RenderableType:
    named = {one.event_id: one for one in others}
    return story(event, named, [one for one in others if one.superseded_by == event.event_id])


def _geoparse(console: Console) -> None:
    parsed = make_geoparser().read(Document(text=TEXT, language="en"))
    rows = Rows(io.StringIO())
    rows.add("a", parsed)
    console.print(rows.table())


def _drawn(name: str, command: str, draw: Callable[[Console], None]) -> str:
    console = Console(width=WIDTH, record=True, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ {command}", style="dim"))
    draw(console)
    identity = f"terminal-{name.partition('.')[0]}"
    svg = console.export_svg(title="dateline", theme=MONOKAI, unique_id=identity)
    return _FONTS.sub("", svg)


def main() -> None:
    """Write the pictures; with ``--check``, fail if one is out of date."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    old = []
    for name, svg in pictures().items():
        path = FOLDER / name
        if "--check" not in sys.argv[1:]:
            path.write_text(svg, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != svg:
            old.append(name)
    if old:
        sys.exit(f"out of date: {', '.join(old)}; run python -m documentation.pictures")


if __name__ == "__main__":
    main()
