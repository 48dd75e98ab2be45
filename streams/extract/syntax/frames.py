"""Who does what to whom: the arguments of a trigger in the parse, as heads of their phrases.

Passives, relative clauses, participles, coordination and light verbs ("carried out an attack on")
come to the same: agents act, objects are acted on.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace

from streams.extract.document.parse import VERBAL, Parse, top
from streams.extract.syntax.tables import WORDS
from streams.extract.vocabulary.lexicon import actor_heads, person_nouns
from streams.extract.vocabulary.tables import LIGHT_VERBS

_BY = frozenset({"by"})
_OF_ACCUSATION = frozenset({"of", "for", "with"})
"""Prepositions before what somebody is accused of."""
_TO_WHOM = frozenset({"to", "on"})
"""Prepositions before whom a deed is attributed to: "blamed the attack on rebels"."""
_OUTSIDE = frozenset(
    {"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis", "conj", "cc"}
)
MAX_SUBJECT_STEPS = 4
"""Verbs that are climbed in search of a subject: "went on to order them to shell"."""

SHARED_WITHIN = 2
"""Words from a verb to the next that shares its object: only "and" stands between them."""

_PRONOUNS = frozenset({"it", "them"})
"""Pronouns of things that the verb before has for its object."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The arguments of a trigger; every number is a word of the sentence.

    Attributes:
        head: the head of the trigger.
        verb: the verb of the event: the trigger itself, or "carried" of "carried out an attack".
        passive: whether the verb is in the passive.
        agents, objects: the heads of who acts and of what is acted on.
    """

    head: int
    verb: int | None
    passive: bool
    agents: tuple[int, ...]
    objects: tuple[int, ...]


class FrameReader:
    """Reads the frames of triggers, which may be verbs or nouns."""

    def __init__(self) -> None:
        self._light = LIGHT_VERBS.entries()
        self._people = person_nouns() | actor_heads()
        self._relative = WORDS["relative_pronouns"]
        self._ordering = WORDS["ordering_verbs"]
        self._accusing, self._attributing = WORDS["accusing_verbs"], WORDS["attributing_verbs"]
        self._timing = WORDS["clause_prepositions"]
        self._by_agents = WORDS["agent_prepositions"]
        self._on_objects = WORDS["object_prepositions"]
        self._of_objects = self._on_objects | {"of"}

    def read(self, lower: Sequence[str], parse: Parse, span: tuple[int, int]) -> Frame:
        """Return the frame of the phrase at words ``span`` (start, one past the end)."""
        head = top(parse, span)
        if parse.pos[head] in VERBAL:
            return self._with_swallowed(lower, parse, self._of_verb(lower, parse, head))
        return self._of_noun(lower, parse, head)

    def _with_swallowed(self, lower: Sequence[str], parse: Parse, frame: Frame) -> Frame:
        """Return a frame with the subject that the parser took into an oblique before the verb.

        "On Monday night gunmen raided …": no comma parts the adverbial from who acts.
        """
        subjects = frame.objects if frame.passive else frame.agents
        found = [
            at
            for at in parse.under(frame.head, "obl", "obl:unmarked")
            if at < frame.head and lower[at] in self._people and parse.under(at, "compound", "case")
        ]
        if not found or [at for at in subjects if at not in found]:
            return frame
        subject = _with_conjuncts(parse, found[-1:])
        rest = tuple(at for at in frame.objects if at not in subject)
        if frame.passive:
            return replace(frame, objects=subject)
        return replace(frame, agents=subject, objects=rest)

    def _of_noun(self, lower: Sequence[str], parse: Parse, head: int) -> Frame:
        agents = [
            *parse.under(head, "nmod:poss"),
            *_undated_obliques(lower, parse, head, self._by_agents),
        ]
        objects = _undated_obliques(lower, parse, head, self._of_objects)
        agents += self._accused_of_noun(lower, parse, head)
        # A noun before another is its agent or its object; the cues of either decide which.
        joined = parse.under(head, "compound", "amod")
        verb = parse.heads[head]
        light = verb != head and parse.lemmas[verb] in self._light
        if light and parse.deps[head] in {"obj", "obl", "nmod"}:
            above = self._of_verb(lower, parse, verb)
            agents += above.objects if above.passive else above.agents
            objects += _undated_obliques(lower, parse, verb, self._on_objects)
        elif light and parse.deps[head] == "nsubj:pass":
            agents += _undated_obliques(lower, parse, verb, _BY)
            objects += _undated_obliques(lower, parse, verb, self._on_objects)
        return Frame(
            head,
            verb if light else None,
            passive=False,
            agents=_with_conjuncts(parse, [*agents, *joined]),
            objects=_with_conjuncts(parse, [*objects, *joined]),
        )

    def _of_verb(self, lower: Sequence[str], parse: Parse, verb: int) -> Frame:
        subjects = self._subjects(lower, parse, verb)
        if _is_passive(lower, parse, verb):
            by = [*parse.under(verb, "obl:agent"), *_undated_obliques(lower, parse, verb, _BY)]
            return Frame(
                verb, verb, True, _with_conjuncts(parse, by), _with_conjuncts(parse, subjects)
            )
        objects = [
            *parse.under(verb, "obj", "iobj"),
            *_undated_obliques(lower, parse, verb, self._on_objects),
        ] or _shared_objects(parse, verb)
        # In "reports that troops shelled X" the parser may take "that" for a second object.
        named = [at for at in objects if lower[at] not in self._relative]
        objects = named or [self._antecedent(lower, parse, verb, at) for at in objects]
        objects = _object_before(lower, parse, verb, objects) or objects
        return Frame(
            verb, verb, False, _with_conjuncts(parse, subjects), _with_conjuncts(parse, objects)
        )

    def _antecedent(self, lower: Sequence[str], parse: Parse, verb: int, word: int) -> int:
        """Return the noun before a relative clause for its pronoun, else the word itself."""
        relative = parse.deps[verb].startswith("acl") and lower[word] in self._relative
        return parse.heads[verb] if relative else word

    def _subjects(self, lower: Sequence[str], parse: Parse, verb: int) -> list[int]:
        """Return the subjects of a verb: its own, or those of a verb above that it shares."""
        for _ in range(MAX_SUBJECT_STEPS):
            own = parse.under(verb, "nsubj", "nsubj:pass")
            if own:
                return [self._antecedent(lower, parse, verb, at) for at in own]
            label, above = parse.deps[verb], parse.heads[verb]
            accused = self._accused(lower, parse, verb)
            if others := accused or self._stolen_subject(lower, parse, verb):
                return others
            if label == "acl":
                return [above] if parse.pos[above] not in VERBAL else []
            ordered = label == "xcomp" or (label == "advcl" and _has_to(lower, parse, verb))
            if ordered and parse.lemmas[above] in self._ordering:
                return parse.under(above, "obj", "iobj") or parse.under(above, "nsubj:pass")
            if label not in {"conj", "xcomp", "advcl"} or above == verb:
                return []
            verb = above
        return []

    def _accused(self, lower: Sequence[str], parse: Parse, word: int) -> list[int]:
        """Return who is said to have done it: "accused rebels of killing", "blamed them for"."""
        above = parse.heads[word]
        opened = parse.under(word, "mark", "case")
        if not any(lower[at] in _OF_ACCUSATION for at in opened):
            return []
        if parse.lemmas[parse.heads[above]] in self._accusing and parse.deps[above] == "obj":
            # The parser may hang "for the attack" on the accused.
            return [above]
        if parse.lemmas[above] not in self._accusing:
            return []
        if parse.is_passive(above) or parse.deps[above] == "acl":
            named = parse.under(above, "nsubj:pass")
            return named or ([parse.heads[above]] if parse.deps[above] == "acl" else [])
        return parse.under(above, "obj")

    def _accused_of_noun(self, lower: Sequence[str], parse: Parse, head: int) -> list[int]:
        """Return who is said to have done what a noun names: "attributed the attack to rebels"."""
        above = parse.heads[head]
        if parse.lemmas[above] in self._attributing and parse.deps[head] in {"obj", "nsubj:pass"}:
            return _undated_obliques(lower, parse, above, _TO_WHOM)
        return self._accused(lower, parse, head)

    def _stolen_subject(self, lower: Sequence[str], parse: Parse, verb: int) -> list[int]:
        """Return the subject of a clause that the parser hung on the verb above as an oblique.

        "Died after a truck struck a float": "after" is taken for a preposition of "truck".
        """
        before = verb - 1
        if parse.deps[verb] != "advcl" or before < 0 or not parse.under(verb, "obj"):
            return []
        oblique = parse.deps[before] == "obl" and parse.heads[before] == parse.heads[verb]
        timed = any(lower[at] in self._timing for at in parse.under(before, "case"))
        return [before] if oblique and timed else []


def _has_to(lower: Sequence[str], parse: Parse, verb: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(lower[at] == "to" for at in parse.under(verb, "mark"))


def phrase(parse: Parse, head: int) -> list[int]:
    """Return the words of an argument, without its clauses and conjuncts.

    Words of several tokens may hang on each other in a ring, so that each is taken once.
    """
    found, open_ = {head}, [head]
    while open_:
        below = [at for at in parse.children(open_.pop()) if parse.deps[at] not in _OUTSIDE]
        open_ += [at for at in below if at not in found]
        found.update(below)
    return sorted(found)


def _is_passive(lower: Sequence[str], parse: Parse, verb: int) -> bool:
    """Whether a verb is in the passive, or is a participle that is: "the town held by rebels"."""
    # With an object of its own it is a past tense that the parser took for a participle.
    own = parse.under(verb, "obj")
    participle = parse.tags[verb] == "VBN" and parse.deps[verb] == "acl" and not own
    under = lower[verb + 1 : verb + 2] == ["under"]
    misread = bool(own) and not parse.under(verb, "aux:pass", "obl:agent")
    if under or participle or _is_joined_participle(parse, verb):
        return True
    return parse.is_passive(verb) and not misread


def _is_joined_participle(parse: Parse, verb: int) -> bool:
    """Whether a participle shares the auxiliary of a passive: "was found and defused"."""
    first = parse.heads[verb]
    return (
        parse.deps[verb] == "conj"
        and parse.tags[verb] == "VBN"
        and parse.is_passive(first)
        and not parse.under(verb, "obj", "nsubj", "nsubj:pass", "aux")
    )


def _object_before(
    lower: Sequence[str], parse: Parse, verb: int, objects: Sequence[int]
) -> list[int]:
    """Return what "it" or "them" stands for behind "and": "found a bomb and defused it"."""
    first = parse.heads[verb]
    if len(objects) != 1 or parse.deps[verb] != "conj" or lower[objects[0]] not in _PRONOUNS:
        return []
    named = [at for at in parse.under(first, "obj") if parse.pos[at] == "NOUN"]
    return named if lower[objects[0]] == "it" or len(named) > 1 else _plural(parse, named)


def _plural(parse: Parse, nouns: Sequence[int]) -> list[int]:
    return [at for at in nouns if parse.tags[at] == "NNS"]


def obliques(lower: Sequence[str], parse: Parse, word: int, prepositions: Set[str]) -> list[int]:
    """Return the obliques of a word that one of the prepositions opens."""
    return [
        at
        for at in parse.under(word, "obl", "obl:agent", "nmod")
        if any(lower[case] in prepositions for case in parse.under(at, "case"))
    ]


def _shared_objects(parse: Parse, verb: int) -> list[int]:
    """Return the objects that a verb shares with the next one: "shot and killed five people"."""
    follows = [
        at
        for at in parse.under(verb, "conj")
        if parse.pos[at] == "VERB" and at - verb == SHARED_WITHIN and parse.under(at, "cc")
    ]
    return parse.under(follows[0], "obj") if follows else []


def _undated_obliques(
    lower: Sequence[str], parse: Parse, word: int, prepositions: Set[str]
) -> list[int]:
    """Return the obliques of a word that are no dates."""
    return [at for at in obliques(lower, parse, word, prepositions) if not _is_time(parse, at)]


def _is_time(parse: Parse, word: int) -> bool:
    """Whether an oblique is a date: "on Monday" names no object."""
    name = parse.entity_at(word)
    return name is not None and name.label in {"DATE", "TIME"}


def _with_conjuncts(parse: Parse, heads: Sequence[int]) -> tuple[int, ...]:
    """Return arguments with their conjuncts, each once."""
    found = list(heads)
    for head in found:
        found += [at for at in parse.under(head, "conj") if at not in found]
    return tuple(dict.fromkeys(found))
