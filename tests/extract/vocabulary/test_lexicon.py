"""Sets of words made of the shared tables."""

import pytest

from streams.extract.vocabulary import lexicon


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (lexicon.reporting_verbs(), {"say", "deny"}),
        (lexicon.reporting_forms(), {"says", "said", "denied"}),
        (lexicon.reaction_forms(), {"condemned", "denounces"}),
        (lexicon.place_nouns(), {"district", "village"}),
        (lexicon.locatives(), {"in", "near"}),
        (lexicon.person_nouns(), {"children", "child", "elders"}),
        (lexicon.actor_heads(), {"troops", "guard"}),
        (lexicon.armed_group_names(), {"boko haram"}),
    ],
)
def test_a_set_has_its_words(words: frozenset[str], some: set[str]) -> None:
    assert some <= words


def test_a_noun_without_a_singular_adds_no_word() -> None:
    assert "-" not in lexicon.person_nouns()


def test_words_of_time_are_of_the_classes_asked_for() -> None:
    assert "july" in lexicon.words_of_time("MONTH")
    assert "may" not in lexicon.words_of_time("MONTH")
    assert "may" in lexicon.words_of_time("MONTH", "MAYBE_MONTH")
