"""What the parse above an event says of its assertion: "denied that", "plans to", "no reports of".

From the trigger upwards each link either hands on what is said of the word above, takes the
assertion off, or presupposes the event ("the man who shot", "after the attack") and ends the walk.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from schemas.mention import Modality
from streams.extract.lexicon import rows
from streams.language.parse import Parse

Force = Modality | Literal["passes", "real"]
"""What a word does to an event below it; ``passes`` hands on, ``real`` ends the walk."""

CLAUSE, OBJECT, SUBJECT, NOUN, INFINITIVE, AIM = "c", "o", "s", "n", "inf", "aim"

_RELATIONS = {
    "ccomp": CLAUSE,
    "xcomp": CLAUSE,
    "csubj": CLAUSE,
    "csubj:pass": CLAUSE,
    "acl": CLAUSE,
    "advcl": CLAUSE,
    "obj": OBJECT,
    "iobj": OBJECT,
    "nsubj:pass": OBJECT,
    "nsubj": SUBJECT,
    "compound": NOUN,
}
_NO = frozenset({"no", "neither", "nor", "without"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_NOT = frozenset({"not", "never", "n't"})
_BUT = frozenset({"only", "fewer", "less"})
"""Words that turn a negation round: "not only", "no fewer than"."""
_AUXILIARIES: dict[str, Modality] = {
    "will": "future",
    "'ll": "future",
    "wo": "future",
    "won't": "future",
    "shall": "future",
    "would": "future",
    "wouldn't": "future",
    "could": "hypothetical",
    "may": "hypothetical",
    "might": "hypothetical",
    "must": "ordered",
    "should": "ordered",
}
_WHEN = frozenset({"after", "before", "when", "while", "because", "since", "as", "until"})
_BE = frozenset({"is", "are", "was", "were"})
_MARKS = frozenset({"if", "unless", "whether", "lest", "case"})
_INDEFINITE = frozenset({"a", "an", "any", "another", "no"})
_DEPTH = 8
"""Links that are followed; farther words bear on something else."""


class ScopeReader:
    """Reads the modalities that the words above a trigger put on it."""

    def __init__(self) -> None:
        self._forces: dict[str, list[tuple[frozenset[str], Force]]] = {}
        for force, word, relations in rows("governors.tsv"):
            entry = (frozenset(relations.split(",")), _force(force))
            self._forces.setdefault(word, []).append(entry)

    def read(self, lower: Sequence[str], parse: Parse, head: int) -> Iterator[tuple[Modality, int]]:
        """Yield modalities with the word that each comes from, nearest first."""
        word = head
        for _ in range(_DEPTH):
            yield from _own(lower, parse, word)
            above = parse.heads[word]
            if above == word:
                yield from self._bare_infinitive(lower, parse, word)
                return
            if parse.deps[word] == "conj":
                word = _joined(lower, parse, word)
                continue
            relation = _relation(lower, parse, word)
            force, at = self._force(lower, parse, above, relation)
            if force is None and relation == INFINITIVE and parse.deps[word] == "acl":
                # "ordered police to arrest": the parser may hang the infinitive on the noun.
                force, at = self._force(lower, parse, parse.heads[above], relation)
            if force == "passes":
                word = above
                continue
            if force is not None and force != "real":
                yield force, at
                yield from _negated_order(lower, parse, above, force)
            elif force is None:
                yield from self._unlisted(lower, parse, word, relation)
            return

    def _force(
        self, lower: Sequence[str], parse: Parse, word: int, relation: str
    ) -> tuple[Force | None, int]:
        """Return what a word does to what hangs on it in a relation."""
        particle = next((lower[at] for at in parse.under(word, "compound:prt")), None)
        names = [lower[word], parse.lemmas[word]]
        if particle:
            names = [f"{name} {particle}" for name in names]
        for name in names:
            for relations, force in self._forces.get(name, ()):
                if relation in relations or (CLAUSE in relations and _opens(relation, force)):
                    return force, word
        return None, word

    def _unlisted(
        self, lower: Sequence[str], parse: Parse, word: int, relation: str
    ) -> Iterator[tuple[Modality, int]]:
        """Yield what a verb above says that no list has: an aim, or "could" of some "attack"."""
        above = parse.heads[word]
        if relation in {INFINITIVE, AIM} and not _is_perfect(lower, parse, word):
            yield "future", word
        elif relation == SUBJECT and _is_indefinite(lower, parse, word):
            yield from ((kind, at) for kind, at in _own(lower, parse, above) if kind != "negated")

    def _bare_infinitive(
        self, lower: Sequence[str], parse: Parse, word: int
    ) -> Iterator[tuple[Modality, int]]:
        """Yield the future of "X is to strike"."""
        if _has_to(lower, parse, word) and not _is_perfect(lower, parse, word):
            yield "future", word


def _joined(lower: Sequence[str], parse: Parse, word: int) -> int:
    """Return the word that "and" joins another to.

    A past verb is no infinitive, even where the parser says so: "vowed to resist and attacked".
    """
    first = parse.heads[word]
    finite = parse.tags[word] == "VBD" and lower[word] != parse.lemmas[word]
    return parse.heads[first] if finite and _has_to(lower, parse, first) else first


def _force(name: str) -> Force:
    kinds: dict[str, Force] = {
        kind: kind
        for kind in ("negated", "future", "hypothetical", "ordered", "asserted", "passes", "real")
    }
    return kinds[name]


def _opens(relation: str, force: Force) -> bool:
    """Whether a word that governs clauses governs an infinitive; an aim has not happened."""
    return relation == INFINITIVE or (relation == AIM and force != "real")


def _relation(lower: Sequence[str], parse: Parse, word: int) -> str:
    """Return how a word hangs on the one above: a code of governors.tsv, or a preposition."""
    label = parse.deps[word]
    relation = _RELATIONS.get(label, "")
    if relation == CLAUSE:
        timed = any(lower[at] in _WHEN for at in parse.under(word, "mark"))
        if timed or (label == "advcl" and not _has_to(lower, parse, word)):
            return "when"
        if label == "acl" and parse.tags[word] in {"VBN", "VBD"}:
            return CLAUSE if parse.under(word, "nsubj", "nsubj:pass", "mark") else "who"
        if not _has_to(lower, parse, word):
            return CLAUSE
        return AIM if label == "advcl" else INFINITIVE
    if relation:
        return relation
    case = parse.preposition(word)
    return lower[case] if case is not None else label


def _own(lower: Sequence[str], parse: Parse, word: int) -> Iterator[tuple[Modality, int]]:
    """Yield what stands by a word itself: negations, auxiliaries, "if"."""
    for at in parse.children(word):
        label, told = parse.deps[at], lower[at]
        following = lower[at + 1] if at + 1 < len(lower) else ""
        if following in _BUT:
            continue
        if _negates(lower, parse, at):
            yield "negated", at
        if told in _AUXILIARIES and label.startswith("aux"):
            unreal = told == "would" and _is_perfect(lower, parse, word)
            yield "hypothetical" if unreal else _AUXILIARIES[told], at
        is_to = told == "to" and label == "mark" and lower[at - 1] in _BE
        if is_to or (told == "due" and label == "case"):
            yield "future", at
        if told in _MARKS and label in {"mark", "case", "fixed"}:
            yield "hypothetical", at


def _negates(lower: Sequence[str], parse: Parse, word: int) -> bool:
    label, told = parse.deps[word], lower[word]
    return (
        told in _NOT
        or told.endswith("n't")
        or (told in _NO and label in {"det", "case", "advmod", "cc:preconj"})
        or (label.startswith(("nsubj", "obj")) and _is_nobody(lower, parse, word))
    )


def _is_nobody(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a subject or object is nobody: "no shots", "neither side", "no one"."""
    if lower[word] in _NOBODY or (lower[word] == "one" and lower[word - 1] == "no"):
        return True
    return any(lower[at] in _NO and lower[at + 1] not in _BUT for at in parse.under(word, "det"))


def _negated_order(
    lower: Sequence[str], parse: Parse, word: int, force: Modality
) -> Iterator[tuple[Modality, int]]:
    """Yield the negation of "did not plan to": what is not wanted has not happened either."""
    if force != "negated":
        yield from (found for found in _own(lower, parse, word) if found[0] == "negated")


def _has_to(lower: Sequence[str], parse: Parse, word: int) -> bool:
    return any(lower[at] == "to" for at in parse.under(word, "mark", "aux"))


def _is_perfect(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether an infinitive is of the past: "is said to have shot"."""
    return any(lower[at] == "have" for at in parse.under(word, "aux"))


def _is_indefinite(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a noun is some event, not one that is known: "an earthquake", "clashes"."""
    opener = [lower[at] for at in parse.under(word, "det", "nmod:poss")]
    return not opener or not _INDEFINITE.isdisjoint(opener)
