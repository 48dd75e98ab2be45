"""Corrects the rule lemmatizer where the treebanks plainly say otherwise."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc

OPEN_CLASSES = frozenset({"noun", "verb", "adj", "adv"})
"""What the rules know; all others have no rules, so every frequent form is listed."""
LEAST = 2
"""Times that a form must be seen with the lemma."""
SHARE = 0.8
"""Share of a form's occurrences that must have the lemma."""


def exceptions(lemmatizer: Any, docs: Iterable[Doc]) -> dict[str, dict[str, list[str]]]:
    """Return lemmas per part of speech and form where rules err and the treebank is clear."""
    seen: dict[tuple[str, str], Counter[str]] = {}
    wrong: set[tuple[str, str]] = set()
    for doc in docs:
        gold = [token.lemma_ for token in doc]
        for token, lemma in zip(doc, gold, strict=True):
            if token.pos_ in {"PROPN", "SPACE", "NUM", "X", "SYM", "PUNCT"}:
                continue
            key = (token.pos_.lower(), token.lower_)
            seen.setdefault(key, Counter())[lemma] += 1
            if key[0] not in OPEN_CLASSES or lemma not in lemmatizer.lemmatize(token):
                wrong.add(key)
    found: dict[str, dict[str, list[str]]] = {}
    for key in sorted(wrong):
        (lemma, count), total = seen[key].most_common(1)[0], sum(seen[key].values())
        if count >= LEAST and count >= SHARE * total:
            found.setdefault(key[0], {})[key[1]] = [lemma]
    return found
