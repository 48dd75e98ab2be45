"""Who acts and who suffers, whatever the grammar."""

import pytest

from streams.extract.triggers.argument_cues import ArgumentCueReader
from tests.extract.reading import article, extractor

SIDES = ArgumentCueReader()


def arguments(text: str, trigger: str) -> tuple[set[str], set[str]]:
    explained = extractor().explain(article(text))
    reading = next(
        r for r in explained.candidates if r.context.sentence.lower[r.trigger.start] == trigger
    )
    s = reading.context.sentence
    frame = SIDES.frame(s, reading.trigger)
    assert frame is not None
    return {s.lower[at] for at in frame.agents}, {s.lower[at] for at in frame.objects}


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels attacked the convoy near Gao on Monday.", "attacked"),
        ("The convoy was attacked by rebels near Gao on Monday.", "attacked"),
        ("Rebels carried out an attack on the convoy near Gao on Monday.", "attack"),
        ("Rebels, who attacked the convoy near Gao on Monday, fled.", "attacked"),
    ],
)
def test_agents_and_objects_are_the_same_in_every_form(text: str, trigger: str) -> None:
    agents, objects = arguments(text, trigger)
    assert "rebels" in agents
    assert "convoy" in objects


def test_two_verbs_joined_by_and_are_two_events_of_one_agent() -> None:
    explained = extractor().explain(article("Rebels shelled Homs and raided Hama on Monday."))
    assert [draft.event_type for draft in explained.drafts] == ["shelling", "raid"]
    for reading in explained.candidates:
        frame = SIDES.frame(reading.context.sentence, reading.trigger)
        assert frame is not None
        assert [reading.context.sentence.lower[at] for at in frame.agents] == ["rebels"]


def test_verbs_joined_without_a_word_between_share_their_object() -> None:
    agents, objects = arguments("Troops shot and wounded five drivers in Wau on Monday.", "shot")
    assert (agents, objects) == ({"troops"}, {"drivers"})


def test_a_subject_that_the_parser_took_into_the_clause_above_acts() -> None:
    text = "A man died on Tuesday after a truck struck a float in Nantes on Sunday."
    agents, _ = arguments(text, "struck")
    assert agents == {"truck"}


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb was found and defused in Kirkuk on Monday.",
        "Police found a car bomb in Kirkuk on Monday and defused it.",
    ],
)
def test_verbs_joined_by_and_share_what_they_are_done_to(text: str) -> None:
    agents, objects = arguments(text, "defused")
    assert objects == {"bomb"}
    assert "bomb" not in agents


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The army accused rebels of kidnapping 30 farmers near Gao on Monday.", "kidnapping"),
        ("The mayor blamed rebels for the attack on a convoy near Gao on Monday.", "attack"),
        ("The mayor blamed the attack near Gao on rebels on Monday.", "attack"),
        ("Officials attributed the bombing in Gao to rebels on Monday.", "bombing"),
    ],
)
def test_who_is_accused_is_the_agent(text: str, trigger: str) -> None:
    agents, _ = arguments(text, trigger)
    assert "rebels" in agents
    assert "mayor" not in agents
