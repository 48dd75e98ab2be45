"""Trees in the style of spaCy's English pipelines (ClearNLP), as Universal Dependencies.

The styles differ in who is the head. There a preposition carries its noun, "be" its predicate, and
each conjunct the next; here nouns and predicates are heads, prepositions and "be" hang on them, and
all conjuncts hang on the first. After the conversion rules of de Marneffe and others,
"Universal Stanford Dependencies" (2014), and the guidelines of universaldependencies.org.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from streams.extract.syntax.tables import DEPENDENCY_LABELS

CLEARNLP_ONLY = frozenset({"dobj", "pobj", "nsubjpass", "auxpass"})
"""Labels that only this style has: one of them is enough to know it."""

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
_PREPOSITIONS = ("prep", "agent", "dative", "conj", "ROOT", "pcomp")
_PREDICATES = ("attr", "acomp")
_SUBJECTS = ("nsubj", "csubj")


class Tree:
    """A dependency tree that may be changed: one entry a token.

    Args:
        heads: index of each token's head, its own for a root.
        deps: dependency labels.
        pos: coarse tags.
        tags: fine tags.
        lemmas: lemmas in lower case.
    """

    def __init__(
        self,
        heads: Sequence[int],
        deps: Sequence[str],
        pos: Sequence[str],
        tags: Sequence[str],
        lemmas: Sequence[str],
    ) -> None:
        self.heads = list(heads)
        self.deps = list(deps)
        self.pos, self.tags, self.lemmas = pos, tags, lemmas
        self._below: list[set[int]] = [set() for _ in heads]
        for at, head in enumerate(heads):
            if head != at:
                self._below[head].add(at)

    def __len__(self) -> int:
        return len(self.heads)

    def under(self, at: int, *labels: str) -> list[int]:
        """Return the dependents of a token that have one of the labels, in order."""
        return sorted(i for i in self._below[at] if self.deps[i] in labels)

    def labelled(self, *labels: str) -> Iterator[int]:
        """Yield, in order, the tokens that have one of the labels when their turn comes."""
        return (at for at in range(len(self)) if self.deps[at] in labels)

    def hang(self, at: int, head: int, label: str) -> None:
        """Give a token another head, or none for its own index, and another label."""
        self._below[self.heads[at]].discard(at)
        if head != at:
            self._below[head].add(at)
        self.heads[at], self.deps[at] = head, label

    def take_place(self, new: int, old: int, label: str) -> None:
        """Put a token in the place of one above it, which becomes its dependent with a label."""
        head, role = self.heads[old], self.deps[old]
        self.hang(new, new if head == old else head, role)
        for child in sorted(self._below[old]):
            self.hang(child, new, self.deps[child])
        self.hang(old, new, label)


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
    phrases = [below for below in clauses if tree.under(below, "case")]  # "from behind the house"
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
    """Make the predicate the head of "be"; in "there are two" the two are its subject."""
    if tree.lemmas[at] != "be" or tree.deps[at] in {"aux", "auxpass", "cop"}:
        return
    predicates = tree.under(at, *_PREDICATES)
    if tree.under(at, "expl"):
        for predicate in predicates:
            tree.deps[predicate] = "nsubj"
        return
    if not predicates and tree.under(at, *_SUBJECTS) and not tree.under(at, "ccomp", "xcomp"):
        predicates = [after for after in tree.under(at, "obl") if after > at]
    if predicates:
        tree.take_place(predicates[0], at, "cop")


def _rename(tree: Tree) -> None:
    universal = _universal_labels()
    for at, label in enumerate(tree.deps):
        tree.deps[at] = universal.get(label, label)
        if label == "aux" and tree.tags[at] == "TO":
            tree.deps[at] = "mark"


def _conjunctions(tree: Tree) -> None:
    """Hang "and" on the conjunct behind it, and every conjunct on the first."""
    for at in list(tree.labelled("cc")):
        after = [conjunct for conjunct in tree.under(tree.heads[at], "conj") if conjunct > at]
        if after:
            tree.hang(at, after[0], "cc")
    for at in list(tree.labelled("conj")):
        first = tree.heads[at]
        while tree.deps[first] == "conj" and tree.heads[first] != first:
            first = tree.heads[first]
        tree.hang(at, first, "conj")


@lru_cache(maxsize=1)
def _universal_labels() -> dict[str, str]:
    return {row.clearnlp: row.universal for row in DEPENDENCY_LABELS.rows()}
