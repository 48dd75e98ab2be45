from datetime import date

import pytest

from evaluation.gunviolence.score import why_apart
from schemas import Event
from tests.evaluation.make import ERBIL, event, place

LATER = (date(2024, 5, 3), date(2024, 5, 4))
NOWHERE = event("e2").model_copy(update={"place": None})


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (None, "no main event"),
        (NOWHERE, "no place"),
        (event("e2", "raid", where=place(ERBIL[0] + 1), days=LATER), "places far apart"),
        (event("e2", "raid", days=LATER), "days differ"),
        (event("e2", "raid"), "types differ"),
        (event("e2", days=(None, date(2024, 5, 4))), "alike in type, day and place"),
    ],
)
def test_the_weightiest_difference_is_told(other: Event | None, why: str) -> None:
    assert why_apart(event(), other) == why
    assert why_apart(other, event()) == why
