"""Figures of casualty words and of events."""

import pytest

from schemas.mention import Figure
from streams.extract.casualties.figures import casualties_of, figure_of, fixed, total, without
from streams.extract.casualties.numbers import Count, PersonCount
from streams.extract.casualties.tables import Voice
from tests.extract.candidates import make_casualty
from tests.extract.casualties.sentences import sentence

NOWHERE = sentence("nobody")
"""A sentence for figures whose wording leaves no range."""
UNSPECIFIC = frozenset({"others"})


def people(low: int | None, best: int, high: int | None, group: str | None = None) -> PersonCount:
    return PersonCount(0, 1, Count(0, 1, low, best, high), group)


def test_the_figure_of_a_word_is_the_sum_of_its_victims() -> None:
    figure = figure_of(NOWHERE, Voice("verb"), [people(2, 2, 2), people(3, 4, 5)], UNSPECIFIC)
    assert figure == Figure(low=5, best=6, high=7)


def test_an_open_outcome_may_have_hit_nobody() -> None:
    figure = figure_of(NOWHERE, Voice("open_verb"), [people(4, 4, 4)], UNSPECIFIC)
    assert figure == Figure(low=0, best=4, high=4)


def test_a_single_number_with_a_range_keeps_its_wording() -> None:
    s = sentence("hundreds of sailors fled")
    fled = PersonCount(0, 3, Count(0, 2, 200, 300, 999), None)
    figure = figure_of(s, Voice("before"), [fled], UNSPECIFIC)
    assert figure == Figure(low=200, best=300, high=999, as_written="hundreds")


def test_no_number_is_no_figure() -> None:
    assert figure_of(NOWHERE, Voice("open_verb"), [], UNSPECIFIC) is None


def test_a_word_with_a_number_needs_no_victims() -> None:
    assert fixed(Voice("=", 2)) == Figure(low=2, best=2, high=2)
    assert fixed(Voice("verb")) is None
    assert figure_of(NOWHERE, Voice("=", 2), [people(9, 9, 9)], UNSPECIFIC) == fixed(Voice("=", 2))


def test_a_side_that_is_open_in_one_count_is_open_in_the_sum() -> None:
    figure = total([people(20, 20, None), people(None, 3, 3)], UNSPECIFIC)
    assert figure == Figure(low=None, best=23, high=None)


def test_groups_are_listed_without_unspecific_ones() -> None:
    counted = [people(1, 1, 1, "bakers"), people(1, 1, 1, "others"), people(1, 1, 1, "nuns")]
    figure = total(counted, UNSPECIFIC)
    assert figure is not None
    assert figure.group == "bakers, nuns"


@pytest.mark.parametrize(
    ("second", "best"),
    [
        ({}, 2),
        ({"adds": True}, 7),
        ({"is_toll": True}, 5),
    ],
)
def test_a_second_figure_is_added_or_a_toll_or_ignored(second: dict[str, bool], best: int) -> None:
    found = casualties_of([make_casualty("killed", 2), make_casualty("killed", 5, **second)])
    assert found.killed is not None
    assert (found.killed.best, found.injured) == (best, None)


def test_the_groups_of_added_figures_are_listed() -> None:
    first = make_casualty("killed", 2, group="bakers")
    found = casualties_of([first, make_casualty("killed", 5, group="nuns", adds=True)])
    assert found.killed == Figure(low=7, best=7, high=7, group="bakers, nuns")


@pytest.mark.parametrize(
    ("part", "dead", "expected"),
    [
        (True, 1, (3, 3, 3)),
        (False, 1, (0, 3, 4)),
        (True, 4, (0, 4, 4)),
    ],
)
def test_the_dead_are_taken_off_those_who_were_hit(
    part: bool, dead: int, expected: tuple[int, int, int]
) -> None:
    hit, killed = Figure(low=0, best=4, high=4), Figure(low=dead, best=dead, high=dead)
    left = without(hit, killed, part=part)
    assert (left.low, left.best, left.high) == expected
