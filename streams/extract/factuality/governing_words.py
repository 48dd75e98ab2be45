"""What the words that govern an event say of its assertion: "denied that", "plans to".

From the trigger upwards each link of the parse either hands on what is said of the word above,
takes the assertion off, or presupposes the event ("the man who shot", "after the attack") and ends
the walk.
"""

from collections.abc import Iterator, Sequence
from typing import get_args

from schemas.mention import Modality
from streams.extract.document.parse import VERBAL, Parse
from streams.extract.factuality.local_cues import (
    LocalCueReader,
    ModalityCue,
    has_to,
    is_perfect,
    took_place,
)
from streams.extract.factuality.tables import FACTUALITY_TRIGGERS, WORDS, Force, Unasserted
from streams.extract.vocabulary.tables import REACTION_VERBS

_RELATIONS = {
    "ccomp": "clause",
    "xcomp": "clause",
    "csubj": "clause",
    "csubj:pass": "clause",
    "acl": "clause",
    "advcl": "clause",
    "obj": "object",
    "iobj": "object",
    "nsubj:pass": "object",
    "nsubj": "subject",
    "compound": "noun",
}
"""The relation of the rule tables for a label of Universal Dependencies."""
_PRESUPPOSED_CLAUSE, _PARTICIPLE = "time clause", "participle"
"""Relations that no rule names: "after rebels seized X", "a man shot in X"."""
_HANDED = frozenset({"object", "subject", "for", "at", "to", "into", "in"})
"""Links over which what is to come of a verb is to come of some event: "will attend a rally"."""
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_PATIENTS = frozenset({"obj", "nsubj:pass"})
_NEGATIVE: frozenset[Force] = frozenset({"negated", "averted", "ended"})
_MODALITIES: dict[Force, Modality] = {force: force for force in get_args(Unasserted)}
_ANY = "*"
"""In the rule table: whatever the word above, the preposition decides ("pending talks")."""
LINKS = 8
"""Links of the parse that are followed; farther words bear on something else."""


def opens_aim(force: Force) -> bool:
    """Whether a word that governs a clause with this force also governs an aim ("planned ... to").

    An aim has not happened, so that words which say that something did say nothing of it.
    """
    return force not in {"real", "passes"}


