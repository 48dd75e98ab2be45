"""Who says an event, by the parse: the verb of saying whose words tell it, and its subject."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.mention import Stance
from streams.extract.document.parse import Parse
from streams.extract.syntax.frames import obliques, phrase
from streams.extract.vocabulary.lexicon import reporting_verbs
from streams.extract.vocabulary.phrases import rows

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_PRESUPPOSED = frozenset({"acl:relcl", "advcl:relcl"})
_TIMED = frozenset({"after", "before", "when", "while", "as", "amid", "since", "because"})
_CITING = frozenset({"cite", "quote"})
_BY = frozenset({"by"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_NO = frozenset({"no", "neither"})
_RELATIVES = frozenset({"who", "which", "that"})
_DUMMIES = frozenset({"there"})
_QUOTED = frozenset({"i", "we", "you"})
"""Subjects of a verb of saying inside a quote: who is quoted is told farther up."""
_LINKS = 10
"""Links above an event in which the verb that tells it may stand."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A verb of saying above an event: its word, who says it, who passes it on (heads)."""

    verb: int
    lemma: str
    stance: Stance
    source: int | None
    relay: int | None


class AttributionReader:
    """Finds the verb of saying whose content an event is."""

    def __init__(self) -> None:
        stances: dict[str, Stance] = {"asserts": "asserts", "denies": "denies"}
        told = [*rows("vocabulary/reporting_verbs.tsv"), *rows("attribution/attribution_verbs.tsv")]
        self._stances = {row[0]: stances[row[1]] for row in told}
        self._with = {
            row[0]: row[2] for row in rows("attribution/attribution_verbs.tsv") if row[2] != "-"
        }

    def read(self, lower: Sequence[str], parse: Parse, head: int) -> Attribution | None:
        """Return the nearest verb of saying that tells an event, None for the outlet itself.

        What a denied clause takes for granted ("denied backing the rebels who captured it") is
        told by nobody in particular.
        """
        word, known = head, False
        if self._is_saying(lower, parse, head):
            return self._saying(lower, parse, head)
        for _ in range(_LINKS):
            if found := self._beside(lower, parse, word):
                return found
            above, label = parse.heads[word], parse.deps[word]
            if above == word:
                return None
            known = known or label in _PRESUPPOSED
            if self._tells(lower, parse, word, above):
                found = self._saying(lower, parse, above)
                told = found.source is None or lower[found.source] not in _QUOTED
                if told and (found.stance == "asserts" or not known):
                    return found
            word = above
        return None

    def _beside(self, lower: Sequence[str], parse: Parse, word: int) -> Attribution | None:
        """Return "activists said" that stands beside what it tells."""
        for at in parse.under(word, "amod"):
            # "The police denied reports that ...": the parser may take the verb for a participle.
            if self._is_saying(lower, parse, at) and parse.under(at, "nsubj"):
                return self._saying(lower, parse, at)
        for at in parse.under(word, "parataxis", "ccomp"):
            said = self._is_saying(lower, parse, at) and not parse.under(at, "ccomp")
            if said and (parse.deps[at] == "parataxis" or at > word):
                saying = self._saying(lower, parse, at)
                if saying.source is not None:
                    return saying
        return None

    def _tells(self, lower: Sequence[str], parse: Parse, word: int, above: int) -> bool:
        """Whether a word is part of what the verb above says, and not of who says it."""
        label = parse.deps[word]
        if not self._is_saying(lower, parse, above) or label == "conj" or label.startswith("nsubj"):
            return False
        marks = parse.under(word, "mark", "case")
        return not (label == "advcl" and any(lower[at] in _TIMED for at in marks))

    def _is_saying(self, lower: Sequence[str], parse: Parse, word: int) -> bool:
        lemma = parse.lemmas[word]
        if parse.pos[word] != "VERB" or lemma not in self._stances:
            return False
        wanted = self._with.get(lemma)
        behind = (case for at in parse.under(word, "obl") for case in parse.under(at, "case"))
        return wanted is None or any(lower[case] == wanted for case in behind)

    def _saying(self, lower: Sequence[str], parse: Parse, verb: int) -> Attribution:
        source = _subject(lower, parse, verb)
        lemma = parse.lemmas[verb]
        relay = None
        if source is not None:
            source, relay = _cited(lower, parse, verb, source)
        return Attribution(verb, lemma, self._stances[lemma], source, relay)


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    return reporting_verbs()


def speaks(parse: Parse, word: int) -> bool:
    """Whether a word is the subject of a verb of reporting: "officials" of "officials said"."""
    return parse.deps[word] == "nsubj" and parse.lemmas[parse.heads[word]] in _verbs()


def is_nobody(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a subject is nobody: "no group", "nobody"."""
    return lower[word] in _NOBODY or any(lower[at] in _NO for at in parse.under(word, "det"))


def span_of(lower: Sequence[str], parse: Parse, head: int) -> tuple[int, int]:
    """Return the words of a source: its noun phrase up to a comma, with what "and" joins to it."""
    inside = phrase(parse, head)
    start, end = inside[0], inside[-1] + 1
    for at in parse.under(head, "conj"):
        joined = phrase(parse, at)
        if joined[0] - end <= 1:
            end = joined[-1] + 1
    comma = next((at for at in range(max(start, head), end) if lower[at] == ","), end)
    return start, comma


def _subject(lower: Sequence[str], parse: Parse, verb: int) -> int | None:
    """Return who says it: the verb's subject, or that of a verb that it is joined to."""
    for _ in range(3):
        label, above = parse.deps[verb], parse.heads[verb]
        if own := [at for at in parse.under(verb, *_SUBJECTS) if lower[at] not in _DUMMIES]:
            return above if lower[own[0]] in _RELATIVES else own[0]
        if label == "acl" and parse.pos[above] not in {"VERB", "AUX"}:
            return above
        if label not in {"conj", "xcomp", "advcl"} or above == verb:
            return None
        verb = above
    return None


def _cited(lower: Sequence[str], parse: Parse, verb: int, subject: int) -> tuple[int, int | None]:
    """Return source and relay: who is cited is the source, who cites passes it on."""
    for citing in _citing(parse, verb, subject):
        if parse.under(citing, "nsubj:pass", "aux:pass") or parse.deps[citing] == "acl":
            if by := obliques(lower, parse, citing, _BY):
                return subject, by[0]
        elif quoted := parse.under(citing, "obj"):
            return quoted[0], subject
    return subject, None


def _citing(parse: Parse, verb: int, subject: int) -> Iterator[int]:
    """Yield verbs of citing around a verb of saying: "reported, citing", "quoted X as saying"."""
    near = [
        *parse.under(verb, "advcl", "xcomp", "conj", "acl", "parataxis"),
        *parse.under(subject, "acl", "acl:relcl", "amod"),
        *(at for at in (verb, parse.heads[verb])),
    ]
    yield from (at for at in near if parse.lemmas[at] in _CITING)
