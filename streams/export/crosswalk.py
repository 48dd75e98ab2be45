"""What the schemes that events are exported to put above their codes."""

from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=2)
def crosswalk(name: str) -> dict[str, tuple[str, ...]]:
    """Return a table of ``data/`` by its first column."""
    text = (files("streams.export") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {first: tuple(rest) for first, *rest in rows}
