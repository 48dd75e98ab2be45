"""Data files of the evaluations, and how they are read."""

from importlib.resources import files


def rows(name: str) -> list[tuple[str, ...]]:
    """Return the tab-separated rows of a file of this folder, without its header."""
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return [
        tuple(line.split("\t")) for line in text.split("\n") if line and not line.startswith("#")
    ]
