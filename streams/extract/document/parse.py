"""A dependency parse and names over the words of a sentence, independent of the pipeline used.

Labels are those of Universal Dependencies (universaldependencies.org); names are spaCy's
(PERSON, NORP, ORG, GPE, LOC, FAC, DATE, TIME, CARDINAL, WEAPON).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

CLAUSES = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "parataxis"}
)

"""Labels of the head of a clause."""
RELATIVE = frozenset({"acl:relcl", "acl"})
"""Labels of the head of a clause that describes a noun."""
VERBAL = frozenset({"VERB", "AUX"})
"""Parts of speech of verbs."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of a sentence, and where each of its words starts and ends in that text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A name at words ``start`` to ``end`` (one past)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """One entry a word: index of its head (its own for a root), label, tags, lemma."""

    heads: tuple[int, ...]
    deps: tuple[str, ...]
    pos: tuple[str, ...]
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]
    entities: tuple[Entity, ...] = ()
    _below: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def children(self, word: int) -> tuple[int, ...]:
        """Return the words that hang on a word, in order."""
        if not self._below:
            below: dict[int, list[int]] = {}
            for at, head in enumerate(self.heads):
                if head != at:
                    below.setdefault(head, []).append(at)
            self._below.update({at: tuple(found) for at, found in below.items()})
            self._below.setdefault(-1, ())
        return self._below.get(word, ())

    def under(self, word: int, *labels: str) -> list[int]:
        """Return the children of a word with one of the labels; "nsubj" is not "nsubj:pass"."""
        return [at for at in self.children(word) if self.deps[at] in labels]

    def ancestors(self, word: int) -> Iterator[int]:
        """Yield the heads above a word, nearest first."""
        for _ in range(len(self.heads)):
            head = self.heads[word]
            if head == word:
                return
            yield head
            word = head

    def subtree(self, word: int) -> list[int]:
        """Return a word and all that hangs on it, in order.

        Words of several tokens may hang on each other in a ring, so that each is taken once.
        """
        found, open_ = {word}, [word]
        while open_:
            below = [at for at in self.children(open_.pop()) if at not in found]
            found.update(below)
            open_ += below
        return sorted(found)

    def preposition(self, word: int) -> int | None:
        """Return the first case marker of a noun: "in" of "in the city"."""
        return next(iter(self.under(word, "case")), None)

    def is_passive(self, word: int) -> bool:
        """Whether a verb is in the passive: it has a passive subject, auxiliary or agent."""
        return bool(self.under(word, "nsubj:pass", "csubj:pass", "aux:pass", "obl:agent"))

    def clause(self, word: int) -> int:
        """Return the head of the clause that a word is in: a verb, or what stands for one."""
        if self.deps[word] in CLAUSES:
            return word
        for above in self.ancestors(word):
            if self.deps[above] in CLAUSES:
                return above
        return word

    def deed(self, word: int) -> int:
        """Return the verb that a word is or hangs on, else the head of its clause.

        Unlike ``clause`` it stops at a verb that "and" joins to another.
        """
        for at in (word, *self.ancestors(word)):
            if self.deps[at] != "xcomp" and (self.pos[at] == "VERB" or self.deps[at] in CLAUSES):
                return at
        return word

    def conjuncts(self, word: int) -> list[int]:
        """Return a word and all that "and" or a comma joins to it."""
        first, seen = word, {word}
        while self.deps[first] == "conj" and self.heads[first] not in seen:
            first = self.heads[first]
            seen.add(first)
        found = [first]
        for at in found:
            found += [one for one in self.under(at, "conj") if one not in found]
        return sorted(found)

    def entity_at(self, word: int) -> Entity | None:
        """Return the name that a word is part of."""
        return next((e for e in self.entities if e.start <= word < e.end), None)


def head_of(parse: Parse, start: int, end: int) -> int:
    """Return the first word of a span that is a root or whose head stands outside of the span."""
    for at in range(start, end):
        if parse.heads[at] == at or not start <= parse.heads[at] < end:
            return at
    return end - 1


def top(parse: Parse, span: tuple[int, int]) -> int:
    """Return the first word of a span whose head stands outside; unlike ``head_of``, no root.

    A root is its own head, inside of the span. Without another such word the first is taken.
    """
    inside = range(*span)
    return next((at for at in inside if parse.heads[at] not in inside), span[0])
