import pytest

from tests.extract.reading import counted


def killed(text: str) -> int | None:
    return max(
        (d.casualties.killed.best or 0 for d in counted(text) if d.casualties.killed), default=None
    )


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("a doctor said", 4),
        ("a doctor at the town's hospital said", 4),
        ("a medic and a resident said", 4),
        ("the governor of Kano State told reporters", 4),
        ("the mayor, Ali Haddad, told a radio station", 4),
        ("said a police captain at the scene", 4),
        ("according to a nurse", 4),
        ("the army said", 4),
    ],
)
def test_who_only_speaks_is_no_victim(said: str, number: int) -> None:
    assert killed(f"A shell hit a market in Donetsk on Sunday, killing four traders, {said}.") == (
        number
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A shell killed four traders and a doctor in Donetsk on Sunday, residents said.", 5),
        ("Gunmen killed a mayor and two guards in Oaxaca on Sunday, a prosecutor said.", 3),
        ("A reporter was killed by a shell in Donetsk on Sunday, the army said.", 1),
    ],
)
def test_a_victim_who_might_speak_stays_one(text: str, number: int) -> None:
    assert killed(text) == number


def test_the_wounded_may_speak() -> None:
    text = "Two men who were wounded by a shell in Donetsk on Sunday told reporters they ran."
    figures = [d.casualties.injured for d in counted(text) if d.casualties.injured]
    assert [figure.best for figure in figures] == [2]
