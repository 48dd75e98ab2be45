"""Templates and answers for tests; only what a test is about is said."""

from datetime import date

from evaluation.muc4.answer import Answer
from evaluation.muc4.template import Entity, Interval, Levels, Template

MAY_1 = date(1989, 5, 1)
LIMA: Levels = (("PERU",), ("LIMA",))


def template(
    *types: str,
    when: tuple[Interval, ...] = ((MAY_1, MAY_1),),
    places: tuple[Levels, ...] = (LIMA,),
    by: tuple[Entity, ...] = (),
    to: tuple[Entity, ...] = (),
    optional: bool = False,
) -> Template:
    return Template("DEV-MUC3-9001", "1", optional, types or ("BOMBING",), when, places, by, to)


def answer(
    kind: str = "BOMBING",
    *,
    when: Interval = (MAY_1, MAY_1),
    country: str | None = "peru",
    finest: str | None = "lima",
    coarse: bool = False,
    by: tuple[str, ...] = (),
    to: tuple[str, ...] = (),
) -> Answer:
    names = frozenset({finest} if finest else ())
    return Answer(kind, when, country, names, coarse, by, to, "quote")
