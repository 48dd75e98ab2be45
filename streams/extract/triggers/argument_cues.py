"""On which side of a trigger the cues stand: with the one who acts, or with whom it is done to."""

from collections.abc import Iterable, Sequence

from streams.extract.document.mentions import CueMarks, Trigger
from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence
from streams.extract.syntax.frames import Frame, FrameReader, phrase

REACH = 8
"""Words on either side of a trigger that are its subject or object where there is no parse."""

_KNOWN = frozenset({"the", "these", "those", "they", "he", "she"})
_BE = frozenset({"was", "were", "been", "being", "is", "are", "be"})
_OBJECT = frozenset({"of", "on", "against", "at"})


class SideReader:
    """Reads sides from the parse, and by order where a sentence has none."""

    def __init__(self) -> None:
        self._frames = FrameReader()

    def frame(self, s: Sentence, trigger: Trigger) -> Frame | None:
        """Return who does what to whom, when the sentence is parsed."""
        if s.parse is None:
            return None
        return self._frames.read(s.lower, s.parse, (trigger.start, trigger.end))

    def read(
        self, s: Sentence, marks: CueMarks, trigger: Trigger, places: Sequence[int]
    ) -> frozenset[str]:
        """Return the cue sets around a trigger as ``agent:set`` and ``object:set``.

        Of either side also ``any``, ``the`` (known before), ``place`` and ``named`` (a person);
        ``unsaid`` stands for a passive that does not say by whom, ``light`` for a noun in "carried
        out an attack".
        ``on:set`` is of the words alone that head the objects, names left out.
        """
        frame = self.frame(s, trigger)
        if frame is None or s.parse is None:
            return sides_of(s.lower, marks, trigger)
        if not frame.agents and not frame.objects:
            return sides_of(s.lower, marks, trigger)
        found = set()
        if frame.passive and not frame.agents:
            found.add("unsaid")
        if frame.verb is not None and frame.verb != frame.head:
            found.add("light")
        for side, heads in (("agent", frame.agents), ("object", frame.objects)):
            words = [at for head in heads for at in phrase(s.parse, head)]
            words = [at for at in words if not trigger.start <= at < trigger.end]
            found |= _named(side, marks, words)
            if words:
                found.add(f"{side}:any")
            if any(s.lower[at] in _KNOWN for at in words):
                found.add(f"{side}:the")
            if any(place in words for place in places):
                found.add(f"{side}:place")
            if any(_is_person(s.parse, at) for at in heads):
                found.add(f"{side}:named")
        things = [at for at in frame.objects if not s.capital[at]]
        found |= {f"on:{name}" for at in things for name in marks[at]}
        if any(_is_name(s, place, at) for at in frame.objects for place in places):
            found.add("on:place")
        return frozenset(found)


def _is_person(parse: Parse, word: int) -> bool:
    name = parse.entity_at(word)
    return name is not None and name.label == "PERSON"


def _is_name(s: Sentence, place: int, head: int) -> bool:
    """Whether the name of a place that starts at a word runs on to the head of an argument."""
    return place <= head and all(s.capital[place : head + 1])


def is_passive(lower: Sequence[str], trigger: Trigger) -> bool:
    """Whether a verb's subject suffers: "were shelled", "was being attacked"."""
    if trigger.sense.pos != "v":
        return False
    before = lower[max(trigger.clause[0], trigger.start - 3) : trigger.start]
    return not _BE.isdisjoint(before) and not lower[trigger.start].endswith("ing")


def sides_of(lower: Sequence[str], marks: CueMarks, trigger: Trigger) -> frozenset[str]:
    """Return the cue sets around a trigger by the order of words alone."""
    left = range(max(trigger.clause[0], trigger.start - REACH), trigger.start)
    right = range(trigger.end, min(len(lower), trigger.end + REACH))
    by = next((i for i in right if lower[i] == "by"), None)
    if is_passive(lower, trigger):
        agents, objects = range(by, right.stop) if by is not None else range(0), left
    elif trigger.sense.pos == "v":
        agents, objects = left, right
    else:
        of = next((i for i in right if lower[i] in _OBJECT), None)
        agents = range(by, right.stop) if by is not None else left
        objects = range(of, by or right.stop) if of is not None else range(0)
    unsaid = frozenset({"unsaid"}) if is_passive(lower, trigger) and by is None else frozenset()
    return unsaid | _named("agent", marks, agents) | _named("object", marks, objects)


def _named(side: str, marks: CueMarks, span: Iterable[int]) -> frozenset[str]:
    return frozenset(f"{side}:{name}" for i in span for name in marks[i])
