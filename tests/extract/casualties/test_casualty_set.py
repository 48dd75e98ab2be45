import pytest

from schemas.mention import Figure
from tests.extract.labelled import labelled
from tests.extract.reading import drafts

KINDS = ("killed", "injured", "detained", "displaced")
LEAST = {"seen": 0.92, "scored": 0.9}


def read_figures(text: str) -> dict[str, str]:
    """Return the largest figure of each kind over all drafts, as the labels write it."""
    found: dict[str, Figure] = {}
    for draft in drafts(text):
        for kind in KINDS:
            figure = getattr(draft.casualties, kind)
            if figure is not None and (
                kind not in found or (found[kind].best or 0) < (figure.best or 0)
            ):
                found[kind] = figure
    return {kind: written(figure) for kind, figure in found.items()}


def written(figure: Figure) -> str:
    if figure.low == figure.best == figure.high:
        return str(figure.best)
    low, high = ("open" if n is None else n for n in (figure.low, figure.high))
    return f"{figure.best} {low}..{high}"


def wanted(label: str) -> dict[str, str]:
    if label == "none":
        return {}
    found: dict[str, str] = {}
    kind = ""
    for part in label.split():
        if "=" in part:
            kind, _, found[kind] = part.partition("=")
        else:
            found[kind] += f" {part}"
    return found


def mistakes(part: str) -> tuple[list[str], int]:
    """Return the sentences with any figure wrong, and how many there are at all."""
    rows = labelled("casualties.tsv", part)
    wrong = [
        f"{text} {read_figures(text)}, not {wanted(label)}"
        for label, text in rows
        if read_figures(text) != wanted(label)
    ]
    return wrong, len(rows)


@pytest.mark.parametrize("part", ["seen", "scored"])
def test_the_share_of_sentences_with_all_figures_right_holds(part: str) -> None:
    wrong, number = mistakes(part)
    assert number >= 60
    assert 1 - len(wrong) / number >= LEAST[part], "\n".join(wrong)
