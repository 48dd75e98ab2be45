"""Which phrases are taken for triggers, and why others are not."""

import pytest

from tests.extract.reading import article, extractor


def refusals(text: str) -> list[str]:
    return [refusal.reason for refusal in extractor().explain(article(text)).refusals]


def phrases(text: str) -> list[str]:
    return [one.trigger.sense.phrase for one in extractor().explain(article(text)).candidates]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Fans of Battle Royale came to Leeds on Monday.", "part of a name"),
        ("She died in Lagos after a battle with cancer.", "words nearby speak of something else"),
        ("The company attacked the bill in Aden on Monday.", "no type fits the words around it"),
    ],
)
def test_a_phrase_that_is_no_trigger_is_refused_with_its_cause(text: str, reason: str) -> None:
    assert any(refusal.startswith(reason) for refusal in refusals(text)), refusals(text)


def test_the_cue_that_blocks_a_sense_is_named() -> None:
    text = "Rebels attacked the proposal in Aden on Monday."
    assert any("blocked by on:abstract" in refusal for refusal in refusals(text)), refusals(text)


def test_a_verb_and_a_noun_of_one_form_are_told_apart() -> None:
    assert "shell" in phrases("Rebels shelled Douma on Monday.")
    assert phrases("Children found shells and bullets in Douma on Monday.") == []
