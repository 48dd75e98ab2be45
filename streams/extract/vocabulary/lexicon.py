"""Sets of words that several folders make of the same tables, made once for a process."""

from functools import lru_cache

from streams.extract.vocabulary.inflection import verb_forms
from streams.extract.vocabulary.tables import (
    ACTORS,
    ARMED_GROUPS,
    LOCATIVES,
    PERSON_NOUNS,
    PLACE_NOUNS,
    REACTION_VERBS,
    REPORTING_VERBS,
    TIME_WORDS,
    TimeWordClass,
)


@lru_cache(maxsize=1)
def reporting_verbs() -> frozenset[str]:
    """Return the lemmas of the verbs of reporting: "say", "deny"."""
    return frozenset(row.lemma for row in REPORTING_VERBS.rows())


@lru_cache(maxsize=1)
def reporting_forms() -> frozenset[str]:
    """Return all forms of the verbs of reporting: "says", "said", "denied"."""
    return frozenset(form for lemma in reporting_verbs() for form in verb_forms(lemma))


@lru_cache(maxsize=1)
def reaction_forms() -> frozenset[str]:
    """Return all forms of the verbs of reaction: "condemned"."""
    return frozenset(form for lemma in REACTION_VERBS.entries() for form in verb_forms(lemma))


@lru_cache(maxsize=1)
def place_nouns() -> frozenset[str]:
    """Return the nouns for kinds of places: "district", "airport"."""
    return frozenset(row.word for row in PLACE_NOUNS.rows())


@lru_cache(maxsize=1)
def locatives() -> frozenset[str]:
    """Return the words before a place name: "in", "near"."""
    return frozenset(row.word for row in LOCATIVES.rows())


@lru_cache(maxsize=1)
def person_nouns() -> frozenset[str]:
    """Return the nouns for people, in the plural and the singular: "children", "child"."""
    rows = PERSON_NOUNS.rows()
    return frozenset(form for row in rows for form in (row.plural, row.singular) if form)


@lru_cache(maxsize=1)
def actor_heads() -> frozenset[str]:
    """Return the last words of the noun phrases for sides that act: "troops"."""
    return frozenset(row.phrase.rsplit(maxsplit=1)[-1] for row in ACTORS.rows())


@lru_cache(maxsize=1)
def armed_group_names() -> frozenset[str]:
    """Return the names of armed groups, in lower case."""
    return frozenset(row.name for row in ARMED_GROUPS.rows())


@lru_cache(maxsize=8)
def words_of_time(*classes: TimeWordClass) -> frozenset[str]:
    """Return the words of time expressions that are of one of the classes."""
    return frozenset(row.word for row in TIME_WORDS.rows() if row.word_class in classes)
