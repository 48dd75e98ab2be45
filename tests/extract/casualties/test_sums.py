"""Sums over the sentences of one event: the one who killed the others and died too."""

import pytest

from streams.extract.casualties.sums import with_self
from tests.extract.candidates import make_casualty
from tests.extract.reading import drafts


def most_killed(text: str, title: str | None = None) -> int:
    figures = (draft.casualties.killed for draft in drafts(text, title=title))
    return max((figure.best or 0 for figure in figures if figure is not None), default=0)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (
            "A man shot and killed six people in Hialeah on Friday. "
            "Police shot and killed the gunman hours later.",
            7,
        ),
        (
            "Omar Pell shot and killed two people in Tustin on Tuesday. He then killed himself.",
            3,
        ),
        (
            "Four people were killed by a man in Leeds before police shot him dead on Sunday.",
            5,
        ),
        # A number of dead may count who did it already.
        ("Four people are dead after a shooting in Akron on Monday. The gunman killed himself.", 4),
        (
            "The gunman killed three people and himself in Orlando on Monday. "
            "The man killed three clerks in an office.",
            4,
        ),
        ("A gunman killed three people at a mall in Reno on Monday. The gunman was held.", 3),
        (
            "Soldiers killed two militants in Kunar on Monday. "
            "Police said that two attackers were among the dead.",
            2,
        ),
    ],
)
def test_who_did_it_is_counted_once(text: str, number: int) -> None:
    assert most_killed(text) == number


def test_a_headline_adds_who_killed_himself() -> None:
    dead = make_casualty("killed", 2)
    (found,) = with_self([dead, make_casualty("killed", 1, adds=True)])
    assert found.figure is not None
    assert found.figure.best == 3


def test_a_headline_of_wounded_adds_nobody() -> None:
    told = [make_casualty("injured", 2), make_casualty("killed", 1, adds=True)]
    assert with_self(told) == told
