"""Words that name an event, kept only where the words around them bear the sense out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.extract.document.mentions import CueMarks, Sense, Trigger
from streams.extract.document.sentence import Sentence
from streams.extract.triggers.refusals import RefusalCause, RefusalLog, Refused
from streams.extract.triggers.tables import PLACE, TRIGGERS, WORDS
from streams.extract.vocabulary.inflection import phrase_forms
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases

_COMMON = frozenset({"TAKE", "ENTER"})
"""Base senses of common verbs, which are worth a parse only before a name."""
NO_EVENT = "NOTHING"
"""The base sense of phrases that look like triggers: "heart attack"."""
NAMED_WITHIN = 5
"""Words behind a common verb within which the name of a place may stand: "took the town of X"."""
CLAUSE_VERB_WITHIN = 2
"""Words behind "and" or a comma within which the verb of a new clause stands: "and also shot X"."""

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Tags of finite verbs."""

SenseMatch = PhraseMatch[tuple[Sense, ...]]
"""A phrase in a sentence, with all senses that it may have."""


class TriggerFinder:
    """Finds the triggers of ``triggers.tsv`` in sentences."""

    def __init__(self) -> None:
        self._phrases = Phrases(_senses_by_form().items())
        self._nouns = _NounTest()
        self._clause_openers = WORDS["clause_openers"]
        self._coordinators = WORDS["coordinators"]
        self._noun_openers = WORDS["noun_openers"]
        self._adjectives = WORDS["adjectives"]

    def might_hold(self, s: Sentence) -> bool:
        """Return whether the phrase of any trigger stands in a sentence: the cheap first pass."""
        return any(_is_worth_a_parse(s, match) for match in self._phrases.find(s.lower))

    def matches(self, s: Sentence) -> list[SenseMatch]:
        """Return the phrases of a sentence that may name an event, borne out or not."""
        return [match for match in self._phrases.find(s.lower) if _names_something(match)]

    def find(
        self,
        s: Sentence,
        marks: CueMarks,
        places: Sequence[int],
        refusals: RefusalLog | None = None,
    ) -> list[Trigger]:
        """Return the triggers of a sentence; ``places`` are the words where place names start."""
        matches = self._phrases.find(s.lower)
        if not matches:
            return []
        kept = []
        for match in matches:
            sense = self._sense(s, match, _around(s, marks, places, match))
            if isinstance(sense, Sense):
                kept.append((match, sense))
            elif refusals is not None:
                refusals.refuse(s.index, (match.start, match.end), *sense)
        cuts = list(self._clause_starts(s, [match for match, _ in kept]))
        return [
            Trigger(match.start, match.end, sense, _clause(cuts, match.start, len(s)))
            for match, sense in kept
        ]

    def _sense(self, s: Sentence, match: SenseMatch, around: "_Around") -> Sense | Refused:
        """Return the first sense that the words around bear out, or why none is."""
        if _is_name(s, match) or _is_of_person(s, match):
            return Refused(RefusalCause.NAME)
        if self._is_adjective(s, match):
            return Refused(RefusalCause.ADJECTIVE)
        noun = self._nouns.is_noun(s, match)
        senses = sorted(match.value, key=lambda sense: (sense.pos == "v") == noun)
        nouns = [sense for sense in senses if sense.pos != "v"] if noun else []
        refused = Refused(RefusalCause.NOUN)
        for sense in nouns or senses:
            if sense.pos == "v" and noun and _is_base_form(s.lower[match.start], sense):
                continue
            if sense.pos == "n" and _is_progressive(s, match.start):
                continue
            if blocking := around.unnamed.intersection(sense.blocks):
                refused = Refused(RefusalCause.BLOCKED, ", ".join(sorted(blocking)))
            elif sense.needs and not around.present.intersection(sense.needs):
                refused = Refused(RefusalCause.NEEDS, " or ".join(sense.needs))
            else:
                return sense
        return refused

    def _is_adjective(self, s: Sentence, match: SenseMatch) -> bool:
        """Return whether a word is an adjective before a noun: "free agents"."""
        parse, at = s.parse, match.start
        if parse is None or match.end - at > 1 or s.lower[at] not in self._adjectives:
            return False
        return parse.pos[at] == "ADJ" and parse.deps[at] == "amod" and parse.heads[at] > at

    def _clause_starts(self, s: Sentence, matches: Sequence[SenseMatch]) -> Iterator[int]:
        """Yield where clauses begin: at subordinators, and where "and" or a comma opens a verb."""
        starts = {match.start for match in matches}
        openers, coordinators = self._clause_openers, self._coordinators
        for at, word in enumerate(s.lower):
            if word in openers:
                yield at
            elif word in coordinators and starts.intersection(
                range(at + 1, at + 1 + CLAUSE_VERB_WITHIN)
            ):
                follows = s.lower[at + 1] if at + 1 < len(s) else ""
                if follows not in self._noun_openers and any(start < at for start in starts):
                    yield at


@dataclass(frozen=True, slots=True)
class _Around:
    """The cue sets around a phrase: of all words, and of words that are no names."""

    present: frozenset[str]
    unnamed: frozenset[str]


