from datetime import date

import pytest

from evaluation.cases.matching import counts, figure_fits, is_unwanted, misfits, pair, place_fits
from evaluation.cases.model import EventUnwanted, EventWanted, FigureWanted, PlaceWanted
from schemas import Figure
from tests.evaluation.make import event as make_event
from tests.evaluation.make import place as make_place

KYIV = make_place(50.45, 30.52, country="UA")
DAY = date(2024, 5, 12)
WANTED = EventWanted(types=("shelling",), date_start="2024-05-12", date_end="2024-05-12")


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (None, True),
        (PlaceWanted(none=True), False),
        (PlaceWanted(country="UA"), True),
        (PlaceWanted(country="RU|UA"), True),
        (PlaceWanted(country="RU"), False),
        (PlaceWanted(lat=50.5, lon=30.5), True),
        (PlaceWanted(lat=48.0, lon=30.5), False),
        (PlaceWanted(level="country"), False),
        (PlaceWanted(lat=50.5, lon=30.5, max_precision=1), False),
    ],
)
def test_a_place_fits(wanted: PlaceWanted | None, fits: bool) -> None:
    assert place_fits(wanted, KYIV, 30) is fits


def test_no_place_fits_where_none_may_be() -> None:
    assert place_fits(PlaceWanted(or_none=True, country="UA"), None, 30)
    assert not place_fits(PlaceWanted(country="UA"), None, 30)


@pytest.mark.parametrize(
    ("wanted", "figure", "fits"),
    [
        (FigureWanted(best=3), Figure(low=3, best=3, high=3), True),
        (FigureWanted(best=(2, 4)), Figure(low=3, best=3, high=None), True),
        (FigureWanted(high=(20, 30)), Figure(low=20, best=None, high=None), True),
        (FigureWanted(low=20), Figure(low=None, best=20, high=20), False),
        (FigureWanted(none=True), None, True),
        (FigureWanted(none=True), Figure(low=1, best=1, high=1), False),
        (FigureWanted(best=3), None, False),
    ],
)
def test_a_figure_fits(wanted: FigureWanted, figure: Figure | None, fits: bool) -> None:
    assert figure_fits(wanted, figure) is fits


def test_what_does_not_fit_is_named() -> None:
    event = make_event(kind="bombing", days=(date(2024, 5, 14), date(2024, 5, 14)))
    assert misfits(WANTED, event) == ["type", "date"]


def test_an_optional_event_gives_way_to_one_that_must_be_there() -> None:
    event = make_event(kind="shelling", days=(DAY, DAY))
    optional = WANTED.model_copy(update={"optional": True})
    assert pair([optional, WANTED], [event]) == {1: 0}


def test_only_counting_events_are_unwanted_unless_any_is_said() -> None:
    event = make_event(kind="shelling", days=(DAY, DAY), modality="negated")
    assert not counts(event)
    assert not is_unwanted(EventUnwanted(types=("shelling",)), event)
    assert is_unwanted(EventUnwanted(types=("shelling",), any=True), event)
