"""Words beside an event's own word that bear on its assertion: "not", "may", "a planned"."""

from collections.abc import Iterator, Sequence

from schemas.mention import Modality
from streams.extract.document.parse import Parse
from streams.extract.factuality.tables import LOCAL_CUES, WORDS, Unasserted
from streams.extract.vocabulary.lexicon import actor_heads, person_nouns

ModalityCue = tuple[Modality, int]
"""A modality, and the word that it comes from."""

_NEGATIVE_LABELS = frozenset({"det", "case", "mark", "advmod", "cc:preconj"})
_CONDITION_LABELS = frozenset({"mark", "case", "fixed"})
_MODIFIER_LABELS = frozenset({"amod", "compound"})
_IMPERATIVE_LABELS = frozenset({"ROOT", "root", "ccomp", "parataxis"})


class LocalCueReader:
    """Reads modality from the auxiliaries, negations, conditions and modifiers of one word."""

    def __init__(self) -> None:
        self._auxiliaries = _modalities("auxiliary")
        self._modifiers = _modalities("modifier")
        self._conditions = _modalities("condition")
        self._able = WORDS["ability_verbs"]
        self._be = WORDS["be_forms"]
        self._indefinite = WORDS["indefinite_openers"]
        self._limiters = WORDS["negation_limiters"]
        self._not = WORDS["negations"]
        self._no = WORDS["negative_determiners"]
        self._nobody = WORDS["negative_pronouns"]
        self._effects, self._people = WORDS["effect_verbs"], person_nouns() | actor_heads()

    def read(self, lower: Sequence[str], parse: Parse, word: int) -> Iterator[ModalityCue]:
        """Yield what the words that hang on a word say of its assertion."""
        for at in parse.children(word):
            following = lower[at + 1] if at + 1 < len(lower) else ""
            if following in self._limiters:
                continue
            if self._negates(lower, parse, at):
                yield "negated", at
            yield from self._of_auxiliary(lower, parse, word, at)
            if lower[at] in self._conditions and parse.deps[at] in _CONDITION_LABELS:
                yield self._conditions[lower[at]], at
            yield from self._of_modifier(lower, parse, word, at)
        if _is_imperative(lower, parse, word):
            yield "ordered", word
        if parse.heads[word] == word and parse.pos[word] == "NOUN":
            # A headline without a verb of its own: "Talks to resume".
            yield from (
                ("future", at) for at in parse.under(word, "acl") if has_to(lower, parse, at)
            )

    def is_indefinite(self, lower: Sequence[str], parse: Parse, word: int) -> bool:
        """Whether a noun names an event that is new to the reader: "an earthquake", "clashes"."""
        openers = [lower[at] for at in parse.under(word, "det", "nmod:poss")]
        return not openers or not self._indefinite.isdisjoint(openers)

    def _of_auxiliary(
        self, lower: Sequence[str], parse: Parse, word: int, at: int
    ) -> Iterator[ModalityCue]:
        label, cue = parse.deps[at], lower[at]
        if label.startswith("aux"):
            if cue in self._able and _is_forestalled(lower, parse, word):
                yield "negated", at
            elif cue in self._auxiliaries:
                # "The bill would let police arrest": what has an effect is not yet decided.
                unreal = cue == "would" and (
                    is_perfect(lower, parse, word)
                    or self._is_effect(parse, word)
                    or self._has_condition(lower, parse, word)
                )
                yield "hypothetical" if unreal else self._auxiliaries[cue], at
        is_to = cue == "to" and label == "mark" and lower[at - 1] in self._be
        if is_to or (cue == "due" and label == "case"):
            yield "future", at

    def _is_effect(self, parse: Parse, word: int) -> bool:
        """Whether a verb tells what a thing would bring about: "an invasion would trigger"."""
        subjects = parse.under(word, "nsubj")
        return parse.lemmas[word] in self._effects and any(
            parse.pos[at] in {"NOUN", "PRON"} and parse.lemmas[at] not in self._people
            for at in subjects
        )

    def _has_condition(self, lower: Sequence[str], parse: Parse, word: int) -> bool:
        """Whether a clause says on what a verb depends: "if the dam broke, thousands would"."""
        return any(
            self._conditions.get(lower[mark]) == "hypothetical"
            for clause in parse.under(word, "advcl")
            for mark in parse.under(clause, "mark")
        )

    def _of_modifier(
        self, lower: Sequence[str], parse: Parse, word: int, at: int
    ) -> Iterator[ModalityCue]:
        if parse.deps[at] not in _MODIFIER_LABELS or took_place(parse, word):
            return
        # In "a mock plane crash" the parser may hang the adjective on the noun between.
        modifiers = (lower[at], *(lower[one] for one in parse.under(at, *_MODIFIER_LABELS)))
        yield from ((self._modifiers[one], at) for one in modifiers if one in self._modifiers)

    def _negates(self, lower: Sequence[str], parse: Parse, word: int) -> bool:
        """Whether a word negates its head: "not", "no", "nobody"."""
        label, cue = parse.deps[word], lower[word]
        return (
            cue in self._not
            or cue.endswith("n't")
            or (cue in self._no and label in _NEGATIVE_LABELS)
            or (label.startswith(("nsubj", "obj")) and self._is_nobody(lower, parse, word))
        )

    def _is_nobody(self, lower: Sequence[str], parse: Parse, word: int) -> bool:
        """Whether a subject or object is nobody: "no shots", "neither side", "no one"."""
        if lower[word] in self._nobody or (lower[word] == "one" and lower[word - 1] == "no"):
            return True
        return any(
            lower[at] in self._no and lower[at + 1] not in self._limiters
            for at in parse.under(word, "det")
        )


def has_to(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(lower[at] == "to" for at in parse.under(word, "mark", "aux"))


def is_perfect(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether an infinitive is of the past: "is said to have shot"."""
    return any(lower[at] == "have" for at in parse.under(word, "aux"))


def took_place(parse: Parse, word: int) -> bool:
    """Whether a noun's own verb says that it has happened: "the planned march drew 3,000"."""
    return parse.deps[word] == "nsubj" and parse.tags[parse.heads[word]] == "VBD"


def _modalities(kind: str) -> dict[str, Unasserted]:
    return {row.word: row.modality for row in LOCAL_CUES.rows() if row.kind == kind}


def _is_forestalled(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a clause tells what was forestalled: "before it could explode"."""
    return any(lower[at] == "before" for at in parse.under(word, "mark"))


def _is_imperative(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a verb in a quote is a command: "'Withdraw at once,' the general told them"."""
    if parse.tags[word] != "VB" or parse.deps[word] not in _IMPERATIVE_LABELS or '"' not in lower:
        return False
    return not parse.under(word, "nsubj", "nsubj:pass", "aux", "mark")
