"""Who says it: source, relay, verb and stance."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mention import Claim, Stance
from streams.extract.attribution.reporting_verbs import (
    Attribution,
    AttributionReader,
    is_nobody,
    span_of,
)
from streams.extract.document.mentions import Name
from streams.extract.document.parse import Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.inflection import verb_forms
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases, entries, rows

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
_SPEAKING = ("speaking to", "talking to", "in an interview with", "in remarks to")
_AT = frozenset({"in", "on"})
"""Words behind a source that tell where and when it spoke."""
_OPENING = frozenset({"case", "punct"})
_CITING = frozenset({"citing", "quoting"})
_VERBAL = frozenset({"VERB", "AUX"})
_PERSONAL = frozenset({"he", "she"})
TRAIL = 8
"""Words at the end of a sentence among which its verb of saying may stand."""
MAX_LEAD = 4
"""Words between "according to" and "reports from" that belong to one lead."""
MAX_SOURCE = 10
"""Longest source in words."""


@dataclass(frozen=True, slots=True)
class _Verb:
    lemma: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class SpeakerContext:
    """Who may speak in a sentence.

    ``said`` is the claim of the whole sentence, ``before`` the last one with a source, ``person``
    who was named last.
    """

    said: Claim
    before: Claim | None
    person: str | None

    def resolved(self, claim: Claim) -> Claim:
        """Return a claim with who is meant by "he" and "they"."""
        source = (claim.source or "").lower()
        if source in _PERSONAL and self.person is not None:
            return claim.model_copy(update={"source": self.person})
        if source not in _PRONOUNS:
            return claim
        known = self.before or Claim()
        return claim.model_copy(
            update={"source": known.source, "relay": claim.relay or known.relay}
        )


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
            for row in rows("vocabulary/reporting_verbs.tsv")
            for form in verb_forms(row[0])
        }
        self._stances = Phrases(
            (row[1], stances[row[0]]) for row in rows("attribution/stances.tsv")
        )
        self._leads = Phrases((phrase, phrase) for phrase in _BEFORE_SOURCE)
        self._sources = entries("attribution/sources.txt")
        self._media = entries("attribution/media.txt")
        self._speaking = Phrases((phrase, phrase) for phrase in _SPEAKING)
        self._sayings = AttributionReader()

    def read(self, s: Sentence, names: Sequence[Name], before: Claim | None) -> Claim:
        """Return the claim of a sentence; without a source the outlet speaks for itself."""
        stance = next((hit.value for hit in self._stances.find(s.lower)), None)
        claim = self._led(s) or self._spoken(s, names) or Claim(stance=stance or "asserts")
        if claim.source is not None and claim.source.lower() in _PRONOUNS and before is not None:
            claim = claim.model_copy(update={"source": before.source, "relay": before.relay})
        return claim.model_copy(update={"stance": stance}) if stance else claim

    def of_event(
        self,
        s: Sentence,
        names: Sequence[Name],
        span: tuple[int, int],
        told: SpeakerContext,
    ) -> Claim:
        """Return the claim of one event, the phrase at words ``span``: who says that one.

        ``told`` is what the sentence and those before say. Without a parse that is all there is.
        """
        if s.parse is None:
            return told.said
        saying = self._sayings.read(s.lower, s.parse, top(s.parse, span))
        phrase = next((hit.value for hit in self._stances.find(s.lower)), None)
        if saying is None:
            beside = s.lower[span[0] - 1] in self._verbs if span[0] else False
            if beside and told.said.stance == "denies":
                # "A general denied shelling it", which the parser may take for a noun phrase.
                return told.said
            return self._unsaid(s, told, phrase)
        if saying.source is None or is_nobody(s.lower, s.parse, saying.source):
            return Claim(stance="cannot_verify" if phrase == "cannot_verify" else "asserts")
        claim = Claim(
            source=self._name(s, s.parse, saying.source),
            relay=self._passed_on(s, names, saying),
            verb=saying.lemma,
            stance=_stance(s.parse, saying, span, phrase),
        )
        return told.resolved(claim)

    def person(self, s: Sentence, names: Sequence[Name]) -> str | None:
        """Return who "he" or "she" of the next sentence may be: "the governor, Musa Bello"."""
        return next((n.text for n in names if n.kind == "person" or self._is_named(s, n)), None)

    def _is_named(self, s: Sentence, name: Name) -> bool:
        before = s.lower[max(0, name.start - 2) : name.start]
        return before[1:] == [","] and before[0] in self._sources

    def _unsaid(self, s: Sentence, told: SpeakerContext, phrase: Stance | None) -> Claim:
        """Return the claim of an event that hangs on no verb of saying."""
        if (led := self._led(s)) is not None:
            return led.model_copy(update={"stance": phrase}) if phrase else led
        if phrase == "claims_responsibility" or self._trails(s):
            return told.said
        return Claim(stance="cannot_verify" if phrase == "cannot_verify" else "asserts")

    def _trails(self, s: Sentence) -> bool:
        """Whether "…, officials said on Monday." ends a sentence whose parse went astray."""
        tail = range(max(0, len(s) - TRAIL), len(s))
        last = next((at for at in reversed(tail) if s.lower[at] in self._verbs), None)
        if last is None or s.parse is None:
            return False
        behind = range(last + 1, len(s))
        if any(s.parse.pos[at] in _VERBAL and s.lower[at] not in _CITING for at in behind):
            return False
        return "," in s.lower[max(0, last - MAX_SOURCE) : last]

    def _name(self, s: Sentence, parse: Parse, head: int) -> str:
        start, end = span_of(s.lower, parse, head)
        end = next((at for at in range(head + 1, end) if s.lower[at] in self._verbs), end)
        while start < end - 1 and (s.lower[start] in _LEAD or parse.deps[start] in _OPENING):
            start += 1
        return _flat(s.span(*self._trim(s, start, end)))

    def _passed_on(self, s: Sentence, names: Sequence[Name], saying: Attribution) -> str | None:
        if saying.relay is not None and s.parse is not None:
            return self._name(s, s.parse, saying.relay)
        spoken = next((hit.end for hit in self._speaking.find(s.lower)), None)
        if spoken is not None:
            return self._relay(s, spoken - 1, names)
        return self._relay(s, saying.verb, names) if saying.lemma == "tell" else None

    def _spoken(self, s: Sentence, names: Sequence[Name]) -> Claim | None:
        """Read "X said", "X told Reuters": the last one whose subject can be a source."""
        for at, word in enumerate(s.lower):
            verb = self._verbs.get(word)
            if verb is None or at == 0 or _is_noun(s.lower, at, verb.lemma):
                continue
            span = self._subject(s, at, names)
            if span:
                relay = self._relay(s, at, names) if verb.lemma == "tell" else None
                return Claim(
                    source=_flat(s.span(*span)),
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
            if s.lower[at] in _AT:
                return start, at
        return start, end

    def _relay(self, s: Sentence, verb: int, names: Sequence[Name]) -> str | None:
        near = [n for n in names if 0 < n.start - verb <= 3]
        if near:
            return _flat(near[0].text)
        tail = s.lower[verb + 1 : verb + 3]
        known = len(tail) == 2 and tail[0] == "the" and tail[1] in self._media
        return " ".join(tail) if known else None

    def _led(self, s: Sentence) -> Claim | None:
        """Read "according to X", "reports from X"."""
        hits: list[PhraseMatch[str]] = self._leads.find(s.lower)
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
                source = _flat(s.span(start, end))
                source, _, relay = source.partition(" quoted by the ")
                return Claim(
                    source=source,
                    relay=relay or None,
                    verb="report" if "report" in hit.value else None,
                )
        return None


def _stance(
    parse: Parse, saying: Attribution, span: tuple[int, int], phrase: Stance | None
) -> Stance:
    """Return the stance of a verb of saying: "claimed the attack", "said it was behind"."""
    if saying.stance == "denies" or phrase == "cannot_verify":
        return "denies" if saying.stance == "denies" else "cannot_verify"
    head = top(parse, span)
    claimed = saying.lemma == "claim" and parse.heads[head] == saying.verb
    own = claimed and parse.deps[head] == "obj" and parse.pos[head] != "VERB"
    return "claims_responsibility" if own or phrase == "claims_responsibility" else "asserts"


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
