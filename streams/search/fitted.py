"""Tables whose columns fit the terminal without breaking a word."""

from collections.abc import Callable, Sequence

from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

GAP, EDGES = 2, 2
"""Blanks between two columns, and at both edges of the table together."""
Rows = Sequence[Sequence[Text]]


class Column:
    """A column: its heading, its style, and whether its cells may go on in a second line."""

    def __init__(
        self, heading: str, *, style: str = "", right: bool = False, wraps: bool = False
    ) -> None:
        self.heading = heading
        self.style = style
        self.right = right
        self.wraps = wraps


Layout = tuple[Sequence[Column], Rows]
"""The columns of a table and its rows, with a cell for each column."""


class FittedTable:
    """Shows the first of several layouts, from wide to narrow, in which every word is whole.

    A column that wraps is as wide as its longest word at least. Where no layout fits, the last one
    is shown and its longest words are broken.
    """

    def __init__(self, *layouts: Callable[[], Layout]) -> None:
        self._layouts = layouts

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table."""
        del console
        for make in self._layouts:
            columns, rows = make()
            widths = fit(columns, rows, options.max_width)
            if widths is not None:
                break
        yield _table(columns, rows, widths)


def fit(columns: Sequence[Column], rows: Rows, available: int) -> list[int] | None:
    """Return the widths of columns in characters, or None if there is a word that does not fit.

    What the words leave free goes to the columns that wrap, to each as far as it needs it.
    """
    cells = [[Text(c.heading), *(row[i] for row in rows)] for i, c in enumerate(columns)]
    whole = [max(cell.cell_len for cell in column) for column in cells]
    least = [
        max(_longest_word(cell) for cell in column) if columns[i].wraps else whole[i]
        for i, column in enumerate(cells)
    ]
    free = available - sum(least) - GAP * (len(columns) - 1) - EDGES
    if free < 0:
        return None
    widths = list(least)
    while free and (wanting := [i for i, w in enumerate(widths) if w < whole[i]]):
        # The most crowded first, so that all of them need about as many lines.
        widths[min(wanting, key=lambda i: widths[i] / whole[i])] += 1
        free -= 1
    return widths


def _table(columns: Sequence[Column], rows: Rows, widths: Sequence[int] | None) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, GAP - 1, 0, 0))
    for index, column in enumerate(columns):
        table.add_column(
            column.heading,
            style=column.style,
            justify="right" if column.right else "left",
            no_wrap=not column.wraps and widths is not None,
            width=widths[index] if widths is not None else None,
        )
    for row in rows:
        table.add_row(*row)
    return table


def _longest_word(cell: Text) -> int:
    return max((Text(word).cell_len for word in cell.plain.split()), default=0)
