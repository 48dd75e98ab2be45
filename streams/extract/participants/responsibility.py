"""Who is said to have done a deed that another word names: "responsible for the attack".

Claims, accusations and verdicts have one form: a word of ``responsibility.tsv``, a party and a
deed that hang on it. What is denied says nothing: "no group has claimed responsibility".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.extract.document.parse import VERBAL, Parse, top
from streams.extract.document.sentence import Sentence
from streams.extract.participants.tables import RESPONSIBILITY, WORDS
from streams.extract.syntax.frames import FrameReader, obliques

HINTS = WORDS["responsibility_hints"]
"""Words by which a sentence without an event may name who did one told before."""
MOST_STEPS = 3
"""Nouns from an event up to the deed that is named: "the murder of ten in a dynamite attack"."""

_UP = frozenset({"compound", "nmod", "conj", "appos", "amod", "nmod:poss", "acl"})
"""How an event hangs on the noun for the deed."""
_OBJECTS = frozenset({"obj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A word for responsibility in a sentence: the heads of who has it and of what was done."""

    word: int
    who: tuple[int, ...]
    deeds: tuple[int, ...]


class ResponsibilityReader:
    """Reads who is said to be responsible for what in a sentence."""

    def __init__(self) -> None:
        self._frames = FrameReader()
        self._rows: dict[str, list[tuple[str, str]]] = {}
        for row in RESPONSIBILITY.rows():
            self._rows.setdefault(row.word, []).append((row.who, row.deed))
        self._refusing = WORDS["refusing_verbs"]
        self._deed_nouns = WORDS["deed_nouns"]
        self._deed_pronouns = WORDS["deed_pronouns"]
        self._of_itself = WORDS["of_itself"]
        self._nobody, self._negations = WORDS["nobody_words"], WORDS["negations"]

    def of_event(self, s: Sentence, parse: Parse, span: tuple[int, int]) -> list[int]:
        """Return the heads of who is said to have done the event at words ``span``."""
        head = top(parse, span)
        names = {head, *_above(parse, head)}
        behind = [] if parse.pos[head] in VERBAL else _subject_of_behind(s, parse, head)
        return behind + [
            at
            for one in self.read(s, parse)
            if not names.isdisjoint(one.deeds)
            for at in one.who
            if not span[0] <= at < span[1]
        ]

    def of_earlier(self, s: Sentence, parse: Parse) -> list[int]:
        """Return the heads of who is named for a deed of which the sentence says no more.

        It is taken up by a noun ("for the attack"), or left out behind a claim or "blamed".
        """
        return [
            at
            for one in self.read(s, parse)
            if any(self._takes_up(s, parse, deed) for deed in one.deeds)
            or (not one.deeds and parse.lemmas[one.word] in self._of_itself)
            for at in one.who
        ]

    def _takes_up(self, s: Sentence, parse: Parse, deed: int) -> bool:
        """Whether a word stands for a deed told before: "the attack", "planted it"."""
        return parse.lemmas[deed] in self._deed_nouns or s.lower[deed] in self._deed_pronouns

    def read(self, s: Sentence, parse: Parse) -> Iterator[Responsibility]:
        """Yield what a sentence says of responsibility, left to right; a deed may be missing."""
        for word, lemma in enumerate(parse.lemmas):
            for who, deed in self._rows.get(lemma, ()):
                parties = self._who(s, parse, word, who)
                if parties and not self._is_denied(s, parse, word, parties):
                    yield Responsibility(word, parties, self._deeds(s, parse, word, deed))

    def _who(self, s: Sentence, parse: Parse, word: int, how: str) -> tuple[int, ...]:
        if how == "holder":
            if parse.deps[word] not in _OBJECTS:
                # "X claimed responsibility." is parsed as "claimed" beside a noun.
                beside = parse.under(word, "amod", "acl")
                return tuple(at for verb in beside for at in parse.under(verb, "nsubj"))
            word, how = parse.heads[word], "subject"
        if how in {"subject", "object"}:
            return self._of_predicate(s, parse, word, how)
        # The parser may hang "to the rebels" on the deed that is attributed to them.
        return tuple(
            at
            for one in (word, *parse.under(word, "obj", "nsubj:pass"))
            for at in obliques(s.lower, parse, one, {how})
        )

    def _of_predicate(self, s: Sentence, parse: Parse, word: int, how: str) -> tuple[int, ...]:
        """Return who is subject or object of a verb, or what an adjective or noun is said of."""
        if parse.pos[word] in VERBAL:
            frame = self._frames.read(s.lower, parse, (word, word + 1))
            return frame.agents if how == "subject" else frame.objects
        if how == "object":
            return ()
        described = parse.deps[word] in {"amod", "acl", "acl:relcl"}
        return tuple(parse.under(word, "nsubj")) or ((parse.heads[word],) if described else ())

    def _deeds(self, s: Sentence, parse: Parse, word: int, how: str) -> tuple[int, ...]:
        if how in {"subject", "object"}:
            found = self._of_predicate(s, parse, word, how)
        else:
            # The parser may hang "for the attack" on whoever is blamed for it.
            holders = [word, *parse.under(word, "obj", "nsubj:pass")]
            holders += [parse.heads[word]] if parse.deps[word] in _OBJECTS else []
            found = tuple(at for one in holders for at in obliques(s.lower, parse, one, {how}))
        return tuple(deed for at in found for deed in parse.conjuncts(at))

    def _is_denied(self, s: Sentence, parse: Parse, word: int, who: Sequence[int]) -> bool:
        """Whether nobody has it, or it is refused: "denied responsibility", "did not claim"."""
        above = parse.heads[word]
        around = [word, above] if parse.deps[word] in _OBJECTS else [word]
        # "X denied responsibility." is parsed as "denied" beside a noun.
        if any(parse.lemmas[at] in self._refusing for at in parse.under(word, "amod", "acl")):
            return True
        if any(parse.lemmas[at] in self._refusing for at in (above, *parse.ancestors(above))):
            return True
        if any(s.lower[at] in self._negations for one in around for at in parse.children(one)):
            return True
        return any(
            s.lower[at] in self._nobody
            or any(s.lower[one] in self._nobody for one in parse.under(at, "det"))
            for at in who
        )


def _above(parse: Parse, word: int) -> Iterator[int]:
    """Yield the nouns that an event belongs to: "attack" of "car bomb attack"."""
    for _ in range(MOST_STEPS):
        if parse.deps[word] not in _UP:
            return
        word = parse.heads[word]
        if parse.pos[word] in VERBAL:
            return
        yield word


def _subject_of_behind(s: Sentence, parse: Parse, head: int) -> list[int]:
    """Return who is "behind the bombing"."""
    if not any(s.lower[at] == "behind" for at in parse.under(head, "case")):
        return []
    above = parse.heads[head]
    return parse.under(head, "nsubj") or (
        parse.under(above, "nsubj") if parse.lemmas[above] == "be" else []
    )
