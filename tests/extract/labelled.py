"""Reads the labelled sentences of ``data/``, and what extraction says of them."""

from pathlib import Path

FOLDER = Path(__file__).parent / "data"


def labelled(name: str, part: str) -> list[tuple[str, str]]:
    """Return the label and the text of each sentence of a part: ``seen`` or ``scored``."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(label, text) for told, label, text in rows if told == part]
