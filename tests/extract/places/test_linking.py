import pytest

from tests.extract.reading import best_place, extract


@pytest.mark.parametrize(
    ("event_type", "place", "text"),
    [
        ("shelling", "Deir al-Zour", "Troops shelled Deir al-Zour on Monday."),
        (
            "bombing",
            "Baquba",
            "A bomb went off in the Iraqi city of Baquba, officials in Baghdad said.",
        ),
        ("shelling", "Seif al-Dawla", "Tank fire hit the Seif al-Dawla district of Aleppo."),
        (
            "armed_clash",
            "Barzeh",
            "Clashes erupted between rebels and soldiers in the Damascus suburb of Barzeh.",
        ),
        ("armed_clash", "St. Petersburg", "Gunmen and police exchanged fire in St. Petersburg."),
        ("shooting", "New York City", "A man was shot dead in New York City on Monday."),
        ("bombing", "USULUTAN", "TERRORISTS DYNAMITED A POWER STATION IN USULUTAN YESTERDAY."),
        (
            "territory_gain",
            "Bab al-Salam",
            "Rebels seized the Bab al-Salam border crossing with Turkey.",
        ),
        ("withdrawal", "Lyman", "Ukraine's army said Russian troops had withdrawn from Lyman."),
    ],
)
def test_the_place_nearest_to_the_trigger_wins(event_type: str, place: str, text: str) -> None:
    assert best_place(text, event_type) == place


def test_a_speaking_capital_is_no_event_place() -> None:
    extraction = extract("Moscow said on Monday that rebels had attacked a base near Idlib.")
    by_name = {toponym.name: toponym for toponym in extraction.toponyms}
    assert by_name["Moscow"].metonym
    assert extraction.drafts
    for draft in extraction.drafts:
        linked = {extraction.toponyms[link.toponym].name for link in draft.place_links}
        assert "Moscow" not in linked


def test_where_people_come_from_is_not_where_they_were_arrested() -> None:
    text = "A bomb exploded in Raanana on Monday. Two men from Hebron were arrested."
    assert best_place(text, "arrest") == "Raanana"


def test_a_place_behind_after_belongs_to_the_other_event() -> None:
    text = "Rioters looted shops in Dublin on Monday, hours after a boy was shot on Parnell Square."
    assert best_place(text, "riot") == "Dublin"
    assert best_place(text, "shooting") == "Parnell Square"
