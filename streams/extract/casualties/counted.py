"""Which people of a sentence a word of harm is told of: by order, by nearness and by the parse."""

from collections.abc import Sequence

from streams.extract.casualties.apposition import PersonCount, without_ages
from streams.extract.casualties.person_counts import MAX_ADJECTIVES
from streams.extract.document.parse import head_of
from streams.extract.document.sentence import Sentence
from streams.extract.vocabulary.phrases import PhraseMatch

REACH = 8
"""How many words a count may stand from its word of harm."""

_THOSE = frozenset({"those", "all", "everyone", "ones"})
_JOIN = frozenset({",", "and", "or", "as", "well", "his", "her", "their"})


def before(s: Sentence, at: int, people: Sequence[PersonCount]) -> list[PersonCount]:
    """Return the people last told before a word, with those joined to them by "and"."""
    near = [p for p in people if p.end <= at]
    if not near or at - near[-1].end > REACH or _is_of_those(s, at, near[-1]):
        return []
    chosen = [near[-1]]
    for p in reversed(near[:-1]):
        gap = without_ages(s.lower[p.end : chosen[0].start])
        if not gap or len(gap) > 3 or not _JOIN.issuperset(gap):
            break
        chosen.insert(0, p)
    return chosen


def _is_of_those(s: Sentence, at: int, people: PersonCount) -> bool:
    """Whether a verb tells of others: "hundreds gathered to remember those who were killed"."""
    gap = s.lower[people.end : at]
    who = next((i for i, word in enumerate(gap) if word == "who"), 0)
    return who > 0 and gap[who - 1] in _THOSE


def after(s: Sentence, at: int, people: Sequence[PersonCount]) -> list[PersonCount]:
    """Return the people first told after a word, with those joined to them by "and"."""
    near = [p for p in people if p.start >= at and p.start - at <= MAX_ADJECTIVES]
    if not near:
        return []
    chosen = [near[0]]
    for p in people:
        if p.start < chosen[-1].end:
            continue
        gap = s.lower[chosen[-1].end : p.start]
        close = bool(gap) and len(gap) <= 3 and _JOIN.issuperset(gap)
        if not close and not is_joined(s, chosen[0], p):
            break
        chosen.append(p)
    return chosen


def is_joined(s: Sentence, one: PersonCount, other: PersonCount) -> bool:
    """Whether the parse joins two counts: "killed 11 people in Baquba and five others nearby"."""
    if s.parse is None:
        return False
    head = head_of(s.parse, one.start, one.end)
    return head_of(s.parse, other.start, other.end) in s.parse.conjuncts(head)


def subjects(
    s: Sentence, hit: PhraseMatch[tuple[str, str]], people: Sequence[PersonCount]
) -> list[PersonCount]:
    """Return the people who are the subject of a verb, however far they stand from it."""
    if s.parse is None:
        return []
    verb = head_of(s.parse, hit.start, hit.end)
    heads = [
        word
        for subject in s.parse.under(verb, "nsubj", "nsubj:pass")
        for joined in s.parse.conjuncts(subject)
        for word in (joined, *s.parse.under(joined, "compound"))
    ]
    return [p for p in people if any(p.start <= word < p.end for word in heads)]


def adjacent(
    s: Sentence, hit: PhraseMatch[tuple[str, str]], people: Sequence[PersonCount]
) -> list[PersonCount]:
    """Return a count right behind its word: "dead: 3", "left dead two men", not "slain and two"."""
    near = [p for p in people if 0 <= p.start - hit.end <= 1]
    return [p for p in near if s.lower[hit.end : p.start] not in (["and"], [","])][:1]
