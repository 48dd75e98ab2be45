"""What a type decision says about how it was made."""

from streams.extract.document.mentions import TypeDecision
from streams.extract.triggers.refinement import why
from tests.extract.reading import article, extractor


def decision(text: str, phrase: str) -> TypeDecision:
    candidates = extractor().explain(article(text)).candidates
    found = next(one for one in candidates if one.trigger.sense.phrase == phrase)
    assert found.decision is not None
    return found.decision


def test_a_decision_names_its_rule_by_id_and_in_words() -> None:
    made = decision("Soldiers ambushed a convoy near Gao on Tuesday.", "ambush")
    assert made.rule == "ambush.soldier"
    assert why(made) == "rule ambush.soldier: soldier → armed_clash (+0.05)"
    assert not made.continues


def test_a_decision_by_the_event_before_continues_it() -> None:
    text = "Warplanes bombed Saada on Tuesday. The violence in Saada went on."
    made = decision(text, "violence")
    assert (made.rule, made.event_type) == ("violence.same", "air_strike")
    assert made.continues


def test_a_sense_that_is_a_type_needs_no_rule() -> None:
    made = decision("Gunmen kidnapped two aid workers near Marib on Tuesday.", "kidnap")
    assert (made.rule, why(made)) == ("", "")


def test_cues_that_block_a_sense_are_named() -> None:
    blocked = TypeDecision("none", 0.0, blocked_by=frozenset({"on:abstract"}))
    assert why(blocked) == "blocked by on:abstract"
