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
        ("A bomb killed 12 people in Kirkuk.", "killed", (12, 12, 12)),
        ("A bomb killed about 20 people in Kirkuk.", "killed", (18, 20, 22)),
        ("A bomb killed at least 20 people in Kirkuk.", "killed", (20, 20, None)),
        ("A bomb killed dozens of people in Kirkuk.", "killed", (24, 36, 99)),
        ("A bomb killed more than 30 people in Kirkuk.", "killed", (30, 30, None)),
        ("A bomb killed up to 30 people in Kirkuk.", "killed", (None, 30, 30)),
        ("A bomb killed twenty-one people in Kirkuk.", "killed", (21, 21, 21)),
        ("A bomb killed three soldiers and two civilians in Kirkuk.", "killed", (5, 5, 5)),
        ("A bomb killed two and wounded nine in Kirkuk.", "killed", (2, 2, 2)),
        ("A bomb killed two and wounded nine in Kirkuk.", "injured", (9, 9, 9)),
        ("Six policemen were killed by a bomb in Kirkuk.", "killed", (6, 6, 6)),
        ("Six policemen and a child were killed by a bomb in Kirkuk.", "killed", (7, 7, 7)),
        ("A bomb in Kirkuk left 14 dead.", "killed", (14, 14, 14)),
        ("A bomb in Kirkuk killed 20 people, including four children.", "killed", (20, 20, 20)),
        ("A soldier was killed by a bomb in Kirkuk.", "killed", (1, 1, 1)),
        ("A bomb exploded in Kirkuk but there were no casualties.", "killed", (0, 0, 0)),
        ("Police arrested 15 people in Kirkuk.", "detained", (15, 15, 15)),
        ("Four men were shot in a bar in Omaha.", "injured", (0, 4, 4)),
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


def test_a_toll_alone_takes_the_type_of_the_event_before() -> None:
    text = "An air strike hit a market in Saada on Monday.\n\nNine people were killed, medics said."
    assert [draft.event_type for draft in counted(text)] == ["air_strike", "air_strike"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll from the mudslides in Petropolis has jumped to 83 overnight.", 83),
        ("The death toll in the Kumamoto earthquake stood at 64 late on Monday.", 64),
        ("The toll from Monday's cyclone in Chittagong had passed 150 after two days.", 150),
        ("The toll of the flood in Larkana rose from 12 to 19 on Monday.", 19),
        ("Another wave flooded Banda on Monday, bringing the toll to 35 as rain went on.", 35),
        ("The landslide in Ibague on Monday brought to 27 the death toll.", 27),
        ("An aftershock killed two people in Bam on Monday, raising the toll to 40.", 40),
        ("The typhoon left more than 20 villagers dead in Samar on Monday.", 20),
        ("The tornado in Joplin claimed at least 11 lives on Monday.", 11),
        (
            "The death toll from Monday's storm in the fishing village of Unga, in the Malum Local "
            "Government Area of Katsina State in the north of Nigeria, has climbed to 27.",
            27,
        ),
        ("Fourteen lives were lost in the flood in Kasese on Monday.", 14),
        ("The death toll of the storm that hit Bata late on 12 May has risen to seven.", 7),
    ],
)
def test_a_toll_is_read_in_any_wording(text: str, expected: int) -> None:
    killed = [d.casualties.killed for d in drafts(text) if d.event_type == "natural_disaster"]
    assert [figure.best for figure in killed if figure] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The death toll from the cyclone in Beira rose by 30 percent on Monday.",
        "The earthquake in Bam on Monday damaged a toll road to 9 villages.",
        "The flood in Derna on Monday raised the toll to 57 dollars a truck.",
    ],
)
def test_other_numbers_are_no_toll(text: str) -> None:
    assert figures(text) == {}


def test_what_is_shot_down_does_not_wound_who_shoots() -> None:
    assert figures("A rebel shot down a helicopter near Aleppo on Monday.") == {}


def test_a_toll_may_stand_far_from_its_number() -> None:
    text = "The number of people killed by Sunday's flood in the northern town of Zakho rose to 9."
    killed = only(text, "natural_disaster").casualties.killed
    assert killed is not None
    assert killed.best == 9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two reporters, including the veteran anchor Sara Haddad, were killed in Homs today.", 2),
        ("Five Houthis and three fighters loyal to the state were killed in Taiz on Monday.", 8),
    ],
)
def test_who_is_among_the_dead_adds_nothing_and_fighters_of_a_group_are_people(
    text: str, expected: int
) -> None:
    assert [d.casualties.killed.best for d in counted(text) if d.casualties.killed] == [expected]


def test_a_share_of_things_counts_nobody() -> None:
    found = counted("The air force shot down 34 of 51 drones over Zaporizhzhia on Monday.")
    assert all(d.casualties.injured is None and d.casualties.killed is None for d in found)


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


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The collapse of a mine near Bukavu killed 14 diggers.", "killed", (14, 14, 14)),
        ("A blast in Kirkuk killed 7 puppeteers.", "killed", (7, 7, 7)),
        ("A blast in Kirkuk killed 14 cows and two men.", "killed", (2, 2, 2)),
        ("In October 2023, 46 miners were killed in a fire in Karaganda.", "killed", (46, 46, 46)),
        ("Between 20 and 40 people died in a fire in Kirkuk.", "killed", (20, 30, 40)),
        ("A student, Karim Haddad, was stabbed to death in Lyon.", "killed", (1, 1, 1)),
        ("Two men, Joe Hill, 43, and Sam Till, 30, were shot dead in Salem.", "killed", (2, 2, 2)),
        ("A couple and their two sons were shot dead in Salem.", "killed", (4, 4, 4)),
        (
            "A boy of 13 killed nine pupils and a guard with a pistol in Graz.",
            "killed",
            (10, 10, 10),
        ),
        ("The toll of a fire in Multan has gone up to 33.", "killed", (33, 33, 33)),
        ("Kidnappers seized five schoolteachers in Jos.", "detained", (5, 5, 5)),
        ("Police seized nine rifles and arrested two men in Jos.", "detained", (2, 2, 2)),
        (
            "Two men were shot in Newark and taken to a hospital, where they died.",
            "killed",
            (2, 2, 2),
        ),
        ("A boy shot in Phoenix on Sunday has died.", "killed", (1, 1, 1)),
        ("A bomb in Kirkuk killed a child and wounded her parents.", "injured", (2, 2, 2)),
    ],
)
def test_people_are_counted_in_any_wording(text: str, kind: str, expected: Range) -> None:
    assert figures(text)[kind] == expected


def test_those_who_remember_the_dead_have_not_died() -> None:
    found = figures("Hundreds gathered in Graz to remember those who were killed in a shooting.")
    assert "killed" not in found


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
