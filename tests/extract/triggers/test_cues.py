"""Which cue sets words belong to."""

from streams.extract.triggers.cues import CueSets, cue_sets_by_phrase
from streams.extract.triggers.tables import cue_set_names
from tests.extract.reading import article, extractor


def test_every_word_belongs_to_declared_sets() -> None:
    assert {name for sets in cue_sets_by_phrase().values() for name in sets} == cue_set_names()


def test_a_set_has_the_words_of_those_that_it_includes() -> None:
    sets = cue_sets_by_phrase()
    assert {"gun", "weapon"} <= sets["rifle"]
    assert {"soldier", "state_force", "armed", "force"} <= sets["troops"]


def test_a_noun_for_people_has_the_sets_of_its_sector() -> None:
    assert cue_sets_by_phrase()["pupils"] == {"person", "people", "civilian"}


def test_names_of_countries_and_peoples_are_a_set() -> None:
    sets = cue_sets_by_phrase()
    assert sets["syria"] == sets["syrian"] == {"country"}


def test_words_and_phrases_are_marked_where_they_begin() -> None:
    s = extractor().explain(article("A car bomb hit troops in Homs.")).analysis.contexts[0].sentence
    marks = dict(zip(s.lower, CueSets().mark(s), strict=True))
    assert "bomb" in marks["car"]
    assert "soldier" in marks["troops"]
    assert marks["in"] == frozenset()
