"""What stands by a word itself and bears on its assertion: negations, auxiliaries, "a planned"."""

from collections.abc import Iterator, Sequence

from schemas.mention import Modality
from streams.extract.document.parse import Parse
from streams.extract.vocabulary.phrases import rows

ModalityCue = tuple[Modality, int]
"""A modality, and the word that it comes from."""

_NO = frozenset({"no", "neither", "nor", "without"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_NOT = frozenset({"not", "never", "n't"})
_BUT = frozenset({"only", "fewer", "less"})
"""Words that turn a negation round: "not only", "no fewer than"."""
_AUXILIARIES: dict[str, Modality] = {
    "will": "future",
    "'ll": "future",
    "wo": "future",
    "won't": "future",
    "shall": "future",
    "would": "future",
    "wouldn't": "future",
    "could": "hypothetical",
    "may": "hypothetical",
    "might": "hypothetical",
    "must": "ordered",
    "should": "ordered",
}
_ABLE = frozenset({"could", "can"})
_BE = frozenset({"is", "are", "was", "were"})
_MARKS = frozenset({"if", "unless", "whether", "lest", "case"})
_INDEFINITE = frozenset({"a", "an", "any", "another", "no"})
KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "'s"})
"""Openers of what the reader knows of already."""
_IMPERATIVES = frozenset({"ROOT", "root", "ccomp", "parataxis"})
_DESCRIBING = frozenset({"amod", "compound"})

_MODIFIERS: dict[str, Modality] = {
    row[1]: kind
    for row in rows("factuality/modifiers.tsv")
    for kind in ("negated", "future", "hypothetical")
    if row[0] == kind
}


def beside(lower: Sequence[str], parse: Parse, word: int) -> Iterator[ModalityCue]:
    """Yield what the auxiliaries, negations, marks and adjectives of a word say of it."""
    for at in parse.children(word):
        following = lower[at + 1] if at + 1 < len(lower) else ""
        if following in _BUT:
            continue
        if negates(lower, parse, at):
            yield "negated", at
        yield from _of_one(lower, parse, word, at)
    if _is_imperative(lower, parse, word):
        yield "ordered", word
    if parse.heads[word] == word and parse.pos[word] == "NOUN":
        # A headline without a verb of its own: "Talks to resume".
        yield from (("future", at) for at in parse.under(word, "acl") if has_to(lower, parse, at))


def _of_one(lower: Sequence[str], parse: Parse, word: int, at: int) -> Iterator[ModalityCue]:
    label, told = parse.deps[at], lower[at]
    if told in _ABLE and label.startswith("aux") and _is_before(lower, parse, word):
        yield "negated", at
    elif told in _AUXILIARIES and label.startswith("aux"):
        unreal = told == "would" and is_perfect(lower, parse, word)
        yield "hypothetical" if unreal else _AUXILIARIES[told], at
    is_to = told == "to" and label == "mark" and lower[at - 1] in _BE
    if is_to or (told == "due" and label == "case"):
        yield "future", at
    if told in _MARKS and label in {"mark", "case", "fixed"}:
        yield "hypothetical", at
    if label in _DESCRIBING and not took_place(parse, word):
        # In "a mock plane crash" the parser may hang the adjective on the noun between.
        inner = (lower[one] for one in parse.under(at, *_DESCRIBING))
        yield from ((_MODIFIERS[one], at) for one in (told, *inner) if one in _MODIFIERS)


def negates(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a word takes away what its head tells: "not", "no", "nobody"."""
    label, told = parse.deps[word], lower[word]
    return (
        told in _NOT
        or told.endswith("n't")
        or (told in _NO and label in {"det", "case", "mark", "advmod", "cc:preconj"})
        or (label.startswith(("nsubj", "obj")) and _is_nobody(lower, parse, word))
    )


def has_to(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return any(lower[at] == "to" for at in parse.under(word, "mark", "aux"))


def is_perfect(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether an infinitive is of the past: "is said to have shot"."""
    return any(lower[at] == "have" for at in parse.under(word, "aux"))


def is_indefinite(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a noun is some event, not one that is known: "an earthquake", "clashes"."""
    opener = [lower[at] for at in parse.under(word, "det", "nmod:poss")]
    return not opener or not _INDEFINITE.isdisjoint(opener)


def _is_nobody(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a subject or object is nobody: "no shots", "neither side", "no one"."""
    if lower[word] in _NOBODY or (lower[word] == "one" and lower[word - 1] == "no"):
        return True
    return any(lower[at] in _NO and lower[at + 1] not in _BUT for at in parse.under(word, "det"))


def _is_before(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a clause tells what was forestalled: "before it could explode"."""
    return any(lower[at] == "before" for at in parse.under(word, "mark"))


def _is_imperative(lower: Sequence[str], parse: Parse, word: int) -> bool:
    """Whether a verb in a quote is a command: "'Withdraw at once,' the general told them"."""
    if parse.tags[word] != "VB" or parse.deps[word] not in _IMPERATIVES or '"' not in lower:
        return False
    return not parse.under(word, "nsubj", "nsubj:pass", "aux", "mark")


def took_place(parse: Parse, word: int) -> bool:
    """Whether a noun's own verb says that it has happened: "the planned march drew 3,000"."""
    return parse.deps[word] == "nsubj" and parse.tags[parse.heads[word]] == "VBD"
