import pytest

from tests.extract.reading import drafts


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("current", "Gunmen killed four policemen in Baquba on Monday."),
        ("background", "Gunmen killed four policemen in Baquba last year."),
        ("background", "In 2014 gunmen killed four policemen in Baquba."),
        ("background", "The visit follows a week in which gunmen killed four policemen in Baquba."),
        (
            "background",
            "PersonCount marked the anniversary of the massacre of villagers in Dujail.",
        ),
        ("cumulative", "At least 40,000 people have been killed in Syria since March 2011."),
        ("cumulative", "Bombs have killed 300 people in Baghdad so far this year."),
        ("current", "The army has been shelling Daraya since Monday."),
        ("background", "In February gunmen killed four policemen in Baquba."),
        ("background", "In 2017 soldiers killed four villagers in Baquba."),
        ("cumulative", "At least 60 people have been killed in Baquba since 2019."),
        ("current", "The two sides exchanged 80 prisoners in Baquba, the largest swap since 2020."),
        ("cumulative", "The conflict has killed more than 6,000 people in Baquba."),
        ("background", "She was nine when soldiers shelled the town of Baquba."),
        ("background", "He was 12 years old when soldiers shelled the town of Baquba."),
        ("cumulative", "The number of kidnappings in Baquba doubled in 2022."),
        ("current", "A number of explosions were heard in Baquba on Monday."),
        ("background", "The bishop, once jailed in Baquba, lives abroad."),
        ("background", "Both sides were violating the ceasefire in Baquba, residents said."),
        ("background", "Medicine is scarce in Baquba under the sanctions of the United Nations."),
        ("background", "Both sides began violating a truce in Baquba, residents said."),
        ("current", "A ceasefire took effect in Baquba on Monday."),
        ("current", "The two sides signed a truce in Baquba on Monday."),
    ],
)
def test_history_and_tolls_are_told_apart(role: str, text: str) -> None:
    found = drafts(text)
    assert found
    assert {draft.temporal_role for draft in found} == {role}


@pytest.mark.parametrize(
    "text",
    [
        "In spite of the ceasefire in Baquba, troops began to shell villages on Monday.",
        "Despite a truce in Baquba, troops began to shell villages on Monday.",
        "Breaking the cease-fire in Baquba, troops began to shell villages on Monday.",
    ],
)
def test_a_truce_that_is_broken_is_one_in_force(text: str) -> None:
    (truce,) = [draft for draft in drafts(text) if draft.event_type == "ceasefire"]
    assert truce.temporal_role == "background"


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("current", "A series of bombings shook Baquba on Tuesday."),
        ("current", "A string of blasts hit Baquba on Tuesday, killing two people."),
        ("background", "The vote in Baquba follows a series of bombings."),
        ("background", "Deadliest bombings in Iraq:"),
        ("background", "A timeline of bombings in Iraq"),
        ("current", "Deadly bombing in Baquba"),
    ],
)
def test_a_series_is_news_where_the_news_is_about_it(role: str, text: str) -> None:
    assert {draft.temporal_role for draft in drafts(text) if draft.event_type == "bombing"} == {
        role
    }


def test_the_date_of_another_event_puts_none_into_history() -> None:
    text = "A blast rocked Baquba on Tuesday, after a series of shootings in the city last year."
    roles = {draft.event_type: draft.temporal_role for draft in drafts(text)}
    assert roles["bombing"] == "current"


@pytest.mark.parametrize(
    ("role", "text"),
    [
        ("background", "A court in Baquba convicted two men of killing a shopkeeper."),
        ("background", "The monument honours those killed in the bombing of Baquba."),
        ("cumulative", "Baquba recorded 120 shootings last year."),
        ("cumulative", "Car bombs killed 2,000 people in Baquba in 2006."),
        ("current", "Car bombs killed 20 people in Baquba on Monday."),
        ("background", "Two shootings in Baquba last year killed four people."),
        ("background", "She was nine when rebels shelled her school in Baquba."),
        ("background", "The bridge in Baquba was bombed during the war."),
    ],
)
def test_courts_memorials_and_statistics_look_back(role: str, text: str) -> None:
    assert {draft.temporal_role for draft in drafts(text)} == {role}