class _NounTest:
    """Tells whether a phrase is a noun: by its tag, else by the words before and behind."""

    def __init__(self) -> None:
        self._before_noun = WORDS["before_noun"]
        self._articles = WORDS["indefinite_articles"]
        self._object_openers = WORDS["object_openers"]

    def is_noun(self, s: Sentence, match: SenseMatch) -> bool:
        """Return whether a phrase is a noun here."""
        if match.end - match.start > 1 and all(sense.pos == "v" for sense in match.value):
            return s.lower[match.start - 1] in self._before_noun if match.start else False
        tag = s.parse.pos[match.start] if s.parse is not None else ""
        if tag == "NOUN" and self._has_object(s, match):
            return False
        if s.parse is not None and s.parse.tags[match.start] in _FINITE:
            # Where the tags are at odds, a subject makes a verb of it.
            tag = "VERB" if s.parse.under(match.start, "nsubj", "nsubj:pass") else tag
        if tag == "VERB" or (tag == "NOUN" and match.end - match.start == 1):
            return tag == "NOUN"
        return self._stands_as_noun(s.lower, match.start) or self._is_bare_plural(s, match)

    def _has_object(self, s: Sentence, match: SenseMatch) -> bool:
        """Return whether a past form has its object right behind: "police … shot a man"."""
        lemmas = {sense.lemma for sense in match.value if sense.pos == "v"}
        word = s.lower[match.start]
        past = bool(lemmas) and not any(word in {one, f"{one}s", f"{one}ing"} for one in lemmas)
        behind = s.lower[match.end : match.end + 1]
        return past and bool(behind) and behind[0] in self._articles

    def _stands_as_noun(self, lower: Sequence[str], at: int) -> bool:
        """Return whether an article or a number is before: "2900 block", "a fierce battle"."""
        if at == 0:
            return False
        previous, earlier = lower[at - 1], lower[max(0, at - 2)]
        return previous in self._before_noun or earlier in self._articles or previous[0].isdigit()

    def _is_bare_plural(self, s: Sentence, match: SenseMatch) -> bool:
        """Return whether a form in -s has no object behind it: "dodge shells and bullets"."""
        if match.end - match.start > 1 or not s.lower[match.start].endswith("s"):
            return False
        after = match.end
        return after >= len(s) or not (s.capital[after] or s.lower[after] in self._object_openers)


def _senses_by_form() -> dict[str, tuple[Sense, ...]]:
    """Return the senses of each form of each phrase, in the order of the table."""
    senses: dict[str, list[Sense]] = {}
    for row in TRIGGERS.rows():
        sense = Sense(row.phrase, row.pos, row.event_type, row.weight, row.needs, row.blocks)
        for form in phrase_forms(row.phrase, row.pos):
            senses.setdefault(form, []).append(sense)
    return {form: tuple(found) for form, found in senses.items()}


def _names_something(match: SenseMatch) -> bool:
    return any(sense.event_type != NO_EVENT for sense in match.value)


def _is_worth_a_parse(s: Sentence, match: SenseMatch) -> bool:
    """Return whether a phrase is worth a parse: a common verb such as "took" only before a name."""
    if any(sense.event_type not in _COMMON for sense in match.value):
        return True
    return any(word[0].isupper() for word in s.words[match.end : match.end + NAMED_WITHIN])


def _around(s: Sentence, marks: CueMarks, places: Sequence[int], match: SenseMatch) -> _Around:
    """Return the cues outside a phrase: "storm" is no weather by its own word.

    A name such as "Arab League" rules no sense out.
    """
    outside = [at for at in range(len(s)) if marks[at] and not match.start <= at < match.end]
    unnamed = frozenset().union(*(marks[at] for at in outside if not s.capital[at]))
    present = unnamed.union(*(marks[at] for at in outside if s.capital[at]))
    return _Around(present | {PLACE} if places else present, unnamed)


def _is_progressive(s: Sentence, at: int) -> bool:
    """Return whether a form in -ing is a verb with an auxiliary: "doctors are fighting"."""
    if s.parse is None or s.parse.pos[at] != "VERB" or not s.lower[at].endswith("ing"):
        return False
    return bool(s.parse.under(at, "aux"))


def _is_base_form(word: str, sense: Sense) -> bool:
    """Return whether a verb stands in a form that a noun may have too: "fire", "attacks"."""
    return word in {sense.lemma, sense.lemma + "s", sense.lemma + "es"}


def _is_name(s: Sentence, match: SenseMatch) -> bool:
    """Return whether a phrase is part of a name: "Battle Royale"."""
    inside = all(s.capital[match.start : match.end])
    before = match.start > 0 and s.capital[match.start - 1]
    return inside and (before or (match.end < len(s) and s.capital[match.end]))


def _is_of_person(s: Sentence, match: SenseMatch) -> bool:
    """Return whether a phrase is in the name of a person: "Lynch reported", "Rob Jones"."""
    if s.parse is None or not s.words[match.start][0].isupper():
        return False
    name = s.parse.entity_at(match.start)
    if name is not None and name.label == "PERSON":
        return True
    proper = s.parse.pos[match.start] == "PROPN" and s.parse.deps[match.start] == "nsubj"
    return proper and all(sense.pos == "v" for sense in match.value)


def _clause(starts: Sequence[int], at: int, length: int) -> tuple[int, int]:
    """Return the clause that a word stands in."""
    start = max((start for start in starts if start <= at), default=0)
    return start, min((start for start in starts if start > at), default=length)
