import pytest

from tests.extract.reading import drafts


def best(text: str, kind: str) -> list[int | None]:
    figures = [getattr(d.casualties, kind) for d in drafts(text)]
    return [figure.best for figure in figures if figure is not None]


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Four people were shot, one fatally, in Dayton on Sunday.", [1], [3]),
        ("Gunfire in Akron left 3 dead and 12 hurt on Sunday.", [3], [12]),
        ("A gunman shot at a clerk in Reno on Sunday, wounding him in the leg.", [], [1]),
        ("A woman was grazed by a bullet in Mobile on Sunday.", [], [1]),
        ("A boy was hit by a stray bullet in Mobile on Sunday.", [], [1]),
        ("Ann Doe, 24, and Bob Roe, 31, were pronounced dead after a shooting in Gary.", [2], []),
        ("Police are investigating a double homicide in Flint, where gunmen opened fire.", [2], []),
        ("Police shot dead a 17-year-old during a check in Lille on Tuesday.", [1], []),
        ("A man stabbed three people to death in Ulm on Friday.", [3], []),
        ("At least nine people, seven of them children, were killed by bombs in Goma.", [9], []),
        ("Ten people including five officers were killed by gunmen in Kalat.", [10], []),
        ("Shelling killed 32 people in Aleppo, a local official said.", [32], []),
    ],
)
def test_victims_are_counted_as_the_text_says(
    text: str, killed: list[int], injured: list[int]
) -> None:
    assert (best(text, "killed"), best(text, "injured")) == (killed, injured)


def test_ages_are_no_counts() -> None:
    assert best("Two boys, aged 15 and 17, were arrested in Leeds on Friday.", "detained") == [2]


def test_soldiers_who_were_killed_belong_to_the_attack_before() -> None:
    found = drafts("Rebels attacked a base in Dikwa on Monday. Ten soldiers were killed.")
    assert {d.event_type for d in found} == {"ground_assault"}


def test_people_are_counted_by_their_country_too() -> None:
    assert best("Shelling killed at least 210 Palestinians in Gaza on Monday.", "killed") == [210]


def test_a_toll_since_then_is_cumulative() -> None:
    text = "Troops shelled Gaza on Monday. More than 900 people have been killed since then."
    assert [d.temporal_role for d in drafts(text)] == ["current", "cumulative"]


def test_those_killed_before_an_attack_are_not_its_victims() -> None:
    text = (
        "Gunmen raided a market in Basra on Monday. The assault followed a week after soldiers "
        "killed 14 militants near Mosul, officials said."
    )
    killed = [d.casualties.killed for d in drafts(text) if d.event_type == "ground_assault"]
    assert all(figure is None or figure.best != 14 for figure in killed)
    (clash,) = [d for d in drafts(text) if d.casualties.killed is not None]
    assert clash.casualties.killed is not None
    assert clash.casualties.killed.best == 14
    assert clash.event_type == "armed_clash"
