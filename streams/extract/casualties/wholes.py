"""Which of two figures of a sentence is the whole: "35 children were killed … in which 100 died".

The figure of a clause about the event itself counts all of its victims. Another figure of the same
kind, told first and smaller, is of some of them.
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.casualties.tables import WORDS
from streams.extract.document.mentions import CasualtyMention
from streams.extract.document.parse import RELATIVE, head_of
from streams.extract.document.sentence import Sentence

SUM_REACH = 6
"""Words behind a casualty word within which "in all" makes its figure a sum."""
_WHICH = frozenset({"which"})


class WholeReader:
    """Marks the figures of a sentence that count all victims of their event, as tolls do."""

    def __init__(self) -> None:
        self._sums = [tuple(phrase.split(" ")) for phrase in WORDS["in_all"]]
        self._which = WORDS["relative_of_events"]

    def mark(self, s: Sentence, mentions: Sequence[CasualtyMention]) -> list[CasualtyMention]:
        """Return the mentions, those that count all as tolls."""
        return [
            replace(mention, is_toll=True)
            if any(_is_less(other, mention) for other in mentions[:at])
            and (self._is_sum(s, mention) or self._is_of_event(s, mention))
            else mention
            for at, mention in enumerate(mentions)
        ]

    def _is_sum(self, s: Sentence, mention: CasualtyMention) -> bool:
        behind = s.lower[mention.end : mention.end + SUM_REACH]
        return any(
            tuple(behind[at : at + len(words)]) == words
            for words in self._sums
            for at in range(len(behind))
        )

    def _is_of_event(self, s: Sentence, mention: CasualtyMention) -> bool:
        """Whether a clause about a thing counts: "an attack in which …", "a blast that left …"."""
        if s.parse is None:
            return False
        verb = s.parse.deed(head_of(s.parse, mention.start, mention.end))
        if s.parse.deps[verb] in RELATIVE:
            return not self._which.isdisjoint(s.lower[s.parse.heads[verb] : mention.start])
        # "In which 50 died": the parser may hang the clause on the verb.
        before = (at for at in s.parse.subtree(verb) if at < verb)
        return s.parse.deps[verb] != "ROOT" and any(s.lower[at] in _WHICH for at in before)


def _is_less(one: CasualtyMention, other: CasualtyMention) -> bool:
    if one.kind != other.kind or one.figure is None or other.figure is None:
        return False
    return bool(one.figure.best and other.figure.best) and (
        (one.figure.best or 0) < (other.figure.best or 0)
    )
