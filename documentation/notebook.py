"""The notebook as a page of the docs, executed: ``python -m documentation.notebook`` writes it.

The cells of ``examples/events.ipynb`` run in their order, in a folder with the samples. The page
shows them with what they print, and the pictures that they save.
"""

import ast
import contextlib
import html
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from streams.search.words import DASH

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "examples" / "events.ipynb"
PAGE = ROOT / "docs" / "tutorial" / "notebook.md"
HEAD = "<!-- Written by `python -m documentation.notebook` from examples/events.ipynb. -->"
SHOWN_ROWS = 8


def cells() -> list[tuple[str, str]]:
    """Return the cells of the notebook: their kind and their text."""
    found = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [(one["cell_type"], "".join(one["source"])) for one in found]


def executed(folder: Path) -> str:
    """Run the cells in a folder, where they leave their pictures, and return the page."""
    (folder / "samples").symlink_to(ROOT / "samples")
    names: dict[str, Any] = {}
    parts = [HEAD]
    with contextlib.chdir(folder):
        for kind, text in cells():
            if kind == "markdown":
                parts.append(text)
                continue
            before = set(folder.glob("*.png"))
            shown = _run(text, names)
            parts.append(f"```python\n{text}\n```")
            parts += [_table(shown)] if shown is not None else []
            saved = sorted(set(folder.glob("*.png")) - before)
            parts += [f"![{one.stem} of the events](notebook-{one.name})" for one in saved]
    return "\n\n".join(parts) + "\n"


def _run(text: str, names: dict[str, Any]) -> Any:
    """Run a cell, and return the value of its last line if that is an expression."""
    tree = ast.parse(text)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, NOTEBOOK.name, "exec"), names)  # noqa: S102 (our own notebook)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names)  # noqa: S307


def _table(frame: Any) -> str:
    """Return the first rows of a data frame as a table of the page."""
    rows = [list(map(_cell, row)) for row in frame.head(SHOWN_ROWS).itertuples(index=False)]
    lines = [_row(list(map(str, frame.columns))), _row(["---"] * len(frame.columns))]
    more = len(frame) - SHOWN_ROWS
    note = f"\n\nand {more} rows more" if more > 0 else ""
    return "\n".join([*lines, *map(_row, rows)]) + note


def _cell(value: Any) -> str:
    """Return a value as people write it: days without hours, and a dash for what is unknown."""
    text = str(value).removesuffix(" 00:00:00")
    return DASH if text in {"<NA>", "NaT", "None"} else html.escape(text)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


@contextlib.contextmanager
def ran() -> Iterator[tuple[str, Path]]:
    """Run the notebook; give the page, and the folder of the pictures while the context lasts."""
    os.environ.setdefault("MPLBACKEND", "agg")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        yield executed(folder), folder


def main() -> None:
    """Write the page and its pictures; with ``--check``, fail if the page is out of date."""
    with ran() as (page, folder):
        if "--check" in sys.argv[1:]:
            same = PAGE.read_text(encoding="utf-8") == page
            sys.exit(0 if same else "out of date: run python -m documentation.notebook")
        PAGE.write_text(page, encoding="utf-8")
        for picture in folder.glob("*.png"):
            (PAGE.parent / f"notebook-{picture.name}").write_bytes(picture.read_bytes())


if __name__ == "__main__":
    main()
