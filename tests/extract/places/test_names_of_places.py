import pytest

from tests.extract.reading import drafts, extract


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Rebels attacked al-Rai on Sunday.", "al-Rai"),
        ("Troops shelled the al-Tarikh area of Idlib on Sunday.", "al-Tarikh"),
        ("Soldiers stormed Tal al-'Eis on Sunday.", "Tal al-'Eis"),
        ("Rebels shelled Deir ez-Zor on Sunday.", "Deir ez-Zor"),
        ("Rebels attacked the T-4 Military Airport on Sunday.", "T-4 Military Airport"),
        ("Rebels captured the city of Sheikh Miskeen on Sunday.", "Sheikh Miskeen"),
        ("A bomb exploded in Abu Kamal on Sunday.", "Abu Kamal"),
        ("Gunmen attacked a bus near Highway 4 on Sunday.", "Highway 4"),
        (
            "A bodyguard was killed in his hometown of Dhuluiyah, 70 km north of Baghdad.",
            "Dhuluiyah",
        ),
    ],
)
def test_a_name_is_found_whole(text: str, wanted: str) -> None:
    assert wanted in [toponym.name for toponym in extract(text).toponyms]


def test_a_comma_before_the_subject_leaves_the_verb_its_victims() -> None:
    [draft] = drafts("On Monday, 19 people were killed and 105 wounded in air strikes on Kyiv.")
    killed, injured = draft.casualties.killed, draft.casualties.injured
    assert killed is not None
    assert injured is not None
    assert (killed.best, injured.best) == (19, 105)


def test_casualties_belong_to_the_event_that_caused_them() -> None:
    text = (
        "Air strikes brought down a tower in Gaza City and killed four commanders on Wednesday, "
        "while militants fired more rockets at Tel Aviv."
    )
    killed = {draft.event_type: draft.casualties.killed for draft in drafts(text)}
    assert killed["air_strike"] is not None
    assert killed["shelling"] is None
