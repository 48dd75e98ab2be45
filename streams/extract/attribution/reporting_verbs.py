"""Who says an event, by the parse: the reporting verb whose content it is, and its subject."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.mention import Stance
from streams.extract.attribution.tables import ATTRIBUTION_VERBS, WORDS
from streams.extract.document.parse import VERBAL, Parse
from streams.extract.syntax.frames import obliques, phrase
from streams.extract.vocabulary.lexicon import reporting_verbs
from streams.extract.vocabulary.tables import REPORTING_VERBS

LINKS = 10
"""Links above an event in which its reporting verb may stand."""
JOINED_VERBS = 3
"""Verbs joined to each other that are asked for a subject: "went out, looked and said"."""
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
_PRESUPPOSED = frozenset({"acl:relcl", "advcl:relcl"})
_BY = frozenset({"by"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """A reporting verb above an event.

    ``verb`` is its word in the sentence, ``source`` the head of who says it, ``relay`` the head of
    who passes it on.
    """

    verb: int
    lemma: str
    stance: Stance
    source: int | None
    relay: int | None


class AttributionReader:
    """Finds the reporting verb whose content an event is."""

    def __init__(self) -> None:
        self._stances: dict[str, Stance] = {row.lemma: row.stance for row in REPORTING_VERBS.rows()}
        self._stances |= {row.lemma: "asserts" for row in ATTRIBUTION_VERBS.rows()}
        self._prepositions = {
            row.lemma: row.preposition for row in ATTRIBUTION_VERBS.rows() if row.preposition
        }
        self._citing = WORDS["citing_verbs"]
        self._withholding = WORDS["withholding_words"]
        self._no = WORDS["negative_determiners"]
        self._nobody = WORDS["negative_pronouns"]
        self._quoted = WORDS["quoted_pronouns"]
        self._relatives = WORDS["relative_pronouns"]
        self._time_conjunctions = WORDS["time_conjunctions"]

    def read(self, lower: Sequence[str], parse: Parse, head: int) -> Attribution | None:
        """Return the nearest attribution of an event, None for the outlet itself.

        What a denied clause presupposes ("denied backing the rebels who captured it") has no
        source.
        """
        word, presupposed = head, False
        if self._attributes(lower, parse, head):
            return self._attribution(lower, parse, head)
        for _ in range(LINKS):
            if self._is_withheld(lower, parse, word):
                return None
            if found := self._beside(lower, parse, word):
                return found
            above, label = parse.heads[word], parse.deps[word]
            if above == word:
                return None
            presupposed = presupposed or label in _PRESUPPOSED
            if self._is_content(lower, parse, word):
                found = self._attribution(lower, parse, above)
                inside_quote = found.source is not None and lower[found.source] in self._quoted
                if not inside_quote and (found.stance == "asserts" or not presupposed):
                    return found
            word = above
        return None

    def _is_withheld(self, lower: Sequence[str], parse: Parse, word: int) -> bool:
        """Whether the verb above a word is not said: "did not acknowledge the attack"."""
        above = parse.heads[word]
        if above == word or not self._attributes(lower, parse, above):
            return False
        if any(lower[at] in self._withholding for at in parse.under(above, "advmod", "cc:preconj")):
            return True
        governor = parse.heads[above]
        infinitive = parse.deps[above] == "xcomp" and governor != above
        return infinitive and lower[governor] in self._withholding

    def is_nobody(self, lower: Sequence[str], parse: Parse, word: int) -> bool:
        """Whether a subject is nobody: "no group", "nobody"."""
        determiners = (lower[at] for at in parse.under(word, "det"))
        return lower[word] in self._nobody or not self._no.isdisjoint(determiners)

    def _beside(self, lower: Sequence[str], parse: Parse, word: int) -> Attribution | None:
        """Return "activists said" that stands beside its content."""
        for at in parse.under(word, "amod"):
            # "The police denied reports that ...": the parser may take the verb for a participle.
            if self._attributes(lower, parse, at) and parse.under(at, "nsubj"):
                return self._attribution(lower, parse, at)
        for at in parse.under(word, "parataxis", "ccomp"):
            reports = self._attributes(lower, parse, at) and not parse.under(at, "ccomp")
            if reports and (parse.deps[at] == "parataxis" or at > word):
                found = self._attribution(lower, parse, at)
                if found.source is not None:
                    return found
        return None

    def _is_content(self, lower: Sequence[str], parse: Parse, word: int) -> bool:
        """Whether a word is part of what the verb above reports, and not of who reports it."""
        label, above = parse.deps[word], parse.heads[word]
        if label == "conj" or label.startswith("nsubj"):
            return False
        if not self._attributes(lower, parse, above):
            return False
        marks = (lower[at] for at in parse.under(word, "mark", "case"))
        return label != "advcl" or self._time_conjunctions.isdisjoint(marks)

    def _attributes(self, lower: Sequence[str], parse: Parse, word: int) -> bool:
        """Whether a word is a verb that attributes what hangs on it."""
        lemma = parse.lemmas[word]
        if parse.pos[word] != "VERB" or lemma not in self._stances:
            return False
        preposition = self._prepositions.get(lemma)
        cases = (case for at in parse.under(word, "obl") for case in parse.under(at, "case"))
        return preposition is None or any(lower[case] == preposition for case in cases)

    def _attribution(self, lower: Sequence[str], parse: Parse, verb: int) -> Attribution:
        source = self._subject(lower, parse, verb)
        lemma = parse.lemmas[verb]
        relay = None
        if source is not None:
            source, relay = self._cited(lower, parse, verb, source)
        return Attribution(verb, lemma, self._stances[lemma], source, relay)

    def _subject(self, lower: Sequence[str], parse: Parse, verb: int) -> int | None:
        """Return who says it: the verb's subject, or that of a verb that it is joined to."""
        for _ in range(JOINED_VERBS):
            label, above = parse.deps[verb], parse.heads[verb]
            if subjects := [at for at in parse.under(verb, *_SUBJECTS) if lower[at] != "there"]:
                return above if lower[subjects[0]] in self._relatives else subjects[0]
            if label == "acl" and parse.pos[above] not in VERBAL:
                return above
            if label not in {"conj", "xcomp", "advcl"} or above == verb:
                return None
            verb = above
        return None

    def _cited(
        self, lower: Sequence[str], parse: Parse, verb: int, subject: int
    ) -> tuple[int, int | None]:
        """Return source and relay: who is cited is the source, who cites passes it on."""
        for citing in self._citing_verbs(parse, verb, subject):
            if parse.under(citing, "nsubj:pass", "aux:pass") or parse.deps[citing] == "acl":
                if by := obliques(lower, parse, citing, _BY):
                    return subject, by[0]
            elif quoted := parse.under(citing, "obj"):
                return quoted[0], subject
        return subject, None

    def _citing_verbs(self, parse: Parse, verb: int, subject: int) -> Iterator[int]:
        """Yield verbs of citing around a verb: "reported, citing", "quoted X as saying"."""
        near = [
            *parse.under(verb, "advcl", "xcomp", "conj", "acl", "parataxis"),
            *parse.under(subject, "acl", "acl:relcl", "amod"),
            verb,
            parse.heads[verb],
        ]
        yield from (at for at in near if parse.lemmas[at] in self._citing)


def is_speaker(parse: Parse, word: int) -> bool:
    """Whether a word is the subject of a reporting verb: "officials" of "officials said"."""
    return parse.deps[word] == "nsubj" and parse.lemmas[parse.heads[word]] in reporting_verbs()


def source_span(lower: Sequence[str], parse: Parse, head: int) -> tuple[int, int]:
    """Return the words of a source: its noun phrase up to a comma, with what "and" joins to it."""
    inside = phrase(parse, head)
    start, end = inside[0], inside[-1] + 1
    for at in parse.under(head, "conj"):
        joined = phrase(parse, at)
        if joined[0] - end <= 1:
            end = joined[-1] + 1
    comma = next((at for at in range(max(start, head), end) if lower[at] == ","), end)
    return start, comma
