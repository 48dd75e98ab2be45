"""Download progress in bytes: a bar on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from streams.local.cache import Report

Advance = Callable[[int], None]
"""Receives the number of bytes downloaded since the last call."""

STEPS = 10

Meter = Callable[[str, int, int], AbstractContextManager[Advance]]
"""Shows the download of several files: title, bytes already present, total bytes."""


def meter_for(report: Report) -> Meter:
    """Return a bar if standard error is a terminal, else lines sent to ``report``."""
    return bar if sys.stderr.isatty() else lines(report)


@contextmanager
def bar(title: str, done: int, total: int) -> Iterator[Advance]:
    """Draw a bar with bytes and speed on standard error."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(title, total=total, completed=done)

        def advance(count: int) -> None:
            progress.advance(task, count)

        yield advance


def lines(report: Report) -> Meter:
    """Return a meter that reports a line for each tenth of the bytes."""

    @contextmanager
    def show(title: str, done: int, total: int) -> Iterator[Advance]:
        have, step = done, STEPS * done // max(total, 1)

        def advance(count: int) -> None:
            nonlocal have, step
            have += count
            if STEPS * have // max(total, 1) > step:
                step = STEPS * have // max(total, 1)
                report(f"{title}: {have / 1e6:.0f} of {total / 1e6:.0f} MB")

        yield advance

    return show
