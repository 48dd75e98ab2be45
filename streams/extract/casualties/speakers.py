"""Who of the people of a sentence only tells of its casualties, or is told: they are no victims.

"Killing four civilians, a doctor said"; "…, the governor of Kano told reporters"; "according to a
nurse". Who speaks in front of a casualty word stays, as victims speak as well: "two men who were
shot told police".
"""

from collections.abc import Sequence

from streams.extract.casualties.numbers import PersonCount
from streams.extract.casualties.tables import WORDS
from streams.extract.document.parse import VERBAL, Parse
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.lexicon import reporting_forms

SUBJECT_REACH = 16
"""Words from a speaker's first word to the verb: "a doctor at the main hospital in X said"."""


class SpeakerFinder:
    """Finds the people of a sentence who speak or are spoken to."""

    def __init__(self) -> None:
        self._says = reporting_forms()
        self._quoting = WORDS["quoting"]
        self._stops = WORDS["before_speaker"]
        self._auxiliaries = WORDS["auxiliaries"]

    def without(self, s: Sentence, people: Sequence[PersonCount]) -> list[PersonCount]:
        """Return the people of a sentence without those who only speak or are spoken to."""
        verbs = [at for at, word in enumerate(s.lower) if word in self._says and _is_verb(s, at)]
        return [
            p
            for p in people
            if not self._is_quoted(s, p) and not any(self._takes_part(s, p, at) for at in verbs)
        ]

    def _is_quoted(self, s: Sentence, p: PersonCount) -> bool:
        """Whether people are a source: "according to a doctor"."""
        before = s.lower[max(0, p.start - 2) : p.start]
        return before[1:] == ["to"] and before[0] in self._quoting

    def _takes_part(self, s: Sentence, p: PersonCount, verb: int) -> bool:
        if p.start == verb + 1:
            return self._is_behind(s, p, verb)
        if not p.end <= verb <= p.start + SUBJECT_REACH:
            return False
        return self._is_in_front(s, p, verb) or self._is_subject(s, p, verb)

    def _is_behind(self, s: Sentence, p: PersonCount, verb: int) -> bool:
        """Whether people right behind a verb speak (", said a doctor") or hear it ("told a nurse").

        Not "police said four people were killed", whose people are the subject of another verb.
        """
        if s.lower[verb - 1 : verb] and s.lower[verb - 1] in self._stops:
            return True
        return s.parse is not None and any(
            s.parse.heads[at] == verb and s.parse.deps[at] in {"obj", "iobj"}
            for at in range(p.start, p.end)
        )

    def _is_in_front(self, s: Sentence, p: PersonCount, verb: int) -> bool:
        """Whether a verb's subject fills all behind a comma: ", a medic and a resident said"."""
        stop = max((at for at in range(verb) if s.lower[at] in self._stops), default=-1)
        if stop < 1 or p.start <= stop:
            return False
        between = range(stop + 1, verb)
        if not self._auxiliaries.isdisjoint(s.lower[at] for at in between):
            return False
        if s.parse is None:
            return p.end == verb and p.start == stop + 1
        return not any(s.parse.pos[at] in VERBAL for at in between)

    def _is_subject(self, s: Sentence, p: PersonCount, verb: int) -> bool:
        """Whether people behind a comma are the subject of a verb, over what is put in between."""
        if s.parse is None or s.lower[max(0, p.start - 1)] not in self._stops:
            return False
        subjects = s.parse.under(verb, "nsubj")
        return any(p.start <= at < p.end for at in subjects) and not _is_described(s.parse, p)


def _is_described(parse: Parse, p: PersonCount) -> bool:
    """Whether a relative clause tells what happened to people: "a man who was shot said"."""
    return any(parse.under(at, "acl:relcl", "acl") for at in range(p.start, p.end))


def _is_verb(s: Sentence, at: int) -> bool:
    """Whether a form of a reporting verb is a verb here: not "Kano State", "a report"."""
    if s.parse is None:
        return not s.words[at][:1].isupper()
    return s.parse.pos[at] == "VERB" and s.parse.deps[at] not in {"amod", "acl"}
