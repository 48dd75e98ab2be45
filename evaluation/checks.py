"""What a matched event says beyond type, day and place, held against what is expected."""

from dataclasses import dataclass

from evaluation.gold import GoldKilled, Range
from evaluation.score import Row
from schemas import Figure


@dataclass(frozen=True)
class Check:
    """One question to a matched event: its kind, whether it is right, and what was told."""

    kind: str
    right: bool
    told: str


def checks_of(row: Row) -> list[Check]:
    """Return the checks that apply; none when nothing matched."""
    checks = (_killed(row), _precision(row), _articles(row))
    return [check for check in checks if check is not None]


def figures_told(figure: Figure | None) -> tuple[int | None, int | None]:
    """Return the lowest and highest count of a figure; the best stands in for one untold."""
    if figure is None:
        return None, None
    low = figure.best if figure.low is None else figure.low
    high = figure.best if figure.high is None else figure.high
    return low, high


def killed_fits(killed: GoldKilled, figure: Figure | None) -> bool:
    """Whether both ends of the figure lie in their ranges."""
    low, high = figures_told(figure)
    return _inside(low, killed.low) and _inside(high, killed.high)


def _killed(row: Row) -> Check | None:
    if row.event is None or row.gold.killed is None:
        return None
    figure = row.event.casualties.killed
    right = killed_fits(row.gold.killed, figure)
    wanted = f"{row.gold.killed.low} to {row.gold.killed.high}"
    return Check("killed", right, f"killed {figures_told(figure)}, expected {wanted}")


def _precision(row: Row) -> Check | None:
    if row.event is None or row.event.place is None:
        return None
    place, most = row.event.place, row.gold.place.precision_max
    told = f"{place.name} has precision {place.precision}, at most {most} expected"
    return Check("place precision", place.precision <= most, told)


def _articles(row: Row) -> Check | None:
    if row.event is None or not row.gold.articles:
        return None
    told = {item.article_id for item in row.event.evidence}
    wanted = set(row.gold.articles)
    parts = [f"lacks {name}" for name in sorted(wanted - told)]
    parts += [f"has {name} too" for name in sorted(told - wanted)]
    return Check("articles", told == wanted, "; ".join(parts))


def _inside(value: int | None, allowed: Range | None) -> bool:
    return allowed is None or (value is not None and allowed[0] <= value <= allowed[1])
