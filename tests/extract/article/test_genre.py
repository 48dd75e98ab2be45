import pytest

from tests.extract.reading import counted, drafts


@pytest.mark.parametrize(
    "text",
    [
        "Corinto attacked from the whistle in Managua on Sunday. The striker shot wide twice. "
        "The visitors collapsed after half-time and the hosts killed off the match.",
        "Kaunas stormed to a win over Patras in Athens on Sunday. The guard hit six shots. "
        "The coach said his team had seized control of the game in the third quarter.",
        "The film, shot in Petra, follows a soldier held hostage in Mosul. The director said the "
        "battle scenes took months. Critics in Venice attacked the movie.",
        "Shares plunged in Seoul on Monday after the central bank fired a shot at speculators. "
        "Investors fled. Analysts said the index had been hit hard.",
        "Measles has killed twelve people in Lusaka. Doctors are fighting the outbreak. "
        "Patients overran a hospital in Kitwe.",
    ],
)
def test_stories_that_borrow_the_words_of_violence_hold_no_event(text: str) -> None:
    assert [(d.event_type, d.trigger) for d in drafts(text)] == []


def test_violence_at_a_match_is_still_an_event() -> None:
    text = (
        "Police fired tear gas at fans after a football match in Lima on Sunday. "
        "The league said the cup game would be replayed."
    )
    assert [d.event_type for d in counted(text)] == ["excessive_force"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("News", "A man was sentenced to life in Leeds. He shot two neighbours in Hull."),
        ("News", "An inquest into the deaths opened. A bomb exploded in a bar in Hull."),
        ("Opinion: never again", "Soldiers killed four villagers in Bergen."),
        ("News", "Ghent commemorated its dead. Soldiers killed forty people in a square there."),
    ],
)
def test_what_is_told_again_does_not_count(title: str, text: str) -> None:
    found = drafts(text, title=title)
    assert found
    assert [d for d in found if d.counts] == []


def test_a_dated_event_counts_in_a_court_report_too() -> None:
    text = "A man was sentenced in Leeds. On Monday, gunmen shot a witness dead in Hull."
    assert [d.event_type for d in counted(text, title="Man jailed")] == ["shooting"]


@pytest.mark.parametrize(
    "text",
    [
        "Fighting could resume in Tigray.",
        "Analysts expect the army to launch an offensive in Kharkiv.",
        "The embassy warned on Monday of an attack by militants in Accra.",
    ],
)
def test_a_forecast_is_not_asserted(text: str) -> None:
    assert [d for d in drafts(text) if d.modality == "asserted" and d.event_type != "threat"] == []


def test_an_agreed_ceasefire_is_asserted() -> None:
    (found,) = drafts("The rebels agreed to a ceasefire in Aden on Tuesday.")
    assert found.counts


def test_what_always_happens_is_no_event() -> None:
    assert drafts("When rebels seize a town, the shops close first.") == []


def test_what_was_caused_has_happened() -> None:
    (found,) = counted("A ship hit a bridge in Genoa on Monday, causing the roof to collapse.")
    assert found.event_type == "accident"
