import pytest

from tests.extract.reading import best_place, counted, extract


def test_a_pronoun_points_back_to_the_place_talked_about() -> None:
    text = (
        "Rebels attacked an army post in Khan Tuman on Monday.\n\n"
        "Soldiers executed nine men in the area, activists said."
    )
    assert best_place(text, "attack_on_civilians") == "Khan Tuman"


def test_an_inherited_place_is_marked() -> None:
    text = "A bomb exploded in Baquba on Monday.\n\nThe blast killed four policemen."
    draft = counted(text)[-1]
    assert draft.place_links[0].inherited


def test_a_dateline_stands_in_when_no_place_is_named() -> None:
    text = "MAIDUGURI, Nigeria (Reuters) - Gunmen killed four soldiers on Monday."
    extraction = extract(text)
    assert [t.name for t in extraction.toponyms] == ["MAIDUGURI", "Nigeria"]
    assert extraction.drafts[0].place_links


def test_the_headline_places_what_the_text_does_not() -> None:
    text = "A man was shot dead outside a bar on Monday, police said."
    extraction = extract(text, title="One killed in Pine Bluff shooting")
    (draft,) = [draft for draft in extraction.drafts if draft.counts][:1]
    link = draft.place_links[0]
    toponym = extraction.toponyms[link.toponym]
    assert toponym.name == "Pine Bluff"
    assert link.inherited
    assert (toponym.char_start, toponym.char_end) == (0, 0), "a title is no span of the text"


def test_a_place_of_the_text_comes_before_one_of_the_headline() -> None:
    text = "A bomb exploded in Kirkuk on Monday."
    extraction = extract(text, title="Iraq: blast in the north")
    links = extraction.drafts[0].place_links
    assert [extraction.toponyms[link.toponym].name for link in links] == ["Kirkuk", "Iraq"]


def test_a_city_that_is_named_points_back_to_no_other() -> None:
    text = (
        "A gunman was shot dead in Lviv on Sunday.\n\n"
        "Fighting was reported in the city of Horlivka, where nine people were killed by shelling."
    )
    assert best_place(text, "shelling") == "Horlivka"


def test_the_camp_is_the_one_named_before() -> None:
    text = (
        "Guerrillas held out in the Ain el-Helweh refugee camp on Sunday. Gunboats shelled the "
        "camp overnight."
    )
    assert best_place(text, "shelling") == "Ain el-Helweh"


@pytest.mark.parametrize(
    "text",
    [
        "Police raided a bar in Lyon on Monday. In Lille, the town hall was set on fire.",
        "Police raided a bar in Lyon on Monday. In Lille, the city hall was set on fire.",
    ],
)
def test_a_town_hall_points_to_no_town(text: str) -> None:
    assert best_place(text, "property_destruction") == "Lille"
