"""What the parse above an event says of its assertion: "denied that", "plans to", "no reports of".

From the trigger upwards each link either hands on what is said of the word above, takes the
assertion off, or presupposes the event ("the man who shot", "after the attack") and ends the walk.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from schemas.mention import Modality
from streams.extract.document.parse import Parse
from streams.extract.factuality.word_cues import (
    ModalityCue,
    beside,
    has_to,
    is_indefinite,
    is_perfect,
    took_place,
)
from streams.extract.vocabulary.phrases import rows
from streams.extract.vocabulary.tables import REACTION_VERBS

Force = Modality | Literal["passes", "real", "averted", "ended", "weighed"]
"""What a word does to an event below it: ``passes`` hands on, ``real`` ends the walk. ``averted``
is negated, and real when that is negated itself; ``ended`` is negated unless its word is itself
to come or ordered; ``weighed`` is hypothetical while it goes on ("are negotiating")."""

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
_WHEN = frozenset({"after", "before", "when", "while", "because", "since", "as", "until"})
_HANDED = frozenset({OBJECT, SUBJECT, "for", "at", "to", "into", "in"})
"""Links over which what is to come of a verb is to come of some event: "will attend a rally"."""
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_SUFFERERS = frozenset({"obj", "nsubj:pass"})
_STAY = frozenset({"real", "passes"})
_APART = frozenset({"away", "back", "off", "out"})
_ANY = "*"
"""In governors.tsv: whatever the word above, the preposition decides ("pending talks")."""
_DEPTH = 8
"""Links that are followed; farther words bear on something else."""


class ScopeReader:
    """Reads the modalities that the words above a trigger put on it."""

    def __init__(self) -> None:
        self._forces: dict[str, list[tuple[frozenset[str], Force]]] = {}
        for force, word, relations in rows("factuality/factuality_triggers.tsv"):
            entry = (frozenset(relations.split(",")), _force(force))
            self._forces.setdefault(word, []).append(entry)
        self._reactions = REACTION_VERBS.entries()

    def read(
        self, lower: Sequence[str], parse: Parse, head: int, depth: int = _DEPTH
    ) -> Iterator[ModalityCue]:
        """Yield modalities with the word that each comes from, nearest first.

        ``depth`` is how many links are followed.
        """
        word, handed, spared = head, False, -1
        for left in range(depth - 1, -1, -1):
            labels = ("amod", "acl") if word == head else ("amod",)
            found = [*beside(lower, parse, word), *self._described(lower, parse, word, labels)]
            # Who does not attend a rally, or an attack that kills nobody, says of neither no.
            spares = handed or word == spared
            yield from (one for one in found if not (spares and one[0] == "negated"))
            above = parse.heads[word]
            if above == word:
                yield from self._bare_infinitive(lower, parse, word)
                return
            if parse.deps[word] == "conj":
                word = _joined(lower, parse, word)
                continue
            relation = _relation(lower, parse, word)
            force, at = self._governor(lower, parse, word, relation)
            hands = force is None and self._hands_on(lower, parse, word, relation)
            if force == "passes" or hands:
                word, handed = above, handed or (hands and relation != SUBJECT)
                spared = above if hands else spared
                continue
            if force is None:
                yield from self._unlisted(lower, parse, word, relation)
            elif not (handed and force in {"negated", "averted", "ended"}):
                yield from self._told(force, at, list(self.read(lower, parse, at, left)))
            return

    def _described(
        self, lower: Sequence[str], parse: Parse, word: int, labels: Sequence[str]
    ) -> Iterator[ModalityCue]:
        """Yield what a participle by a noun says as its verb would: "feared attacks".

        So does one behind the event itself: "a march planned for Monday". The parser may also see
        one in the verb of "the minister rejected claims that".
        """
        for at in parse.under(word, *labels):
            if parse.tags[at] in {"VBN", "VBD"} and not took_place(parse, word):
                force, _ = self._force(lower, parse, at, OBJECT)
                yield from self._told(force, at, ()) if force is not None else ()

    def _governor(
        self, lower: Sequence[str], parse: Parse, word: int, relation: str
    ) -> tuple[Force | None, int]:
        """Return what governs a word over a relation, and its word."""
        above = parse.heads[word]
        if _is_yet_to(lower, parse, above, relation):
            return "negated", above
        force, at = self._force(lower, parse, above, relation)
        if force is None and relation == INFINITIVE and parse.deps[word] == "acl":
            # "ordered police to arrest": the parser may hang the infinitive on the noun.
            force, at = self._force(lower, parse, parse.heads[above], relation)
        if force is None and relation == SUBJECT:
            # "The report turned out to be a hoax": the predicate says it of the subject.
            for predicate in parse.under(above, "xcomp"):
                force, at = self._force(lower, parse, predicate, relation)
        if force is None and relation == OBJECT:
            # "Called reports of an attack a lie", "dismissed it as fake news".
            told = [
                one
                for at in parse.under(above, "xcomp", "obl", "advcl")
                for one in (at, *parse.under(at, "amod"))
            ]
            if any(self._force(lower, parse, at, SUBJECT)[0] == "negated" for at in told):
                return "negated", above
        if force == "weighed":
            force = "hypothetical" if parse.tags[at] == "VBG" else "passes"
        return force, at

    def _force(
        self, lower: Sequence[str], parse: Parse, word: int, relation: str
    ) -> tuple[Force | None, int]:
        """Return what a word does to what hangs on it in a relation."""
        particle = next((lower[at] for at in parse.under(word, "compound:prt")), None)
        if lower[word] in _APART and parse.pos[parse.heads[word]] == "VERB":
            # "Walked away from": the parser hangs the noun on the adverb.
            word, particle = parse.heads[word], lower[word]
        names = [lower[word], parse.lemmas[word]]
        if particle:
            names = [f"{name} {particle}" for name in names]
        for name in (*names, _ANY):
            for relations, force in self._forces.get(name, ()):
                if relation in relations or (CLAUSE in relations and _opens(relation, force)):
                    return force, word
        return None, word

    def _told(self, force: Force, at: int, above: Sequence[ModalityCue]) -> Iterator[ModalityCue]:
        """Yield what a governor says, with what is said of itself (``above``).

        "Did not plan to" and "dropped plans for" have not happened; "has not ruled out" may be,
        and "failed to prevent" is what took place.
        """
        off = [found for found in above if found[0] == "negated"]
        if force == "averted" and off:
            return
        if force in {"negated", "averted"}:
            yield "hypothetical" if off else "negated", at
        elif force == "ended":
            yield from above or [("negated", at)]
        elif force in _PLAIN:
            yield from [(_PLAIN[force], at), *off]

    def _hands_on(self, lower: Sequence[str], parse: Parse, word: int, relation: str) -> bool:
        """Whether an unlisted verb is to come as the event is: "will fly to X for talks"."""
        above = parse.heads[word]
        return (
            relation in _HANDED
            and parse.pos[word] != "VERB"
            and parse.pos[above] == "VERB"
            and is_indefinite(lower, parse, word)
            and parse.lemmas[above] not in self._reactions
        )

    def _unlisted(
        self, lower: Sequence[str], parse: Parse, word: int, relation: str
    ) -> Iterator[ModalityCue]:
        """Yield what a verb above says that no list has: an aim, or "could" of some "attack"."""
        above = parse.heads[word]
        if relation in {INFINITIVE, AIM} and not is_perfect(lower, parse, word):
            yield "future", word
        elif relation == SUBJECT and is_indefinite(lower, parse, word):
            # "An attack that did not kill" is one, "a truce was not part of the deal" is none.
            acts = parse.pos[above] == "VERB"
            found = beside(lower, parse, above)
            yield from (one for one in found if not (acts and one[0] == "negated"))

    def _bare_infinitive(
        self, lower: Sequence[str], parse: Parse, word: int
    ) -> Iterator[ModalityCue]:
        """Yield the future of "X is to strike"."""
        if has_to(lower, parse, word) and not is_perfect(lower, parse, word):
            yield "future", word


def _joined(lower: Sequence[str], parse: Parse, word: int) -> int:
    """Return the word that "and" joins another to.

    A past verb is no infinitive and no gerund, even where the parser says so: "vowed to resist and
    attacked", "denied shooting and accused".
    """
    first = parse.heads[word]
    finite = parse.tags[word] == "VBD" and lower[word] != parse.lemmas[word]
    unlike = has_to(lower, parse, first) or parse.tags[first] == "VBG"
    return parse.heads[first] if finite and unlike else first


_PLAIN: dict[Force, Modality] = {
    "future": "future",
    "hypothetical": "hypothetical",
    "ordered": "ordered",
}


def _force(name: str) -> Force:
    kinds: dict[str, Force] = {
        kind: kind
        for kind in (
            *("negated", "future", "hypothetical", "ordered", "asserted"),
            *("passes", "real", "averted", "ended", "weighed"),
        )
    }
    return kinds[name]


def _opens(relation: str, force: Force) -> bool:
    """Whether a word that governs clauses governs an infinitive; an aim has not happened."""
    return relation == INFINITIVE or (relation == AIM and force not in _STAY)


def _relation(lower: Sequence[str], parse: Parse, word: int) -> str:
    """Return how a word hangs on the one above: a code of governors.tsv, or a preposition."""
    label = parse.deps[word]
    relation = _RELATIONS.get(label, "")
    if relation == CLAUSE:
        return _clause(lower, parse, word)
    if label == "acl:relcl" and _is_content(lower, parse, word):
        return CLAUSE
    case = parse.preposition(word)
    return relation or (label if case is None else lower[case])


def _clause(lower: Sequence[str], parse: Parse, word: int) -> str:
    label = parse.deps[word]
    to = has_to(lower, parse, word)
    timed = any(lower[at] in _WHEN for at in parse.under(word, "mark"))
    if timed or (label == "advcl" and not to):
        return "when"
    if label == "acl" and parse.tags[word] in {"VBN", "VBD"}:
        return CLAUSE if parse.under(word, "nsubj", "nsubj:pass", "mark") else "who"
    if not to:
        return CLAUSE
    return AIM if label == "advcl" else INFINITIVE


def _is_content(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a clause that the parser takes for a relative one tells what a noun is about.

    "Accusations that soldiers killed villagers" leaves no gap for its "that".
    """
    below = parse.children(word)
    told = {parse.deps[at] for at in below if lower[at] != "that"}
    opened = any(lower[at] == "that" for at in below)
    return opened and not told.isdisjoint(_SUBJECTS) and not told.isdisjoint(_SUFFERERS)


def _is_yet_to(lower: Sequence[str], parse: Parse, above: int, relation: str) -> bool:
    """Whether an infinitive is under "have yet": "have yet to agree"."""
    under = (lower[at] for at in parse.under(above, "advmod"))
    return relation == INFINITIVE and parse.lemmas[above] == "have" and "yet" in under
