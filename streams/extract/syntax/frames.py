"""Who does what to whom: a trigger's arguments in the parse, as heads of their phrases.

Passives, relative clauses, participles, coordination and light verbs ("carried out an attack on")
come to the same: agents act, objects are acted on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from streams.extract.document.parse import Parse, top
from streams.extract.vocabulary.lexicon import actor_heads, person_nouns
from streams.extract.vocabulary.tables import LIGHT_VERBS

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_ON = frozenset({"on", "at", "upon", "against", "toward", "towards", "into"})
_OF = _ON | {"of"}
_SIDES = frozenset({"between", "with"})
_OUTSIDE = frozenset(
    {"acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "parataxis", "conj", "cc"}
)
_ORDERING = frozenset(
    {"order", "tell", "ask", "urge", "command", "force", "allow", "instruct", "expect"}
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The arguments of a trigger; every number is a word of the sentence.

    ``verb`` is the verb that tells it: the trigger's own, or that of "carried out an attack".
    """

    head: int
    verb: int | None
    passive: bool
    agents: tuple[int, ...]
    objects: tuple[int, ...]


class FrameReader:
    """Reads frames; verbs that only say that a noun takes place are data."""

    def __init__(self) -> None:
        self._light = LIGHT_VERBS.entries()
        self._people = person_nouns() | actor_heads()

    def read(self, lower: Sequence[str], parse: Parse, span: tuple[int, int]) -> Frame:
        """Return the frame of the phrase at words ``span`` (start, one past the end)."""
        head = top(parse, span)
        if parse.pos[head] in {"VERB", "AUX"}:
            return self._with_swallowed(lower, parse, _of_verb(lower, parse, head))
        return self._of_noun(lower, parse, head)

    def _with_swallowed(self, lower: Sequence[str], parse: Parse, frame: Frame) -> Frame:
        """Return a frame with the subject that the parser took into an oblique before the verb.

        "On Monday night gunmen raided …": no comma parts the adverbial from who acts.
        """
        told = frame.objects if frame.passive else frame.agents
        found = [
            at
            for at in parse.under(frame.head, "obl", "obl:unmarked")
            if at < frame.head and lower[at] in self._people and parse.under(at, "compound", "case")
        ]
        if not found or [at for at in told if at not in found]:
            return frame
        subject = _spread(parse, found[-1:])
        rest = tuple(at for at in frame.objects if at not in subject)
        if frame.passive:
            return replace(frame, objects=subject)
        return replace(frame, agents=subject, objects=rest)

    def _of_noun(self, lower: Sequence[str], parse: Parse, head: int) -> Frame:
        agents = [*parse.under(head, "nmod:poss"), *_behind(lower, parse, head, {"by", *_SIDES})]
        objects = _behind(lower, parse, head, _OF)
        # A noun before another is its doer or its target; the cues of either tell which.
        joined = parse.under(head, "compound", "amod")
        verb = parse.heads[head] if parse.deps[head] != "root" else head
        light = verb != head and parse.lemmas[verb] in self._light
        if light and parse.deps[head] in {"obj", "obl", "nmod"}:
            told = _of_verb(lower, parse, verb)
            agents += told.objects if told.passive else told.agents
            objects += _behind(lower, parse, verb, _ON)
        elif light and parse.deps[head] == "nsubj:pass":
            agents += _behind(lower, parse, verb, {"by"})
            objects += _behind(lower, parse, verb, _ON)
        return Frame(
            head,
            verb if light else None,
            passive=False,
            agents=_spread(parse, [*agents, *joined]),
            objects=_spread(parse, [*objects, *joined]),
        )


def phrase(parse: Parse, head: int) -> list[int]:
    """Return the words of an argument without clauses and what is joined to it.

    Words of several tokens may hang on each other in a ring, so that each is taken once.
    """
    found, open_ = {head}, [head]
    while open_:
        below = [at for at in parse.children(open_.pop()) if parse.deps[at] not in _OUTSIDE]
        open_ += [at for at in below if at not in found]
        found.update(below)
    return sorted(found)


def _of_verb(lower: Sequence[str], parse: Parse, verb: int) -> Frame:
    # With an object of its own it is a past tense that the parser took for a participle.
    own = parse.under(verb, "obj")
    participle = parse.tags[verb] == "VBN" and parse.deps[verb] == "acl" and not own
    under = lower[verb + 1 : verb + 2] == ["under"]
    misread = bool(own) and not parse.under(verb, "aux:pass", "obl:agent")
    passive = (parse.is_passive(verb) and not misread) or participle or under
    subjects = _subjects(lower, parse, verb)
    if passive:
        by = [*parse.under(verb, "obl:agent"), *_behind(lower, parse, verb, {"by"})]
        return Frame(verb, verb, True, _spread(parse, by), _spread(parse, subjects))
    objects = [*parse.under(verb, "obj", "iobj"), *_behind(lower, parse, verb, _ON)]
    # In "reports that troops shelled X" the parser may take "that" for a second object.
    told = [at for at in objects if lower[at] not in _RELATIVE]
    objects = told or [_meant(lower, parse, verb, at) for at in objects]
    return Frame(verb, verb, False, _spread(parse, subjects), _spread(parse, objects))


def _meant(lower: Sequence[str], parse: Parse, verb: int, word: int) -> int:
    """Return what an argument stands for: "which" of a relative clause for the noun before it."""
    relative = parse.deps[verb].startswith("acl") and lower[word] in _RELATIVE
    return parse.heads[verb] if relative else word


def _subjects(lower: Sequence[str], parse: Parse, verb: int) -> list[int]:
    """Return who is told to do it, or to suffer it: its own subject or that of a verb above."""
    for _ in range(4):
        own = parse.under(verb, "nsubj", "nsubj:pass")
        if own:
            return [_meant(lower, parse, verb, at) for at in own]
        label, above = parse.deps[verb], parse.heads[verb]
        if label == "acl":
            return [above] if parse.pos[above] not in {"VERB", "AUX"} else []
        if label == "xcomp" and parse.lemmas[above] in _ORDERING:
            return parse.under(above, "obj", "iobj") or parse.under(above, "nsubj:pass")
        if label not in {"conj", "xcomp", "advcl"} or above == verb:
            return []
        verb = above
    return []


def obliques(
    lower: Sequence[str], parse: Parse, word: int, prepositions: frozenset[str] | set[str]
) -> list[int]:
    """Return the obliques of a word that one of the prepositions opens."""
    return [
        at
        for at in parse.under(word, "obl", "obl:agent", "nmod")
        if any(lower[case] in prepositions for case in parse.under(at, "case"))
    ]


def _behind(
    lower: Sequence[str], parse: Parse, word: int, prepositions: frozenset[str] | set[str]
) -> list[int]:
    """Return the obliques of a word that are no dates."""
    return [at for at in obliques(lower, parse, word, prepositions) if not _is_time(parse, at)]


def _is_time(parse: Parse, word: int) -> bool:
    """Whether an oblique is a date: nobody is acted on "on Monday"."""
    name = parse.entity_at(word)
    return name is not None and name.label in {"DATE", "TIME"}


def _spread(parse: Parse, heads: Sequence[int]) -> tuple[int, ...]:
    """Return arguments with those that "and" joins to them."""
    found = list(heads)
    for head in found:
        found += [at for at in parse.under(head, "conj") if at not in found]
    return tuple(dict.fromkeys(found))
