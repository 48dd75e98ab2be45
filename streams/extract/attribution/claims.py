"""Who says an event: source, relay, verb and stance."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mention import Claim, Stance
from streams.extract.attribution.reporting_verbs import (
    Attribution,
    AttributionReader,
    source_span,
)
from streams.extract.attribution.sentence_claims import MAX_SOURCE, SentenceClaimReader, flat
from streams.extract.attribution.tables import WORDS, PhraseStance
from streams.extract.document.mentions import Name
from streams.extract.document.parse import VERBAL, Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.phrases import Phrases

TRAILING = 8
"""Words at the end of a sentence among which "…, officials said on Monday" has its verb."""
_OPENING_LABELS = frozenset({"case", "punct"})
_DATES = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class SpeakerContext:
    """Who may speak in a sentence.

    Attributes:
        sentence: the claim of the whole sentence, read from the order of its words.
        previous: the last claim with a source before it.
        person: who was named last.
    """

    sentence: Claim
    previous: Claim | None
    person: str | None


class ClaimReader:
    """Reads the claims of sentences and of the events in them."""

    def __init__(self) -> None:
        self._attributions = AttributionReader()
        self._sentences = SentenceClaimReader()
        self._citing = WORDS["citing_forms"]
        self._interviews = Phrases((phrase, phrase) for phrase in WORDS["interview_phrases"])
        self._personal = WORDS["personal_pronouns"]
        self._pronouns = WORDS["source_pronouns"]
        self._days = WORDS["days"]

    def of_sentence(self, s: Sentence, names: Sequence[Name], previous: Claim | None) -> Claim:
        """Return the claim of a whole sentence, parsed or not, for later sentences to take up.

        ``previous`` is the last claim with a source before it.
        """
        return self._sentences.read(s, names, previous)

    def of_event(
        self,
        s: Sentence,
        names: Sequence[Name],
        span: tuple[int, int],
        speakers: SpeakerContext,
    ) -> Claim:
        """Return the claim of the event at words ``span``; without a parse that of its sentence."""
        if s.parse is None:
            return speakers.sentence
        attribution = self._attributions.read(s.lower, s.parse, top(s.parse, span))
        phrase_stance = self._sentences.phrase_stance(s)
        if attribution is None:
            return self._unattributed(s, s.parse, span[0], speakers.sentence, phrase_stance)
        source = attribution.source
        if source is None or self._is_date(s, s.parse, source):
            found = self._sentences.read(s, names, None)
            if found.source is not None and found.verb == attribution.lemma:
                return found
        if source is not None and self._is_date(s, s.parse, source):
            return speakers.sentence
        if source is None or self._attributions.is_nobody(s.lower, s.parse, source):
            return _of_outlet(phrase_stance)
        claim = Claim(
            source=self._name(s, s.parse, source),
            relay=self._relay(s, s.parse, names, attribution),
            verb=attribution.lemma,
            stance=_stance(s.parse, attribution, span, phrase_stance),
        )
        return self._resolved(claim, speakers)

    def _is_date(self, s: Sentence, parse: Parse, source: int) -> bool:
        """Whether the parser took a date for the source: "on Saturday, medics said"."""
        name = parse.entity_at(source)
        dated = name is not None and name.label in _DATES
        return dated or s.lower[source] in self._days

    def person(self, s: Sentence, names: Sequence[Name]) -> str | None:
        """Return who "he" or "she" of the next sentence may be: "the governor, Musa Bello"."""
        return next((n.text for n in names if n.kind == "person" or self._is_titled(s, n)), None)

    def _is_titled(self, s: Sentence, name: Name) -> bool:
        before = s.lower[max(0, name.start - 2) : name.start]
        return before[1:] == [","] and before[0] in self._sentences.sources

    def _resolved(self, claim: Claim, speakers: SpeakerContext) -> Claim:
        """Return a claim with who is meant by "he" and "they"."""
        source = (claim.source or "").lower()
        if source in self._personal and speakers.person is not None:
            return claim.model_copy(update={"source": speakers.person})
        if source not in self._pronouns:
            return claim
        known = speakers.previous or Claim()
        relay = claim.relay or known.relay
        return claim.model_copy(update={"source": known.source, "relay": relay})

    def _unattributed(
        self,
        s: Sentence,
        parse: Parse,
        start: int,
        sentence: Claim,
        phrase_stance: PhraseStance | None,
    ) -> Claim:
        """Return the claim of an event, at word ``start``, that hangs on no reporting verb."""
        # "A general denied shelling it", which the parser may take for a noun phrase.
        follows_verb = start > 0 and s.lower[start - 1] in self._sentences.verbs
        if follows_verb and sentence.stance == "denies":
            return sentence
        if (led := self._sentences.led(s)) is not None:
            return led.model_copy(update={"stance": phrase_stance}) if phrase_stance else led
        if phrase_stance == "claims_responsibility" or self._trails(s, parse):
            return sentence
        return _of_outlet(phrase_stance)

    def _trails(self, s: Sentence, parse: Parse) -> bool:
        """Whether "…, officials said on Monday." ends a sentence whose parse went astray."""
        tail = range(max(0, len(s) - TRAILING), len(s))
        last = next((at for at in reversed(tail) if s.lower[at] in self._sentences.verbs), None)
        if last is None:
            return False
        behind = range(last + 1, len(s))
        if any(parse.pos[at] in VERBAL and s.lower[at] not in self._citing for at in behind):
            return False
        return "," in s.lower[max(0, last - MAX_SOURCE) : last]

    def _name(self, s: Sentence, parse: Parse, head: int) -> str:
        """Return the text of a source without its article and what follows its reporting verb."""
        words = self._sentences
        start, end = source_span(s.lower, parse, head)
        end = next((at for at in range(head + 1, end) if s.lower[at] in words.verbs), end)
        while start < end - 1 and (
            s.lower[start] in words.openers or parse.deps[start] in _OPENING_LABELS
        ):
            start += 1
        if self._is_date(s, parse, start):
            # "On Sunday, security sources said": the date is no part of who speaks.
            comma = next((at for at in range(start, head) if s.lower[at] == ","), start - 1)
            start = comma + 1
        return flat(s.span(*words.trimmed(s, start, end)))

    def _relay(
        self, s: Sentence, parse: Parse, names: Sequence[Name], attribution: Attribution
    ) -> str | None:
        if attribution.relay is not None:
            return self._name(s, parse, attribution.relay)
        interview = next((hit.end for hit in self._interviews.find(s.lower)), None)
        if interview is not None:
            return self._sentences.relay(s, interview - 1, names)
        told = attribution.lemma == "tell"
        return self._sentences.relay(s, attribution.verb, names) if told else None


def _of_outlet(phrase_stance: PhraseStance | None) -> Claim:
    """Return the claim of the outlet itself, which may say that it cannot verify something."""
    return Claim(stance="cannot_verify" if phrase_stance == "cannot_verify" else "asserts")


def _stance(
    parse: Parse,
    attribution: Attribution,
    span: tuple[int, int],
    phrase_stance: PhraseStance | None,
) -> Stance:
    """Return the stance of a reporting verb: "claimed the attack", "said it was behind"."""
    if attribution.stance == "denies":
        return "denies"
    if phrase_stance == "cannot_verify":
        return "cannot_verify"
    head = top(parse, span)
    governs = attribution.lemma == "claim" and parse.heads[head] == attribution.verb
    claims_it = governs and parse.deps[head] == "obj" and parse.pos[head] != "VERB"
    claimed = claims_it or phrase_stance == "claims_responsibility"
    return "claims_responsibility" if claimed else "asserts"
