"""Trees in the style of spaCy's English pipelines (ClearNLP), as Universal Dependencies.

The styles differ in who is the head. There a preposition carries its noun, "be" its predicate, and
each conjunct the next; here nouns and predicates are heads, prepositions and "be" hang on them, and
all conjuncts hang on the first. After the conversion rules of de Marneffe and others,
"Universal Stanford Dependencies" (2014), and the guidelines of universaldependencies.org.
"""

from functools import lru_cache
from importlib.resources import files

from streams.extract.syntax.tree import Tree

MARKS = frozenset({"dobj", "pobj", "nsubjpass", "auxpass"})
"""Labels that only this style has: one of them is enough to know it."""

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
_PREPOSITIONS = ("prep", "agent", "dative", "conj", "ROOT", "pcomp")
_PREDICATES = ("attr", "acomp")
_SUBJECTS = ("nsubj", "csubj")


def to_universal(tree: Tree) -> None:
    """Change a tree in ClearNLP style into one of Universal Dependencies, in place."""
    # From right to left, so that in "out of the car" the inner phrase is done before the outer.
    for at in range(len(tree) - 1, -1, -1):
        _preposition(tree, at)
    for at in range(len(tree)):
        _be(tree, at)
    _rename(tree)
    _conjunctions(tree)


def _preposition(tree: Tree, at: int) -> None:
    """Let the object of a preposition be the head, and the preposition its marker."""
    label = tree.deps[at]
    if label not in _PREPOSITIONS:
        return
    inside = ("obl", "nmod") if tree.pos[at] in {"ADP", "SCONJ", "VERB", "ADV"} else ()
    clauses = tree.under(at, "pcomp")
    phrases = [told for told in clauses if tree.under(told, "case")]  # "from behind the house"
    found = tree.under(at, "pobj") or phrases or (label == "prep" and tree.under(at, *inside))
    if found:
        tree.take_place(found[0], at, "case")
        _name_oblique(tree, found[0], label)
    elif clauses:
        tree.take_place(clauses[0], at, "mark")
        if label in {"prep", "agent"}:
            tree.deps[clauses[0]] = "acl" if _is_under_noun(tree, clauses[0]) else "advcl"
    elif label in {"prep", "agent"}:
        tree.deps[at] = "advmod"


def _name_oblique(tree: Tree, at: int, label: str) -> None:
    if label == "agent":
        tree.deps[at] = "obl:agent"
    elif label in {"prep", "dative"}:
        tree.deps[at] = "nmod" if _is_under_noun(tree, at) else "obl"


def _is_under_noun(tree: Tree, at: int) -> bool:
    return tree.heads[at] != at and tree.pos[tree.heads[at]] in _NOMINAL


def _be(tree: Tree, at: int) -> None:
    """Let what is said with "be" be the head; in "there are two" the two are its subject."""
    if tree.lemmas[at] != "be" or tree.deps[at] in {"aux", "auxpass", "cop"}:
        return
    predicates = tree.under(at, *_PREDICATES)
    if tree.under(at, "expl"):
        for told in predicates:
            tree.deps[told] = "nsubj"
        return
    if not predicates and tree.under(at, *_SUBJECTS) and not tree.under(at, "ccomp", "xcomp"):
        predicates = [told for told in tree.under(at, "obl") if told > at]
    if predicates:
        tree.take_place(predicates[0], at, "cop")


def _rename(tree: Tree) -> None:
    names = _names()
    for at, label in enumerate(tree.deps):
        tree.deps[at] = names.get(label, label)
        if label == "aux" and tree.tags[at] == "TO":
            tree.deps[at] = "mark"


def _conjunctions(tree: Tree) -> None:
    """Hang "and" on what it brings, and every conjunct on the first."""
    for at in list(tree.labelled("cc")):
        brought = [told for told in tree.under(tree.heads[at], "conj") if told > at]
        if brought:
            tree.hang(at, brought[0], "cc")
    for at in list(tree.labelled("conj")):
        first = tree.heads[at]
        while tree.deps[first] == "conj" and tree.heads[first] != first:
            first = tree.heads[first]
        tree.hang(at, first, "conj")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    text = (
        files("streams.extract.syntax")
        .joinpath("rules", "clearnlp.tsv")
        .read_text(encoding="utf-8")
    )
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
