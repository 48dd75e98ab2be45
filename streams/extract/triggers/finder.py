"""Words that name an event, kept only where the words around them bear the sense out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.extract.document.mentions import CueMarks, Sense, Trigger
from streams.extract.document.sentence import Sentence
from streams.extract.triggers.refusals import RefusalCause, RefusalLog
from streams.extract.vocabulary.inflection import phrase_forms
from streams.extract.vocabulary.phrases import PhraseMatch, Phrases, rows

_BEFORE_NOUN = frozenset(
    {
        *("the", "a", "an", "of", "'s", "this", "that", "in", "during", "heavy", "after"),
        *("another", "any", "each", "every", "further", "more", "new", "no", "such", "these"),
    }
)
_OBJECT_OPENERS = frozenset({"the", "a", "an", "its", "their", "his", "two", "several", "at", "on"})
_COMMON = frozenset({"TAKE", "ENTER"})
_NAMED_WITHIN = 5
"""Words behind a common verb within which the name of a place may stand: "took the town of X"."""
_BOUNDARIES = frozenset(
    {
        "who",
        "which",
        "where",
        "when",
        "while",
        "after",
        "before",
        "as",
        "because",
        "although",
        "but",
    }
    | {"if", "until", "that", "saying", ";", ":", "—", "\u2013", "--"}
)


class TriggerFinder:
    """Finds triggers; a trigger lexicon is data and its senses need their cues."""

    def __init__(self) -> None:
        senses = [_sense(row) for row in rows("triggers/triggers.tsv")]
        self._phrases = Phrases((form, group) for form, group in _grouped(senses).items())

    def might_hold(self, s: Sentence) -> bool:
        """Whether the phrase of any trigger stands in a sentence: the cheap first pass."""
        return any(_is_worth(s, hit) for hit in self._phrases.find(s.lower))

    def find(
        self,
        s: Sentence,
        marks: CueMarks,
        places: Sequence[int],
        refusals: RefusalLog | None = None,
    ) -> list[Trigger]:
        """Return the triggers of a sentence; ``places`` are the words where place names start."""
        hits = self._phrases.find(s.lower)
        if not hits:
            return []
        kept = []
        for hit in hits:
            sense = self._reading(s, hit, _around(s, marks, places, hit))
            refused = (RefusalCause.NAME, "") if _is_name(s, hit) else sense
            if isinstance(refused, Sense):
                kept.append((hit, refused))
            elif refusals is not None:
                refusals.refuse(s.index, (hit.start, hit.end), *refused)
        cuts = list(_cuts(s, [hit for hit, _ in kept]))
        return [Trigger(h.start, h.end, sense, _clause(cuts, h.start, len(s))) for h, sense in kept]

    def _reading(
        self, s: Sentence, hit: PhraseMatch[tuple[Sense, ...]], around: "_Around"
    ) -> "Sense | Refused":
        """Return the first sense that the words around bear out, or why none is."""
        noun = _is_noun(s, hit)
        wanted = sorted(hit.value, key=lambda sense: (sense.pos == "v") == noun)
        nouns = [sense for sense in wanted if sense.pos != "v"] if noun else []
        refused: Refused = (RefusalCause.NOUN, "")
        for sense in nouns or wanted:
            if sense.pos == "v" and noun and _is_base(s.lower[hit.start], sense):
                continue
            if sense.pos == "n" and _is_progressive(s, hit.start):
                continue
            if against := around.against.intersection(sense.blocks):
                refused = (RefusalCause.BLOCKED, ", ".join(sorted(against)))
            elif sense.needs and not around.present.intersection(sense.needs):
                refused = (RefusalCause.NEEDS, " or ".join(sense.needs))
            else:
                return sense
        return refused


Refused = tuple[RefusalCause, str]
"""Why a candidate is no trigger, with the cue sets that it is about."""


@dataclass(frozen=True, slots=True)
class _Around:
    """The cue sets around a phrase: all, and those of words that are no names."""

    present: frozenset[str]
    against: frozenset[str]


def _is_worth(s: Sentence, hit: PhraseMatch[tuple[Sense, ...]]) -> bool:
    """Whether a phrase is worth a parse: a common verb such as "took" only before a name."""
    if any(sense.event_type not in _COMMON for sense in hit.value):
        return True
    return any(word[0].isupper() for word in s.words[hit.end : hit.end + _NAMED_WITHIN])


def _around(
    s: Sentence, marks: CueMarks, places: Sequence[int], hit: PhraseMatch[tuple[Sense, ...]]
) -> _Around:
    """Gather the cues outside a phrase: "storm" is no weather by its own word.

    A name such as "Arab League" speaks for no other sense.
    """
    outside = [at for at in range(len(s)) if marks[at] and not hit.start <= at < hit.end]
    against = frozenset().union(*(marks[at] for at in outside if not s.capital[at]))
    present = against.union(*(marks[at] for at in outside if s.capital[at]))
    return _Around(present | {"@place"} if places else present, against)


def _is_noun(s: Sentence, hit: PhraseMatch[tuple[Sense, ...]]) -> bool:
    """Whether a phrase is a noun here: by its tag, else by the words before and behind."""
    tag = s.parse.pos[hit.start] if s.parse is not None else ""
    if tag == "VERB" or (tag == "NOUN" and hit.end - hit.start == 1):
        return tag == "NOUN"
    return _stands_as_noun(s.lower, hit.start) or _is_bare_plural(s, hit)


def _is_progressive(s: Sentence, at: int) -> bool:
    """Whether a form in -ing is a verb with its auxiliary: "doctors are fighting to save him"."""
    if s.parse is None or s.parse.pos[at] != "VERB" or not s.lower[at].endswith("ing"):
        return False
    return bool(s.parse.under(at, "aux"))


def _stands_as_noun(lower: Sequence[str], at: int) -> bool:
    """Whether an article is before a word, at most one word apart, or a number: "2900 block"."""
    before = lower[max(0, at - 2) : at]
    if not before:
        return False
    return before[-1] in _BEFORE_NOUN or before[0] in {"a", "an"} or before[-1][0].isdigit()


def _is_bare_plural(s: Sentence, hit: PhraseMatch[tuple[Sense, ...]]) -> bool:
    """Whether a form in -s has no object behind it, as "dodge shells and bullets"."""
    if hit.end - hit.start > 1 or not s.lower[hit.start].endswith("s"):
        return False
    after = hit.end
    return after >= len(s) or not (s.capital[after] or s.lower[after] in _OBJECT_OPENERS)


def _is_base(word: str, sense: Sense) -> bool:
    """Whether a verb stands in a form that a noun may have too: "fire", "attacks"."""
    lemma = sense.phrase.split(" ")[0]
    return word in {lemma, lemma + "s", lemma + "es"}


def _sense(row: Sequence[str]) -> Sense:
    phrase, pos, kind, weight, needs, blocks = row
    return Sense(phrase, pos, kind, float(weight), _names(needs), _names(blocks))


def _names(field: str) -> tuple[str, ...]:
    return () if field == "-" else tuple(field.split(","))


def _grouped(senses: Sequence[Sense]) -> dict[str, tuple[Sense, ...]]:
    grouped: dict[str, list[Sense]] = {}
    for sense in senses:
        for form in phrase_forms(sense.phrase, sense.pos):
            grouped.setdefault(form, []).append(sense)
    return {form: tuple(found) for form, found in grouped.items()}


def _is_name(s: Sentence, hit: PhraseMatch[tuple[Sense, ...]]) -> bool:
    """Whether the phrase is part of a name: "Strike Force", "the Battle of Britain"."""
    inside = all(s.capital[i] for i in range(hit.start, hit.end))
    beside = (hit.start > 0 and s.capital[hit.start - 1]) or (
        hit.end < len(s) and s.capital[hit.end]
    )
    return inside and beside


def _cuts(s: Sentence, hits: Sequence[PhraseMatch[tuple[Sense, ...]]]) -> Iterator[int]:
    """Yield where clauses begin: at subordinators, and where "and" or a comma opens a new verb."""
    starts = {hit.start for hit in hits}
    for at, word in enumerate(s.lower):
        if word in _BOUNDARIES:
            yield at
        elif word in {"and", ","} and starts.intersection(range(at + 1, at + 3)):
            follows = s.lower[at + 1] if at + 1 < len(s) else ""
            if follows not in {"the", "a"} and any(start < at for start in starts):
                yield at


def _clause(cuts: Sequence[int], at: int, length: int) -> tuple[int, int]:
    start = max((cut for cut in cuts if cut <= at), default=0)
    end = min((cut for cut in cuts if cut > at), default=length)
    return start, end
