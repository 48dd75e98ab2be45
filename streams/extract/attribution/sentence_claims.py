"""The claim that a whole sentence makes, by the order of its words.

Sentences without an event are not parsed, and "they said" of a later sentence may take up the
source of one. In a parsed sentence the parse decides (``claims``), except for sources that hang on
no verb ("according to X") and for reports behind a long sentence, which the parser often misses.
"""

from collections.abc import Sequence

from schemas.mention import Claim
from streams.extract.attribution.tables import SOURCES, STANCE_PHRASES, WORDS, PhraseStance
from streams.extract.document.mentions import Name
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.inflection import verb_forms
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases
from streams.extract.vocabulary.tables import REPORTING_VERBS

MAX_SOURCE = 10
"""Longest source in words: "a spokesman for the ministry of the interior"."""
JOINED_WORDS = 3
"""Words of the first of two joined sources: "medical and security sources"."""
LEADS_APART = 4
"""Words between "according to" and "reports from" that make them one lead."""
NEGATION_REACH = 4
"""Words before a reporting verb among which what withholds it stands: "did not immediately"."""
RELAY_REACH = 3
"""Words behind "told" among which the name of an outlet begins: "told the local paper X"."""
_SIGNS = frozenset(',.;:"“”()[]—\u2013') | {"--"}
"""Signs at which a source ends."""


