"""Progress of commands that read articles: number, rate, and time left by the bytes read."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from streams.ingest.readers import ArticleReader

Item = TypeVar("Item")


class _Rate(ProgressColumn):
    """Items per second since the start."""

    def render(self, task: Task) -> Text:
        elapsed = task.elapsed or 0.0
        rate = task.fields["number"] / elapsed if elapsed else 0.0
        return Text(f"{rate:,.0f}/s")


def tracked(
    items: Iterable[Item], reader: ArticleReader, name: str, *, quiet: bool = False
) -> Iterator[Item]:
    """Yield items, with a line of progress on a terminal: number, rate, time left.

    The time left is that of the bytes of all files; standard input has none.
    """
    columns = (
        TextColumn("{task.fields[number]:,} {task.description}"),
        BarColumn(),
        _Rate(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    hidden = quiet or not sys.stderr.isatty()
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        task = progress.add_task(name, total=None, number=0)
        for number, item in enumerate(items, start=1):
            yield item
            if not hidden:
                total = reader.size or None
                progress.update(task, total=total, completed=reader.position, number=number)