class GoverningWordReader:
    """Reads the modalities that the words above a trigger put on it."""

    def __init__(self) -> None:
        self._forces: dict[str, list[tuple[frozenset[str], Force]]] = {}
        for row in FACTUALITY_TRIGGERS.rows():
            self._forces.setdefault(row.word, []).append((frozenset(row.relations), row.force))
        self._reactions = REACTION_VERBS.entries()
        self._particles = WORDS["adverbial_particles"]
        self._time_conjunctions = WORDS["time_conjunctions"]
        self._naming = WORDS["naming_verbs"]
        self._dropping, self._weapons = WORDS["dropping_verbs"], WORDS["dropped_weapons"]
        self._local = LocalCueReader()

    def read(
        self, lower: Sequence[str], parse: Parse, head: int, links: int = LINKS
    ) -> Iterator[ModalityCue]:
        """Yield modalities with the word that each comes from, nearest first.

        ``head`` is the word of the event; ``links`` is how many links upwards are followed.
        """
        word, handed, spared = head, False, -1
        for left in range(links - 1, -1, -1):
            labels = ("amod", "acl") if word == head else ("amod",)
            found = [
                *self._local.read(lower, parse, word),
                *self._of_participles(lower, parse, word, labels),
            ]
            # "Did not attend a rally" and "an attack that killed nobody" do not negate the event.
            spares = handed or word == spared
            yield from (cue for cue in found if not (spares and cue[0] == "negated"))
            above = parse.heads[word]
            if above == word:
                yield from _of_root(lower, parse, word)
                return
            if parse.deps[word] == "conj":
                word = _joined(lower, parse, word)
                continue
            relation = self._relation(lower, parse, word)
            force, at = self._governor(lower, parse, word, relation)
            hands = force is None and self._hands_on(lower, parse, word, relation)
            if force == "passes" or hands:
                word, handed = above, handed or (hands and relation != "subject")
                spared = above if hands else spared
                continue
            if force is None:
                yield from self._of_unlisted(lower, parse, word, relation)
            elif not (handed and force in _NEGATIVE):
                over = list(self.read(lower, parse, at, left))
                # "Act to prevent judges from being murdered": whether they do is open.
                aim = relation == "from" and force == "averted" and ("future", at) in over
                if aim:
                    yield "hypothetical", at
                else:
                    yield from _applied(force, at, over)
            return

    def _of_participles(
        self, lower: Sequence[str], parse: Parse, word: int, labels: Sequence[str]
    ) -> Iterator[ModalityCue]:
        """Yield what a participle by a noun says as its verb would: "feared attacks".

        So does one behind the event itself: "a march planned for Monday". The parser may also see
        one in the verb of "the minister rejected claims that".
        """
        for at in parse.under(word, *labels):
            if parse.tags[at] in {"VBN", "VBD"} and not took_place(parse, word):
                force, _ = self._force(lower, parse, at, "object")
                yield from _applied(force, at, ()) if force is not None else ()

    def _is_dropped_weapon(self, parse: Parse, word: int) -> bool:
        """Whether what is dropped falls: "bombs were dropped on X", unlike "the march was"."""
        weapon = parse.lemmas[word] in self._weapons
        return weapon and parse.lemmas[parse.heads[word]] in self._dropping

    def _governor(
        self, lower: Sequence[str], parse: Parse, word: int, relation: str
    ) -> tuple[Force | None, int]:
        """Return the force of what governs a word over a relation, and the governing word."""
        above = parse.heads[word]
        if _is_yet_to(lower, parse, above, relation):
            return "negated", above
        force, at = self._force(lower, parse, above, relation)
        if force is None and relation == "infinitive" and parse.deps[word] == "acl":
            # "ordered police to arrest": the parser may hang the infinitive on the noun.
            force, at = self._force(lower, parse, parse.heads[above], relation)
        if force is None and relation == "subject":
            # "The report turned out to be a hoax": the predicate says it of the subject.
            for predicate in parse.under(above, "xcomp"):
                force, at = self._force(lower, parse, predicate, relation)
        if force is None and relation == "subject" and _is_bare_participle(parse, above):
            # "Truce talks in Cairo cancelled": headlines leave "are" out.
            dropped, at = self._force(lower, parse, above, "object")
            force = dropped if dropped in {"negated", "averted"} else None
        if relation == "clause" and self._is_false_report(lower, parse, above):
            return "negated", parse.heads[above]
        if force is None and relation == "object" and self._is_called_false(lower, parse, above):
            return "negated", above
        if relation == "object" and self._is_dropped_weapon(parse, word):
            return "passes", above
        if force == "future" and relation == "object" and self._is_named(parse, above):
            force = None
        if force == "weighed":
            force = "hypothetical" if parse.tags[at] == "VBG" else "passes"
        return force, at

    def _is_named(self, parse: Parse, verb: int) -> bool:
        """Whether a verb only names its object: "called the attack an act of war"."""
        predicates = parse.under(verb, "xcomp")
        return parse.lemmas[verb] in self._naming and any(
            parse.pos[at] in {"NOUN", "ADJ", "PROPN"} for at in predicates
        )

    def _is_false_report(self, lower: Sequence[str], parse: Parse, noun: int) -> bool:
        """Whether a noun with a content clause is said to be false: "reports that … were false"."""
        if parse.deps[noun] not in _SUBJECTS or parse.pos[noun] in VERBAL:
            return False
        return self._force(lower, parse, parse.heads[noun], "subject")[0] == "negated"

    def _is_called_false(self, lower: Sequence[str], parse: Parse, verb: int) -> bool:
        """Whether a verb denies its object: "called it a lie", "dismissed it as fake news"."""
        predicates = parse.under(verb, "xcomp", "obl", "advcl")
        words = (one for at in predicates for one in (at, *parse.under(at, "amod")))
        return any(self._force(lower, parse, at, "subject")[0] == "negated" for at in words)

    def _force(
        self, lower: Sequence[str], parse: Parse, word: int, relation: str
    ) -> tuple[Force | None, int]:
        """Return what a word does to what hangs on it in a relation, and the word."""
        particle = next((lower[at] for at in parse.under(word, "compound:prt")), None)
        if lower[word] in self._particles and parse.pos[parse.heads[word]] == "VERB":
            # "Walked away from": the parser hangs the noun on the adverb.
            word, particle = parse.heads[word], lower[word]
        names = [lower[word], parse.lemmas[word]]
        if particle:
            names = [f"{name} {particle}" for name in names]
        for name in (*names, _ANY):
            for relations, force in self._forces.get(name, ()):
                if relation in relations or ("clause" in relations and _includes(relation, force)):
                    return force, word
        return None, word

    def _hands_on(self, lower: Sequence[str], parse: Parse, word: int, relation: str) -> bool:
        """Whether an unlisted verb is to come as the event is: "will fly to X for talks"."""
        above = parse.heads[word]
        return (
            relation in _HANDED
            and parse.pos[word] != "VERB"
            and parse.pos[above] == "VERB"
            and self._local.is_indefinite(lower, parse, word)
            and parse.lemmas[above] not in self._reactions
        )

    def _of_unlisted(
        self, lower: Sequence[str], parse: Parse, word: int, relation: str
    ) -> Iterator[ModalityCue]:
        """Yield what a verb above says that no rule has: an aim, or "could" of "an attack"."""
        above = parse.heads[word]
        if relation in {"infinitive", "aim"} and not is_perfect(lower, parse, word):
            yield "future", word
        elif relation == "subject" and self._local.is_indefinite(lower, parse, word):
            # "An attack that did not kill" is one, "a truce was not part of the deal" is none.
            acts = parse.pos[above] == "VERB"
            cues = self._local.read(lower, parse, above)
            yield from (cue for cue in cues if not (acts and cue[0] == "negated"))

    def _relation(self, lower: Sequence[str], parse: Parse, word: int) -> str:
        """Return how a word hangs on the one above: a relation of the table, or a preposition."""
        label = parse.deps[word]
        relation = _RELATIONS.get(label, "")
        if relation == "clause":
            return self._clause_relation(lower, parse, word)
        if label == "acl:relcl" and _is_content(lower, parse, word):
            return "clause"
        case = parse.preposition(word)
        return relation or (label if case is None else lower[case])

    def _clause_relation(self, lower: Sequence[str], parse: Parse, word: int) -> str:
        label = parse.deps[word]
        if any(lower[at] == "from" for at in parse.under(word, "mark")):
            # "Kept the tanker from exploding": a gerund that a preposition opens.
            return "from"
        to = has_to(lower, parse, word)
        timed = any(lower[at] in self._time_conjunctions for at in parse.under(word, "mark"))
        if timed or (label == "advcl" and not to):
            return _PRESUPPOSED_CLAUSE
        if label == "acl" and parse.tags[word] in {"VBN", "VBD"}:
            return "clause" if parse.under(word, "nsubj", "nsubj:pass", "mark") else _PARTICIPLE
        if not to:
            return "clause"
        return "aim" if label == "advcl" else "infinitive"