class SentenceClaimReader:
    """Reads source, relay, verb and stance of a sentence from its words."""

    def __init__(self) -> None:
        self.verbs = {f: row for row in REPORTING_VERBS.rows() for f in verb_forms(row.lemma)}
        self.openers = WORDS["source_openers"]
        self.sources = SOURCES.entries()
        self._stances = Phrases((row.phrase, row.stance) for row in STANCE_PHRASES.rows())
        self._leads = Phrases((phrase, phrase) for phrase in WORDS["source_leads"])
        self._lead_ends = _SIGNS | (WORDS["source_ends"] - {"and"})
        self._ends = _SIGNS | WORDS["source_ends"]
        self.negations = WORDS["withholding_words"]
        self._media = WORDS["media_nouns"]
        self._noun_openers = WORDS["noun_openers"]
        self._places = WORDS["source_places"]
        self._plurals = WORDS["plural_words"]
        self._pronouns = WORDS["source_pronouns"]
        self._verb_openers = WORDS["verb_openers"]

    def read(self, s: Sentence, names: Sequence[Name], previous: Claim | None) -> Claim:
        """Return the claim of a sentence; without a source the outlet speaks for itself.

        ``previous`` is the last claim with a source, which a pronoun takes up.
        """
        stance = self.phrase_stance(s)
        claim = self.led(s) or self._reported(s, names) or Claim(stance=stance or "asserts")
        source = (claim.source or "").lower()
        if source in self._pronouns and previous is not None:
            claim = claim.model_copy(update={"source": previous.source, "relay": previous.relay})
        return claim.model_copy(update={"stance": stance}) if stance else claim

    def phrase_stance(self, s: Sentence) -> PhraseStance | None:
        """Return the stance that a phrase of a sentence sets.

        Who "did not claim responsibility" claims none.
        """
        hits = self._stances.find(s.lower)
        return next((hit.value for hit in hits if not self._is_withheld(s.lower, hit)), None)

    def _is_withheld(self, lower: Sequence[str], hit: PhraseMatch[PhraseStance]) -> bool:
        before = lower[max(0, hit.start - NEGATION_REACH) : hit.start]
        return hit.value == "claims_responsibility" and not self.negations.isdisjoint(before)

    def led(self, s: Sentence) -> Claim | None:
        """Return the claim of "according to X", "reports from X"."""
        hits: list[PhraseMatch[str]] = self._leads.find(s.lower)
        if len(hits) > 1 and "from" in hits[1].value and hits[1].start - hits[0].end < LEADS_APART:
            hits = hits[1:]
        for hit in hits:
            start, end = self._without_openers(s, hit.end, self._lead_end(s, hit.end))
            if start < end:
                source, _, relay = flat(s.span(start, end)).partition(" quoted by the ")
                verb = "report" if "report" in hit.value else None
                return Claim(source=source, relay=relay or None, verb=verb)
        return None

    def trimmed(self, s: Sentence, start: int, end: int) -> tuple[int, int]:
        """Return the words of a source without lead and place: "reports from activists in X"."""
        lead = self._leads.find(s.lower, start, end)
        if lead and lead[-1].end < end:
            start = lead[-1].end
        place = (at for at in range(start + 1, end) if s.lower[at] in self._places)
        return start, next(place, end)

    def relay(self, s: Sentence, verb: int, names: Sequence[Name]) -> str | None:
        """Return who is told, behind the word ``verb``: a name, or "the agency"."""
        near = (name for name in names if 0 < name.start - verb <= RELAY_REACH)
        if name := next(near, None):
            return flat(name.text)
        tail = s.lower[verb + 1 : verb + 3]
        known = len(tail) == 2 and tail[0] == "the" and tail[1] in self._media
        return " ".join(tail) if known else None

    def _reported(self, s: Sentence, names: Sequence[Name]) -> Claim | None:
        """Return the claim of "X said", "X told Reuters": the first whose X can be a source."""
        for at, word in enumerate(s.lower):
            verb = self.verbs.get(word)
            if verb is None or at == 0 or self._is_noun(s.lower, at, verb.lemma):
                continue
            if not self.negations.isdisjoint(s.lower[max(0, at - NEGATION_REACH) : at]):
                continue
            if span := self._subject(s, at, names):
                relay = self.relay(s, at, names) if verb.lemma == "tell" else None
                source = flat(s.span(*span))
                return Claim(source=source, relay=relay, verb=verb.lemma, stance=verb.stance)
        return None

    def _subject(self, s: Sentence, verb: int, names: Sequence[Name]) -> tuple[int, int] | None:
        end = verb
        while end > 0 and s.lower[end - 1] in self._verb_openers:
            end -= 1
        if end > 2 and s.lower[end - 1] == ",":
            end = _before_insertion(s, end)
        start = self._source_start(s, end)
        if start > 1 and s.lower[start - 1] == "and":
            start = self._joined_start(s, start)
        start, end = self._without_openers(s, start, end)
        if start >= end:
            return None
        named = any(name.start >= start and name.end <= end for name in names)
        known = any(word in self.sources for word in s.lower[start:end])
        return self.trimmed(s, start, end) if named or known else None

    def _source_start(self, s: Sentence, end: int) -> int:
        """Return where the words of a source begin that end at a word."""
        start = end
        while start > max(0, end - MAX_SOURCE) and s.lower[start - 1] not in self._ends:
            start -= 1
        return start

    def _joined_start(self, s: Sentence, start: int) -> int:
        """Return where two sources begin that "and" joins behind a sign: ", police and medics".

        ``start``: the word behind "and".
        """
        first = self._source_start(s, start - 1)
        words = s.lower[first : start - 1]
        behind_sign = first == 0 or s.lower[first - 1] in _SIGNS
        few = 0 < len(words) <= JOINED_WORDS
        told = any(word.endswith(("ing", "ed")) or word[0].isdigit() for word in words)
        return first if behind_sign and few and not told else start

    def _lead_end(self, s: Sentence, start: int) -> int:
        """Return where the source behind a lead ends; "state" may be an adjective in it."""
        end = start
        while end < len(s) and s.lower[end] not in self._lead_ends and end - start < MAX_SOURCE:
            verb = self.verbs.get(s.lower[end])
            if verb is not None and verb.lemma != "state":
                break
            end += 1
        return end

    def _without_openers(self, s: Sentence, start: int, end: int) -> tuple[int, int]:
        while start < end and s.lower[start] in self.openers:
            start += 1
        return start, end

    def _is_noun(self, lower: Sequence[str], at: int, lemma: str) -> bool:
        """Whether a verb form is a noun here: "state television", "early reports"."""
        before = lower[at - 1]
        plural = before.endswith("s") or before in self._plurals
        return before in self._noun_openers or (lower[at] == lemma and not plural)


def flat(text: str) -> str:
    """Return a text with one space between its words."""
    return " ".join(text.split())


def _before_insertion(s: Sentence, end: int) -> int:
    """Return the end of a source before an inserted "…, who …,", or ``end`` if there is none."""
    comma = end - 1
    for at in range(comma - 1, max(0, comma - MAX_SOURCE), -1):
        if s.lower[at] == ",":
            return at if end - at <= MAX_SOURCE else end
    return end
