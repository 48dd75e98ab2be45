"""The output that README.md shows, made by the code: ``python -m documentation.readme`` writes it.

The tables of the demo and the answer to a search are those of the samples, in one process, in the
order in which the index returns them. What depends on the machine (ports, seconds, versions of
servers) stays as it is.
"""

import re
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from rich.console import Console, RenderableType

from schemas import CityActivity, Event
from streams.ingest.documents import article_of
from streams.ingest.readers import ArticleReader
from streams.search.event_query import STANDING
from streams.search.render import activity_table, event_table
from streams.wiring.demo import SHOWN_DAYS, SHOWN_EVENTS
from streams.wiring.pipeline import PipelineResult, arrival, make_pipeline

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
WIDTH = 110
_EVENTS = re.compile(r"^ +id +when +what +where.*?(?=\n\n)", re.MULTILINE | re.DOTALL)
_ACTIVITY = re.compile(r"^ +area +window.*?(?=\n\n)", re.MULTILINE | re.DOTALL)
_COUNT = re.compile(r"\d+ messages became \d+ events")
_SEARCH = re.compile(r"(?<=^```text\n).*?(?=\n\n1  “)", re.MULTILINE | re.DOTALL)
MALFORMED = 4
"""Messages of the demo that are no articles."""


def updated(readme: str, result: PipelineResult, articles: int) -> str:
    """Return the README with the output that a result has now.

    Raises:
        ValueError: if the README no longer shows one of the outputs.
    """
    events = shown_events(result.events)
    found = [
        one
        for one in events
        if one.event_type == "shelling" and one.place and one.place.city == "Kharkiv"
    ]
    count = f"{articles + MALFORMED} messages became {len(events)} events"
    for pattern, text in (
        (_EVENTS, drawn(event_table(events))),
        (_ACTIVITY, drawn(activity_table(shown_activity(result.activity)))),
        (_COUNT, count),
        (_SEARCH, drawn(event_table(found, numbered=True))),
    ):
        found_at = pattern.search(readme)
        if found_at is None:
            msg = f"README.md does not show what {pattern.pattern!r} matches"
            raise ValueError(msg)
        readme = readme[: found_at.start()] + text + readme[found_at.end() :]
    return readme


def shown_events(events: Sequence[Event]) -> list[Event]:
    """Return the events that a search without filters finds, in its order: the newest first."""
    shown = [
        event
        for event in events
        if event.status in STANDING
        and event.modality == "asserted"
        and event.temporal_role == "current"
    ]
    shown.sort(key=lambda event: event.event_id)
    shown.sort(key=lambda event: (event.date_end, event.last_published), reverse=True)
    return shown[:SHOWN_EVENTS]


def shown_activity(activity: Sequence[CityActivity]) -> list[CityActivity]:
    """Return the newest days of cities in event time, as the demo lists them."""
    days = [
        one
        for one in activity
        if one.area.level == "city"
        and one.granularity == "day"
        and one.clock == "event"
        and one.n_events
    ]
    days.sort(key=lambda one: one.activity_id)
    days.sort(key=lambda one: (one.window_start, one.n_events), reverse=True)
    return days[:SHOWN_DAYS]


def drawn(table: RenderableType) -> str:
    """Return what a terminal shows, without the blanks at the ends of lines."""
    out = StringIO()
    Console(file=out, width=WIDTH).print(table)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join(line for line in lines if line)


def run_samples() -> tuple[PipelineResult, int]:
    """Run the samples; return what stands, and the number of articles."""
    pipeline = make_pipeline()
    documents = list(ArticleReader().read(ROOT / "samples" / "articles.jsonl"))
    for document in documents:
        article = article_of(document)
        pipeline.feed(article.article_id.encode(), document.value, arrival(article))
    return pipeline.result(), len(documents)


def main() -> None:
    """Write README.md; with ``--check``, fail if it is out of date."""
    result, articles = run_samples()
    before = README.read_text(encoding="utf-8")
    after = updated(before, result, articles)
    if "--check" in sys.argv[1:]:
        sys.exit(0 if before == after else "out of date: run python -m documentation.readme")
    README.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
