"""A headline states what the event does, and no more."""

from typing import Any

import pytest

from schemas import Casualties, Figure
from streams.search.headline import headline
from tests.index.records import PLACE, event

DASH = "\N{EN DASH}"
THREE, SEVEN = Figure(low=3, best=3, high=3), Figure(low=7, best=7, high=None)
NO_ONE = Figure(low=0, best=0, high=0)


def _place(**changes: Any) -> Any:
    return PLACE.model_copy(update=changes)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, f"Shelling kills 19{DASH}25 in Rastóva, Donetsk"),
        ({"event_type": "arrest"}, f"Arrest, 19{DASH}25 killed in Rastóva, Donetsk"),
        ({"casualties": Casualties()}, "Shelling in Rastóva, Donetsk"),
        ({"casualties": Casualties(killed=NO_ONE)}, "Shelling in Rastóva, Donetsk"),
        (
            {"casualties": Casualties(killed=THREE, injured=SEVEN)},
            "Shelling kills 3 and injures 7+ in Rastóva, Donetsk",
        ),
        (
            {"casualties": Casualties(), "modality": "negated"},
            "Denied: shelling in Rastóva, Donetsk",
        ),
        ({"casualties": Casualties(), "place": None}, "Shelling"),
        (
            {"casualties": Casualties(), "place": _place(precision=2)},
            "Shelling near Rastóva, Donetsk",
        ),
        (
            {"casualties": Casualties(), "place": _place(name="Saltivka", city="Kharkiv")},
            "Shelling in Saltivka, Kharkiv",
        ),
        (
            {"casualties": Casualties(), "place": _place(precision=4, city=None, name="Donetsk")},
            "Shelling somewhere in Donetsk, Ukraine",
        ),
    ],
)
def test_the_headline_of_an_event(changes: dict[str, Any], expected: str) -> None:
    assert headline(event(**changes)) == expected
