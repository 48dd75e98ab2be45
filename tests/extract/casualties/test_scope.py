"""What casualties are counted for: sites of a list, wholes and parts, reasons, whole countries."""

from collections import Counter

import pytest

from tests.extract.reading import counted, drafts, extract


def killed(text: str) -> list[int | None]:
    """Return the dead of each counting draft that has a figure, in the order of the text."""
    found = (draft.casualties.killed for draft in counted(text))
    return [figure.best for figure in found if figure is not None]


def killed_at(text: str) -> Counter[tuple[str, int | None]]:
    extraction = extract(text)
    return Counter(
        (extraction.toponyms[draft.place_links[0].toponym].name, draft.casualties.killed.best)
        for draft in extraction.drafts
        if draft.casualties.killed is not None and draft.place_links
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bombs killed 14 people in Mosul, three in Tikrit and two in Samarra on Sunday.",
            {("Mosul", 14), ("Tikrit", 3), ("Samarra", 2)},
        ),
        (
            "Nine people were killed in Karachi and four in Quetta in bombings on Sunday.",
            {("Karachi", 9), ("Quetta", 4)},
        ),
        (
            "Gunmen killed five people in Oran, Algeria, on Sunday, and a sixth was shot dead in "
            "Tlemcen.",
            {("Oran", 5), ("Tlemcen", 1)},
        ),
    ],
)
def test_each_site_has_its_own_figure(text: str, expected: set[tuple[str, int | None]]) -> None:
    assert killed_at(text) == Counter(expected)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Bombs in Mosul on Sunday killed three soldiers, two policemen and a guard.", 6),
        ("A gunman killed three people in Oran on Sunday, and a fourth person died later.", 4),
        ("Nine girls were killed in Sunday's raid on Bama, in which over 40 people died.", 40),
        ("The bombing of Marib on Sunday killed four nurses, while 11 people died in all.", 11),
        ("A missile killed 31 people in Sumy on Sunday, five of them children.", 31),
        ("Rockets killed two boys in Sumy on Sunday, in a region where 90 died last year.", 2),
    ],
)
def test_a_part_is_not_the_whole(text: str, number: int) -> None:
    assert killed(text)[0] == number


@pytest.mark.parametrize(
    "text",
    [
        "Crowds marched in Bergen on Sunday over the killing of two nurses in Oslo.",
        "Students rallied in Lyon on Sunday against the murder of a teacher in Nice.",
        "Protesters clashed with police in Lyon on Sunday after the death of a boy in custody.",
    ],
)
def test_the_dead_that_a_protest_is_about_did_not_die_at_it(text: str) -> None:
    protests = [d for d in drafts(text) if d.event_type in {"protest", "riot"}]
    assert protests
    assert all(draft.casualties.killed is None for draft in protests)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A protest over bread prices in Lyon on Sunday left two people dead.", 2),
        ("Police killed three demonstrators during a march in Lyon on Sunday.", 3),
    ],
)
def test_the_dead_of_a_protest_stay_with_it(text: str, number: int) -> None:
    assert number in killed(text)


@pytest.mark.parametrize(
    "said",
    [
        "Nationwide 44 people were killed, the ministry said.",
        "Across the country 44 people were killed.",
        "Throughout Peru, 44 people were killed.",
        "The national toll rose to 44, the ministry said.",
    ],
)
def test_the_figure_of_a_country_is_not_that_of_a_city(said: str) -> None:
    assert killed(f"LIMA - Protesters clashed with police in Lima on Sunday. {said}") == []


def test_a_nationwide_protest_is_no_figure_of_a_country() -> None:
    assert killed("Nationwide protests in Lima on Sunday left four people dead.") == [4]


@pytest.mark.parametrize(
    "text",
    [
        "Six people were killed and 28 wounded in shootings in Chicago since Friday night.",
        "Four men were killed in separate attacks across Bogota over the weekend.",
    ],
)
def test_a_sum_over_several_events_is_none_of_them(text: str) -> None:
    assert killed(text) == []


def test_a_record_since_a_year_is_one_event() -> None:
    text = "A bomb killed 12 people in Lahore on Sunday, the deadliest of the attacks since 2015."
    assert 12 in killed(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Gunshots in Reno on Sunday hit two victims, one of whom died.", 1),
        ("Four men were shot in the head and killed in Akron on Sunday.", 4),
        ("Two men shot a guard and killed a clerk in Akron on Sunday.", 1),
    ],
)
def test_who_of_the_people_of_a_sentence_died(text: str, number: int) -> None:
    assert killed(text) == [number]


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("A 31-year-old woman and a 25-year-old man were killed by gunmen in Oran.", 2, None),
        ("Police said 24-year-old Tom Reed was shot and killed in Dayton on Sunday.", 1, None),
        (
            "A 7-year-old girl who was asleep beside her two brothers has died after a shooting "
            "in Dayton.",
            1,
            None,
        ),
        ("Nine people, including the two who died, were shot in Dayton on Sunday.", 2, 7),
        ("Three people were shot in Dayton on Sunday and one of them died.", 1, 2),
        ("A shooting in Dayton on Sunday left the gunman, his boss and a guard dead.", 3, None),
        ("Gunmen killed two brothers in Dayton and left a third man clinging to life.", 2, 1),
        ("Five people, three men and two women, were killed by gunmen in Oran.", 5, None),
        (
            "Gunmen killed a nurse in Oran. Three others, a 19-year-old woman and two men, were "
            "wounded.",
            1,
            None,
        ),
        ("A nurse, three men and two women were killed by gunmen in Oran.", 6, None),
    ],
)
def test_each_person_is_counted_once(text: str, dead: int | None, hurt: int | None) -> None:
    (told,) = (draft for draft in counted(text) if draft.casualties.killed is not None)
    assert told.casualties.killed is not None
    assert told.casualties.killed.best == dead
    injured = told.casualties.injured
    assert (None if injured is None else injured.best) == hurt


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A man opened fire in Akron, hitting five people before police shot and killed him.", 5),
        ("A man shot his wife and two sons in Akron before turning the gun on himself.", 3),
        ("A gunman shot six people in Akron, killing two.", 4),
        ("Gunfire erupted outside a club in Akron on Monday, striking three men and a woman.", 4),
        ("Twin girls were shot in Akron on Monday.", 2),
    ],
)
def test_who_shot_is_none_of_those_who_were_hit(text: str, number: int) -> None:
    found = [d.casualties.injured.best for d in counted(text) if d.casualties.injured is not None]
    assert found == [number]
