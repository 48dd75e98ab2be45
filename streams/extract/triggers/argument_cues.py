"""Which cues stand with the one who acts in an event, and which with whom it is done to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from streams.extract.document.mentions import CueMarks, Trigger
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.syntax.frames import Frame, FrameReader, phrase
from streams.extract.triggers.tables import (
    AGENTLESS,
    ATTRIBUTIVE,
    GOVERNOR,
    LIGHT,
    NOUN,
    OF_THING,
    PREPOSITION,
    WORDS,
)

REACH = 8
"""Words on either side of a trigger that are its subject or object where there is no parse."""
NEAR = 3
"""Words next to a trigger that name its agent where there is no parse."""
AUXILIARY_WITHIN = 3
"""Words before a participle within which its "was" stands: "was being heavily shelled"."""
_NOUNS = frozenset({"NOUN", "PROPN"})
_OBJECTS = frozenset({"obj", "nsubj:pass"})
"""Labels of a noun that something is done to: "rejected violence", "a bomb was defused"."""


class ArgumentCueReader:
    """Reads the cues of arguments from the parse, and by the order of words without one."""

    def __init__(self) -> None:
        self._frames = FrameReader()
        self._definite = WORDS["definite"]
        self._of = WORDS["noun_object_prepositions"]
        self._describing = WORDS["describing_prepositions"]

    def frame(self, s: Sentence, trigger: Trigger) -> Frame | None:
        """Return who does what to whom, if the sentence is parsed."""
        if s.parse is None:
            return None
        span = (trigger.start, trigger.end)
        frame = self._frames.read(s.lower, s.parse, span)
        if trigger.sense.pos == "v" and s.parse.pos[frame.head] == "NOUN":
            return self._of_misread_verb(s, s.parse, span) or frame
        return frame

    def _of_misread_verb(self, s: Sentence, parse: Parse, span: tuple[int, int]) -> Frame | None:
        """Return the frame of "troops shot and killed" where "shot" is taken for a noun."""
        verb = next((at for at in range(*span) if parse.pos[at] == "VERB"), None)
        if verb is None:
            return None
        frame = self._frames.read(s.lower, parse, (verb, verb + 1))
        subjects = parse.under(parse.heads[verb], "compound", "nmod:poss")
        return replace(frame, agents=frame.agents or tuple(subjects))

    def read(
        self, s: Sentence, marks: CueMarks, trigger: Trigger, places: Sequence[int]
    ) -> frozenset[str]:
        """Return the cue sets of the arguments of a trigger as ``agent:set`` and ``object:set``.

        For either argument also ``any``, ``the`` (known before), ``place`` and ``named`` (a
        person). ``on:set`` is only of the words that head the objects, names left out, ``by:set``
        of those that head the agents.
        ``agentless`` is a passive that does not say by whom, ``light`` a noun whose verb says
        little: "carried out an attack". ``attributive``, ``prep:set`` and ``verb:set`` tell what a
        trigger hangs on.
        """
        frame = self.frame(s, trigger)
        if frame is None or s.parse is None:
            return self._by_word_order(s.lower, marks, trigger)
        governing = frozenset(_governing(s, s.parse, marks, trigger))
        if not (frame.agents or frame.objects):
            return self._by_word_order(s.lower, marks, trigger) | governing
        found = set(governing)
        if frame.passive and not frame.agents:
            found.add(AGENTLESS)
        if frame.verb is not None and frame.verb != frame.head:
            found.add(LIGHT)
        for argument, heads in (("agent", frame.agents), ("object", frame.objects)):
            words = [at for head in heads for at in phrase(s.parse, head)]
            words = [at for at in words if not trigger.start <= at < trigger.end]
            found |= _prefixed(argument, marks, words)
            found.update(f"{argument}:{cue}" for cue in self._of_words(s, words, places))
            if any(_is_person(s.parse, at) for at in heads):
                found.add(f"{argument}:named")
        things = [at for at in frame.objects if not s.capital[at]]
        found |= _prefixed("on", marks, things) | _prefixed("by", marks, frame.agents)
        if any(_is_head_of_name(s, place, at) for at in frame.objects for place in places):
            found.add("on:place")
        return frozenset(found)

    def _of_words(self, s: Sentence, words: Sequence[int], places: Sequence[int]) -> Iterator[str]:
        """Yield what the words of an argument are besides the cue sets that they belong to."""
        if words:
            yield "any"
        if any(s.lower[at] in self._definite for at in words):
            yield "the"
        if any(place in words for place in places):
            yield "place"

    def _by_word_order(
        self, lower: Sequence[str], marks: CueMarks, trigger: Trigger
    ) -> frozenset[str]:
        """Return the cue sets around a trigger by the order of words alone."""
        left = range(max(trigger.clause[0], trigger.start - REACH), trigger.start)
        right = range(trigger.end, min(len(lower), trigger.end + REACH))
        by = next((at for at in right if lower[at] == "by"), None)
        behind_by = range(0) if by is None else range(by, right.stop)
        passive = is_passive(lower, trigger)
        if passive:
            agents, objects = behind_by, left
        elif trigger.sense.pos == "v":
            agents, objects = left, right
        else:
            of = next((at for at in right if lower[at] in self._of), None)
            agents = behind_by or left
            objects = range(0) if of is None else range(of, by or right.stop)
        agentless = {AGENTLESS} if passive and by is None else set()
        return frozenset().union(
            _prefixed("agent", marks, agents),
            _prefixed("object", marks, objects),
            _prefixed("by", marks, agents[:NEAR] if passive else agents[-NEAR:]),
            _prefixed("on", marks, [] if passive else self._up_to_preposition(lower, right)),
            agentless,
        )

    def _up_to_preposition(self, lower: Sequence[str], words: range) -> range:
        """Return the words of an object before what only describes it: "pictures of suspects"."""
        end = next((at for at in words if lower[at] in self._describing), words.stop)
        return range(words.start, end)


def is_passive(lower: Sequence[str], trigger: Trigger) -> bool:
    """Return whether a verb is passive by the words before it: "were shelled"."""
    if trigger.sense.pos != "v":
        return False
    before = lower[max(trigger.clause[0], trigger.start - AUXILIARY_WITHIN) : trigger.start]
    return not _be_forms().isdisjoint(before) and not lower[trigger.start].endswith("ing")


def _governing(s: Sentence, parse: Parse, marks: CueMarks, trigger: Trigger) -> Iterator[str]:
    """Yield the cues of what a trigger hangs on."""
    head = top(parse, (trigger.start, trigger.end))
    above = parse.heads[head]
    if parse.pos[above] in _NOUNS and _describes(parse, head, above):
        yield ATTRIBUTIVE
        yield from (f"{NOUN}:{name}" for name in marks[above])
    if parse.pos[head] not in _NOUNS:
        return
    for at in parse.under(head, "case"):
        yield from (f"{PREPOSITION}:{name}" for name in marks[at])
    if any(_is_thing(s, parse, marks, at) for at in parse.under(head, "nmod")):
        yield OF_THING
    if parse.deps[head] in _OBJECTS:
        yield from (f"{GOVERNOR}:{name}" for name in marks[above])


def _is_thing(s: Sentence, parse: Parse, marks: CueMarks, word: int) -> bool:
    """Return whether a word is what a noun is figuratively made of: "a flood of letters"."""
    of = any(s.lower[at] == "of" for at in parse.under(word, "case"))
    return of and parse.pos[word] == "NOUN" and "physical" not in marks[word]


def _describes(parse: Parse, head: int, above: int) -> bool:
    """Return whether a word only describes the noun that it stands before."""
    return parse.deps[head] in {"amod", "compound"} and head < above


@lru_cache(maxsize=1)
def _be_forms() -> frozenset[str]:
    return WORDS["be_forms"]


def _is_person(parse: Parse, word: int) -> bool:
    name = parse.entity_at(word)
    return name is not None and name.label == "PERSON"


def _is_head_of_name(s: Sentence, place: int, head: int) -> bool:
    """Return whether the place name that starts at a word runs on to the head of an argument."""
    return place <= head and all(s.capital[place : head + 1])


def _prefixed(argument: str, marks: CueMarks, words: Iterable[int]) -> frozenset[str]:
    return frozenset(f"{argument}:{name}" for at in words for name in marks[at])