def _applied(force: Force, at: int, above: Sequence[ModalityCue]) -> Iterator[ModalityCue]:
    """Yield what a governing word says, with what is said of that word itself (``above``).

    "Did not plan to" and "dropped plans for" have not happened; "has not ruled out" may be,
    and "failed to prevent" is what took place.
    """
    negations = [cue for cue in above if cue[0] == "negated"]
    if force == "averted" and negations:
        return
    if force in {"negated", "averted"}:
        yield "hypothetical" if negations else "negated", at
    elif force == "ended":
        yield from above or [("negated", at)]
    elif force in _MODALITIES:
        yield from [(_MODALITIES[force], at), *negations]


def _is_bare_participle(parse: Parse, verb: int) -> bool:
    """Whether a verb may be a passive without its auxiliary: it has no object of its own."""
    return parse.tags[verb] in {"VBN", "VBD"} and not parse.under(verb, "obj", "aux", "ccomp")


def _of_root(lower: Sequence[str], parse: Parse, word: int) -> Iterator[ModalityCue]:
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


def _includes(relation: str, force: Force) -> bool:
    """Whether a word that governs clauses with a force also governs a relation."""
    return relation == "infinitive" or (relation == "aim" and opens_aim(force))


def _is_content(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a clause that the parser takes for a relative one is the content of a noun.

    "Accusations that soldiers killed villagers" leaves no gap for its "that".
    """
    below = parse.children(word)
    labels = {parse.deps[at] for at in below if lower[at] != "that"}
    opened = any(lower[at] == "that" for at in below)
    return opened and not labels.isdisjoint(_SUBJECTS) and not labels.isdisjoint(_PATIENTS)


def _is_yet_to(lower: Sequence[str], parse: Parse, above: int, relation: str) -> bool:
    """Whether an infinitive is under "have yet": "have yet to agree"."""
    adverbs = (lower[at] for at in parse.under(above, "advmod"))
    return relation == "infinitive" and parse.lemmas[above] == "have" and "yet" in adverbs
