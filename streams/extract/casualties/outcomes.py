"""Settles within a sentence who of the injured died, so that nobody is both injured and dead.

Several sentences of an article are settled in ``reconciliation.py``.
"""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.casualties.casualty_words import CasualtyWord
from streams.extract.casualties.figures import without
from streams.extract.casualties.tables import WORDS, VoiceName
from streams.extract.document.mentions import CasualtyMention
from streams.extract.document.sentence import Sentence

_HIT: frozenset[VoiceName] = frozenset({"open_verb", "open_before"})


class OutcomeSettler:
    """Takes the dead of a sentence off its injured."""

    def __init__(self) -> None:
        self._pronouns = WORDS["subject_pronouns"] | WORDS["object_pronouns"]

    def settle(
        self, s: Sentence, words: Sequence[CasualtyWord], mentions: Sequence[CasualtyMention]
    ) -> list[CasualtyMention]:
        """Return the mentions without the injured who died; ``words`` are those of the mentions."""
        pairs = list(zip(words, mentions, strict=True))
        kept = [pair for pair in pairs if not self._has_died(s, pair[1], mentions)]
        return _without_dead(kept)

    def _has_died(
        self, s: Sentence, mention: CasualtyMention, mentions: Sequence[CasualtyMention]
    ) -> bool:
        """Whether the injured are mentioned as dead too: "taken to hospital, where he died"."""
        if mention.kind != "injured" or mention.figure is None or not mention.victims:
            return False
        single = len(mention.victims) == 1 and mention.figure.best == 1
        return any(
            set(mention.victims) <= set(dead.victims)
            or (single and s.lower[dead.victims[0]] in self._pronouns)
            for dead in mentions
            if dead.kind == "killed" and dead.start > mention.start and dead.victims
        )


def _without_dead(
    pairs: Sequence[tuple[CasualtyWord, CasualtyMention]],
) -> list[CasualtyMention]:
    """Take the dead off those who were hit before: "four were shot, one fatally".

    Who kills himself is none of those whom he shot.
    """
    killed = [
        pair
        for pair in pairs
        if pair[1].kind == "killed" and _counts(pair[1]) and pair[0].voice.name != "self"
    ]
    if not killed:
        return [mention for _, mention in pairs]
    parts = [pair for pair in killed if pair[0].voice.name == "part"]
    word, dead = (parts or killed)[0]
    part = word.voice.name == "part" or dead.of_hit
    return [
        _living(mention, dead, part=part)
        if hit.start < dead.start and (hit.voice.name in _HIT or _is_of(dead, mention))
        else mention
        for hit, mention in pairs
    ]


def _is_of(dead: CasualtyMention, mention: CasualtyMention) -> bool:
    """Whether the dead are some of the injured: "one of four women wounded on Monday has died"."""
    return dead.of_hit and mention.kind == "injured" and bool(mention.victims)


def _counts(mention: CasualtyMention) -> bool:
    return mention.figure is not None and bool(mention.figure.best)


def _living(mention: CasualtyMention, dead: CasualtyMention, *, part: bool) -> CasualtyMention:
    """Return a mention of those who were hit without those who died."""
    if mention.figure is None or dead.figure is None:
        return mention
    figure = without(mention.figure, dead.figure, part=part)
    return replace(mention, figure=figure, open_outcome=not part)
