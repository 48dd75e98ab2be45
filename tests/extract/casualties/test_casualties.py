"""Casualties of whole articles: what depends on the parse and on the events of the text."""

import pytest

from tests.extract.reading import counted, drafts, only

Range = tuple[int | None, int | None, int | None]


def figures(text: str) -> dict[str, Range]:
    found: dict[str, Range] = {}
    for draft in drafts(text):
        for kind in ("killed", "injured", "detained", "displaced"):
            if (figure := getattr(draft.casualties, kind)) is not None:
                found[kind] = (figure.low, figure.best, figure.high)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("A bomb killed about 20 people in Kirkuk.", "killed", (18, 20, 22)),
        ("A bomb killed two and wounded nine in Kirkuk.", "injured", (9, 9, 9)),
        ("A bomb exploded in Kirkuk but there were no casualties.", "killed", (0, 0, 0)),
        ("Police arrested 15 people in Kirkuk.", "detained", (15, 15, 15)),
        ("Four men were shot in a bar in Omaha.", "injured", (0, 4, 4)),
        ("A blast in Kirkuk killed 7 puppeteers.", "killed", (7, 7, 7)),
        ("A blast in Kirkuk killed 14 cows and two men.", "killed", (2, 2, 2)),
        ("A boy shot in Phoenix on Sunday has died.", "killed", (1, 1, 1)),
        (
            "Two men were shot in Newark and taken to a hospital, where they died.",
            "killed",
            (2, 2, 2),
        ),
    ],
)
def test_figures_keep_the_range_of_their_wording(text: str, kind: str, expected: Range) -> None:
    assert figures(text)[kind] == expected


@pytest.mark.parametrize(
    "text",
    [
        "More than 1,000 troops attacked the town of Daraya.",
        "A bomb exploded in Kirkuk on 14 March.",
        "The army fired 40 rockets at the town of Daraya.",
        "The death toll from the cyclone in Beira rose by 30 percent on Monday.",
        "The flood in Derna on Monday raised the toll to 57 dollars a truck.",
        "A rebel shot down a helicopter near Aleppo on Monday.",
        "The air force shot down 34 of 51 drones over Zaporizhzhia on Monday.",
    ],
)
def test_other_numbers_are_no_casualties(text: str) -> None:
    assert figures(text) == {}


def test_the_group_that_suffered_is_kept() -> None:
    draft = only("A roadside bomb killed four soldiers near Zliten.", "bombing")
    assert draft.casualties.killed is not None
    assert draft.casualties.killed.group == "soldiers"
    assert draft.casualties.killed.mention_id == draft.mention_id


def test_casualty_words_belong_to_the_attack_beside_them() -> None:
    found = counted("A suicide bomber killed eight people at a mosque in Maiduguri on Monday.")
    assert [draft.event_type for draft in found] == ["suicide_attack"]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        (
            "An air strike hit a market in Saada on Monday.\n\nNine people were killed.",
            "air_strike",
        ),
        ("Rebels attacked a base in Dikwa on Monday. Ten soldiers were killed.", "ground_assault"),
    ],
)
def test_a_toll_alone_takes_the_type_of_the_event_before(text: str, event_type: str) -> None:
    assert [draft.event_type for draft in counted(text)] == [event_type, event_type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll from the mudslides in Petropolis has jumped to 83 overnight.", 83),
        ("The death toll in the Kumamoto earthquake stood at 64 late on Monday.", 64),
        ("The number of people killed by Sunday's flood in the town of Zakho rose to 9.", 9),
    ],
)
def test_a_toll_is_read_in_any_wording(text: str, expected: int) -> None:
    killed = [d.casualties.killed for d in drafts(text) if d.event_type == "natural_disaster"]
    assert [figure.best for figure in killed if figure] == [expected]


def test_the_dead_of_a_day_before_belong_to_another_attack() -> None:
    text = (
        "Masked men shot dead three guards in Peshawar on Tuesday, two days after a bombing at a "
        "mosque in the city killed nine worshippers."
    )
    found = {d.event_type: d.casualties.killed for d in counted(text)}
    assert {kind: figure.best for kind, figure in found.items() if figure} == {
        "shooting": 3,
        "bombing": 9,
    }


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


def test_a_toll_since_then_is_cumulative() -> None:
    text = "Troops shelled Gaza on Monday. More than 900 people have been killed since then."
    assert [d.temporal_role for d in drafts(text)] == ["current", "cumulative"]


def test_a_series_of_shootings_is_what_the_dead_died_of() -> None:
    found = only("Four people are dead after a series of shootings in Kirkuk.", "mass_shooting")
    assert found.counts


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("Gunmen shot six farmers dead in Omaha on Monday.", "killed", 6),
        ("Gunmen shot a guard and two drivers dead in Omaha on Monday.", "killed", 3),
        ("Gunmen shot dead three farmers in Omaha on Monday.", "killed", 3),
        ("A bombing in Kirkuk claimed the lives of 14 people.", "killed", 14),
        ("A bombing in Kirkuk took at least nine lives.", "killed", 9),
        ("A 17 year-old girl was shot and killed in Omaha on Monday.", "killed", 1),
        ("Gunmen in Omaha shot dead Ada Pell, 19.", "killed", 1),
        ("A man in Omaha called 911 after being shot on Monday.", "injured", 1),
        ("A driver was killed by a bomb on Highway 40 near Kirkuk.", "killed", 1),
        ("Three girls, ages 11, 13 and 16, were killed by a bomb in Kirkuk.", "killed", 3),
        ("The shooting in Omaha injured four people, one seriously.", "injured", 4),
        ("Four people out of the 75 in the bar in Omaha were shot on Monday.", "injured", 4),
        ("A family of five was killed by a bomb in Kirkuk.", "killed", 5),
        (
            "Five members of a family, three of them girls, were found shot dead in Omaha.",
            "killed",
            5,
        ),
        ("Three other men were shot in Omaha on Monday.", "injured", 3),
    ],
)
def test_only_people_are_counted(text: str, kind: str, number: int) -> None:
    found = figures(text)
    assert {name: figure[1] for name, figure in found.items() if figure[1]} == {kind: number}


def test_one_of_the_wounded_who_died_is_not_wounded() -> None:
    found = figures("One of four women wounded in a shooting in Omaha on Monday has died.")
    assert (found["killed"], found["injured"]) == ((1, 1, 1), (3, 3, 3))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("more than 70 people", "more than 70"),
        ("hundreds of people", "hundreds"),
        ("some 12,268 people", None),
        ("70 people", None),
    ],
)
def test_a_figure_with_a_range_keeps_its_wording(told: str, expected: str | None) -> None:
    draft = only(f"A bomb killed {told} in Kirkuk.", "bombing")
    assert draft.casualties.killed is not None
    assert draft.casualties.killed.told == expected
