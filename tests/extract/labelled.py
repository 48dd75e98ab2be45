"""Reads the labelled sentences of ``data/``, and what extraction says of them."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "data"


def labelled(name: str, part: str) -> list[tuple[str, str]]:
    """Return the label and the text of each sentence of a part: ``seen`` or ``scored``."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(label, text) for its_part, label, text in rows if its_part == part]


def f1_of(read: Iterable[tuple[Counter[str], Counter[str], str]]) -> tuple[float, list[str]]:
    """Return the F1 over what was wanted and given for each text, and each text that went wrong."""
    right = number = 0
    wrong = []
    for gold, given, text in read:
        right += (gold & given).total()
        number += gold.total() + given.total()
        if gold != given:
            wrong.append(f"{text}\n   missing {list(gold - given)}, too much {list(given - gold)}")
    return 2 * right / number, wrong
