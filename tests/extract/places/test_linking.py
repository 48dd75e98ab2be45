import pytest

from tests.extract.reading import best_place, counted, extract


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


def test_places_joined_by_and_share_the_event() -> None:
    text = "Assaults were launched by troops against Kafr Nabl, and against Saraqib, on Monday."
    extraction = extract(text)
    best = [extraction.toponyms[d.place_links[0].toponym].name for d in extraction.drafts]
    assert best == ["Kafr Nabl", "Saraqib"]
    assert len({d.mention_id for d in extraction.drafts}) == 2


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


def test_a_speaking_capital_is_no_event_place() -> None:
    extraction = extract("Moscow said on Monday that rebels had attacked a base near Idlib.")
    by_name = {toponym.name: toponym for toponym in extraction.toponyms}
    assert by_name["Moscow"].metonym
    assert extraction.drafts
    for draft in extraction.drafts:
        linked = {extraction.toponyms[link.toponym].name for link in draft.place_links}
        assert "Moscow" not in linked


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


def test_an_abbreviated_country_before_a_noun_is_an_adjective() -> None:
    text = "A shell hit a market in Taiz on Monday.\n\nA US reporter was wounded, medics said."
    assert best_place(text, "shelling") == "Taiz"
    assert not any(
        extract(text).toponyms[link.toponym].name == "US" and not link.inherited
        for draft in counted(text)
        for link in draft.place_links
    )
