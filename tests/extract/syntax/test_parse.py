"""What the packaged pipeline parses."""

from typing import Any

import pytest


def relation(doc: Any, word: str) -> tuple[str, str]:
    token = next(token for token in doc if token.text == word)
    return token.dep_, token.head.text


def test_an_active_sentence_has_subject_and_object(nlp: Any) -> None:
    doc = nlp("Soldiers attacked the village on Friday.")
    assert relation(doc, "Soldiers") == ("nsubj", "attacked")
    assert relation(doc, "village") == ("obj", "attacked")


def test_a_passive_sentence_has_a_passive_subject_and_an_agent(nlp: Any) -> None:
    doc = nlp("The convoy was ambushed by gunmen near the river.")
    assert relation(doc, "convoy") == ("nsubj:pass", "ambushed")
    assert relation(doc, "gunmen") == ("obl:agent", "ambushed")


def test_a_number_hangs_on_what_it_counts(nlp: Any) -> None:
    doc = nlp("The blast killed seven people.")
    assert relation(doc, "seven") == ("nummod", "people")


def test_a_place_hangs_on_its_verb_with_its_preposition(nlp: Any) -> None:
    doc = nlp("Thousands protested in Lisbon.")
    assert relation(doc, "Lisbon") == ("obl", "protested")
    assert relation(doc, "in") == ("case", "Lisbon")


def test_negation_is_in_the_tree(nlp: Any) -> None:
    doc = nlp("The rebels did not capture the airport.")
    assert relation(doc, "not") == ("advmod", "capture")


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("were", "be"), ("killed", "kill"), ("women", "woman"), ("buses", "bus"), ("its", "its")],
)
def test_lemmas(nlp: Any, word: str, lemma: str) -> None:
    doc = nlp("Three women were killed when the army shelled its own buses.")
    assert next(token.lemma_ for token in doc if token.text == word) == lemma


def test_tags_and_features(nlp: Any) -> None:
    token = nlp("The dam collapsed.")[2]
    assert (token.pos_, token.tag_, token.morph.get("Tense")) == ("VERB", "VBD", ["Past"])
