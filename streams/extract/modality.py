"""Whether an event is asserted, and whether it is of now, of history or a toll since a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemas.mention import Modality, TemporalRole
from streams.extract.dates import When, history
from streams.extract.lexicon import Phrases, rows
from streams.extract.text import Sentence
from streams.extract.triggers import Trigger

_STRONG: dict[Modality, int] = {
    "negated": 4,
    "ordered": 3,
    "future": 2,
    "hypothetical": 1,
    "asserted": 0,
}

_CAUSING = frozenset({"causing", "caused", "made", "making", "forcing", "forced", "began"})
"""Verbs whose infinitive has happened: "causing it to collapse"."""
_PARTING = frozenset({",", "into", "after", "over", "about", "in", "following", "by", "on"})

_BREAKING = frozenset({",", ";", ":", "and", "but", "that", "which", "who", "said", "after"})
"""Words that part a noun from a verb: the verb is another's."""

CUMULATIVE_DAYS = 31
"""Days from which a toll "since" a date is a toll of a conflict, not of a happening."""


@dataclass(frozen=True, slots=True)
class _Shade:
    modality: Modality
    reach: int


class ModalityReader:
    """Reads modality from the words before a trigger, in its clause, and from a noun's own verb."""

    def __init__(self) -> None:
        self._shades = Phrases(
            (row[1], _Shade(_modality(row[0]), int(row[2]))) for row in rows("modality.tsv")
        )
        self._verbs = Phrases(
            (row[1], _Shade(_modality(row[0]), int(row[2]))) for row in rows("modality_after.tsv")
        )

    def read(self, s: Sentence, trigger: Trigger) -> Modality:
        """Return the modality of a trigger: the strongest cue that reaches it."""
        opens = trigger.clause[0] - (s.lower[trigger.clause[0]] == "that")
        start = max(opens, trigger.start - 12, 0)
        found: list[Modality] = [
            hit.value.modality
            for hit in self._shades.find(s.lower, start, trigger.start)
            if trigger.start - hit.end < hit.value.reach and not self._closed(s, hit.end, trigger)
        ]
        if any(
            word.endswith("n't") for word in s.lower[max(start, trigger.start - 4) : trigger.start]
        ):
            found.append("negated")
        if self._is_purpose(s, trigger):
            found.append("future")
        if trigger.sense.pos != "v":
            found += self._of_its_verb(s, trigger)
        return max(found, key=lambda kind: _STRONG[kind], default="asserted")

    def _closed(self, s: Sentence, at: int, trigger: Trigger) -> bool:
        """Whether a comma or a preposition parts the cue from a noun: "calls for a probe into"."""
        between = s.lower[at : trigger.start]
        if s.lower[at - 1] == "to" and between[:1] in (["a"], ["an"], ["the"]):
            return trigger.sense.pos != "v"
        return trigger.sense.pos != "v" and not _PARTING.isdisjoint(between)

    def _of_its_verb(self, s: Sentence, trigger: Trigger) -> list[Modality]:
        """Return what the verb of an event noun says of it: "the rally was called off"."""
        hits = self._verbs.find(s.lower, trigger.end, len(s.lower))[:1]
        return [
            hit.value.modality
            for hit in hits
            if hit.start - trigger.end <= hit.value.reach
            and _BREAKING.isdisjoint(s.lower[trigger.end : hit.start])
        ]

    def _is_purpose(self, s: Sentence, trigger: Trigger) -> bool:
        """Whether the trigger is an infinitive: "to retake the town"."""
        before = s.lower[max(0, trigger.start - 4) : trigger.start]
        if not _CAUSING.isdisjoint(before):
            return False
        base = s.lower[trigger.start] == trigger.sense.phrase.split(" ")[0]
        return trigger.sense.pos == "v" and base and before[-1:] == ["to"]


class RoleReader:
    """Reads the temporal role from phrases and from dates."""

    def __init__(self) -> None:
        self._phrases = Phrases((row[1], (row[0], row[2])) for row in rows("temporal.tsv"))

    def read(
        self, s: Sentence, trigger: Trigger, when: When | None, dates: Sequence[When], today: date
    ) -> TemporalRole:
        """Return the role of a trigger; ``when`` is the date that belongs to it."""
        since = any(w.since and _is_long(w, today) for w in dates)
        found = {"cumulative"} if since else set()
        for hit in self._phrases.find(s.lower):
            role, side = hit.value
            if side == "all" or (side == "after" and trigger.start >= hit.end):
                found.add(role)
        if "cumulative" in found:
            return "cumulative"
        if "background" in found or (when is not None and history(when, today)):
            return "background"
        return "current"


def _is_long(when: When, today: date) -> bool:
    return when.first is None or (today - when.first).days > CUMULATIVE_DAYS


def _modality(name: str) -> Modality:
    kinds: dict[str, Modality] = {kind: kind for kind in _STRONG}
    return kinds[name]
