"""Who says it: source, relay, verb and stance."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mention import Claim, Stance
from streams.extract.inflection import verb_forms
from streams.extract.lexicon import Found, Phrases, entries, rows
from streams.extract.names import Name
from streams.extract.text import Sentence

_BEFORE_SOURCE = ("according to", "reports from", "report from", "quoted by", "reported by")
_STOP = frozenset(',.;:"“”()[]—\u2013') | {
    "--",
    "but",
    "while",
    "as",
    "that",
    "and",
    "where",
    "when",
    "had",
}
_LEAD = frozenset(
    {"some", "the", "a", "an", "also", "meanwhile", "later", "earlier", "however", "other"}
)
_TAIL = frozenset(
    {"also", "have", "has", "had", "was", "were", "been", "later", "is", "are", "who"}
)
_PLURALS = frozenset({"they", "we", "police", "people", "media", "i", "you", ","})
_PRONOUNS = frozenset({"he", "she", "they", "it"})
_BEFORE_NOUN = frozenset({"of", "the", "a", "an", "this", "early", "first", "some"})
MAX_LEAD = 4
"""Words between "according to" and "reports from" that belong to one lead."""
MAX_SOURCE = 10
"""Longest source in words."""


@dataclass(frozen=True, slots=True)
class _Verb:
    lemma: str
    stance: Stance


class ClaimReader:
    """Reads the claim that a sentence makes; a pronoun takes the source of the sentence before."""

    def __init__(self) -> None:
        stances: dict[str, Stance] = {
            "asserts": "asserts",
            "denies": "denies",
            "cannot_verify": "cannot_verify",
            "claims_responsibility": "claims_responsibility",
        }
        self._verbs = {
            form: _Verb(row[0], stances[row[1]])
            for row in rows("reporting.tsv")
            for form in verb_forms(row[0])
        }
        self._stances = Phrases((row[1], stances[row[0]]) for row in rows("stances.tsv"))
        self._leads = Phrases((phrase, phrase) for phrase in _BEFORE_SOURCE)
        self._sources = entries("sources.txt")

    def read(self, text: str, s: Sentence, names: Sequence[Name], before: Claim | None) -> Claim:
        """Return the claim of a sentence; without a source the outlet speaks for itself."""
        stance = next((hit.value for hit in self._stances.find(s.lower)), None)
        claim = (
            self._led(text, s) or self._spoken(text, s, names) or Claim(stance=stance or "asserts")
        )
        if claim.source is not None and claim.source.lower() in _PRONOUNS and before is not None:
            claim = claim.model_copy(update={"source": before.source, "relay": before.relay})
        return claim.model_copy(update={"stance": stance}) if stance else claim

    def _spoken(self, text: str, s: Sentence, names: Sequence[Name]) -> Claim | None:
        """Read "X said", "X told Reuters": the last one whose subject can be a source."""
        for at, word in enumerate(s.lower):
            verb = self._verbs.get(word)
            if verb is None or at == 0 or _is_noun(s.lower, at, verb.lemma):
                continue
            span = self._subject(s, at, names)
            if span:
                relay = self._relay(s, at, names) if verb.lemma == "tell" else None
                return Claim(
                    source=_flat(s.span(text, *span)),
                    relay=relay,
                    verb=verb.lemma,
                    stance=verb.stance,
                )
        return None

    def _subject(self, s: Sentence, verb: int, names: Sequence[Name]) -> tuple[int, int] | None:
        end = verb
        while end > 0 and s.lower[end - 1] in _TAIL:
            end -= 1
        if end and s.lower[end - 1] == "," and end > 2:
            inner = _comma_before(s, end - 1)
            if inner is not None and end - inner <= MAX_SOURCE:
                end = inner
        start = end
        while start > max(0, end - MAX_SOURCE) and s.lower[start - 1] not in _STOP:
            start -= 1
        while start < end and s.lower[start] in _LEAD:
            start += 1
        if start >= end:
            return None
        named = any(n.start >= start and n.end <= end for n in names)
        known = any(word in self._sources for word in s.lower[start:end])
        if not (named or known):
            return None
        return self._trim(s, start, end)

    def _trim(self, s: Sentence, start: int, end: int) -> tuple[int, int]:
        """For "reports from activists in X" keep the activists."""
        lead = self._leads.find(s.lower, start, end)
        if lead and lead[-1].end < end:
            start = lead[-1].end
        for at in range(start + 1, end):
            if s.lower[at] == "in" and at > start:
                return start, at
        return start, end

    def _relay(self, s: Sentence, verb: int, names: Sequence[Name]) -> str | None:
        near = [n for n in names if 0 < n.start - verb <= 3]
        if near:
            return _flat(near[0].text)
        tail = s.lower[verb + 1 : verb + 3]
        return " ".join(tail) if tail[:1] == ["the"] and len(tail) == 2 else None

    def _led(self, text: str, s: Sentence) -> Claim | None:
        """Read "according to X", "reports from X"."""
        hits: list[Found[str]] = self._leads.find(s.lower)
        if len(hits) > 1 and "from" in hits[1].value and hits[1].start - hits[0].end < MAX_LEAD:
            hits = hits[1:]
        for hit in hits:
            end = hit.end
            while (
                end < len(s) and s.lower[end] not in _STOP - {"and"} and end - hit.end < MAX_SOURCE
            ):
                if s.lower[end] in self._verbs and self._verbs[s.lower[end]].lemma != "state":
                    break
                end += 1
            start = hit.end
            while start < end and s.lower[start] in _LEAD:
                start += 1
            if start < end:
                source = _flat(s.span(text, start, end))
                source, _, relay = source.partition(" quoted by the ")
                return Claim(
                    source=source,
                    relay=relay or None,
                    verb="report" if "report" in hit.value else None,
                )
        return None


def _is_noun(lower: Sequence[str], at: int, lemma: str) -> bool:
    """Whether a verb's plain form is a noun here: "state television", "early reports"."""
    before = lower[at - 1]
    plural = before.endswith("s") or before in _PLURALS
    return before in _BEFORE_NOUN or (lower[at] == lemma and not plural)


def _comma_before(s: Sentence, comma: int) -> int | None:
    """Return where an inserted "…, who …," began."""
    for at in range(comma - 1, max(0, comma - MAX_SOURCE), -1):
        if s.lower[at] == ",":
            return at
    return None


def _flat(text: str) -> str:
    return " ".join(text.split())
