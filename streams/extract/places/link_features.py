"""Features of a place name and an event word: what the learned link between them is made of."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from streams.extract.document.parse import CLAUSES, Parse, head_of
from streams.extract.document.sentence import Sentence
from streams.extract.places.tables import WORDS

_SPECIAL = frozenset({"obl:agent", "nmod:poss", "nsubj:pass", "acl:relcl"})
"""Subtypes that matter; others are read as their main relation."""
_TURNS = CLAUSES | {"conj", "csubj"}
UP_STEPS, DOWN_STEPS = 4, 3
"""Steps from a name up, and down to the event, that features of the path tell apart. Like the other
numbers of this module they are part of what the weights were learned for: a change of one of them
needs new weights (``python -m training.place_link``)."""
STEP_BOUNDS_UP, STEP_BOUNDS_DOWN = (0, 1, 2, 3, 4, 6), (0, 1, 2, 3)
"""Steps up and down."""
GAP_BOUNDS = (0, 1, 2, 4, 7, 11, 17)
"""Words between name and event."""
VERB_BOUNDS = (0, 1, 2, 3)
"""Verbs between name and event."""
START_BOUNDS = (1, 3, 6)
"""Words of the sentence before the name."""
RANK_BOUNDS, NEAREST_BOUNDS = (0, 1, 2, 3), (0, 1, 2)
"""Names that are nearer to the event."""
COUNT_BOUNDS, FEW_BOUNDS = (1, 2, 3, 4, 6), (1, 2, 3)
"""Names of the sentence."""
NEAR = 4
"""Words between two names of which one may contain the other: "a village in the X region"."""


@dataclass(frozen=True, slots=True)
class LinkCandidate:
    """A name that an event may be linked to; ``toponym`` is its index in the article, if any."""

    start: int
    end: int
    toponym: int | None
    cue: str | None = None
    hint: str | None = None
    within: int | None = None
    metonym: bool = False
    known: bool = False
    entity: str = "-"


@dataclass(frozen=True, slots=True)
class _Path:
    """Relations from a name up to the lowest word above both, and from there down to the event."""

    head: int
    up: tuple[str, ...]
    down: tuple[str, ...]

    @property
    def first(self) -> str:
        return self.up[0] if self.up else "self"

    @property
    def cost(self) -> int:
        """A descent leads into another clause and weighs more than a step up."""
        return len(self.up) + 2 * len(self.down)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The word whose places are wanted.

    ``noun``: it is a noun and no verb. ``says``: it is a verb of reporting.
    """

    word: int
    noun: bool = False
    says: bool = False


def features(
    s: Sentence, parse: Parse, anchor: Anchor, candidates: Sequence[LinkCandidate]
) -> list[list[str]]:
    """Return the features of each candidate for an event word of the same sentence."""
    paths = [_path(parse, candidate, anchor) for candidate in candidates]
    ranks = _Ranks(anchor, candidates, paths)
    neighbours = _Neighbours(candidates)
    return [
        [
            *_shape(paths[i]),
            *_way(s, parse, anchor, candidate, paths[i]),
            *_preposition(s, parse, candidate, paths[i]),
            *_distance(s, parse, anchor, candidate, paths[i]),
            *_event(s, parse, anchor, paths[i]),
            *_name(s, parse, anchor, candidate, paths[i]),
            *ranks.features(candidate, paths[i]),
            *_beside(s, neighbours, candidate),
        ]
        for i, candidate in enumerate(candidates)
    ]


def _path(parse: Parse, candidate: LinkCandidate, anchor: Anchor) -> _Path:
    head = head_of(parse, candidate.start, candidate.end)
    above = [head, *parse.ancestors(head)]
    below = [anchor.word, *parse.ancestors(anchor.word)]
    shared = set(below)
    top = next((word for word in above if word in shared), None)
    if top is None:
        return _Path(head, (), ())
    up = [_relation(parse.deps[word]) for word in above[: above.index(top)]]
    down = [_relation(parse.deps[word]) for word in below[: below.index(top)]]
    if anchor.noun and up and up[-1] == "nmod":
        up[-1] = "obl"
    return _Path(head, tuple(up), tuple(down))


@lru_cache(maxsize=8)
def _word_set(name: str) -> frozenset[str]:
    return WORDS[name]


def _relation(label: str) -> str:
    return label if label in _SPECIAL else label.partition(":")[0]


def _bucket(n: int, *bounds: int) -> str:
    return next((str(bound) for bound in bounds if n <= bound), "+")


def _shape(path: _Path) -> Iterator[str]:
    up, down = path.up, path.down
    yield f"up={'<'.join(up[:UP_STEPS])}"
    yield f"down={'>'.join(down[:DOWN_STEPS])}"
    yield f"path={'<'.join(up[:3])}|{'>'.join(down[:2])}"
    yield f"steps={_bucket(len(up), *STEP_BOUNDS_UP)}|{_bucket(len(down), *STEP_BOUNDS_DOWN)}"
    turns = [[label for label in part if label in _TURNS][:2] for part in (up, down)]
    yield f"turns={'<'.join(turns[0])}|{'>'.join(turns[1])}"


def _way(
    s: Sentence, parse: Parse, anchor: Anchor, candidate: LinkCandidate, path: _Path
) -> Iterator[str]:
    """Yield features of the words from a name up to what it shares with the event, and down."""
    up = [path.head, *parse.ancestors(path.head)][: len(path.up) + 1]
    chain = "<".join([_opened(s, parse, word) for word in up[:-1]][:3])
    yield f"chain={chain}"
    yield f"chain={chain}|{min(len(path.down), 2)}"
    if len(up) > 1:
        yield f"chain pos={'<'.join(parse.pos[word] for word in up[1:4])}"
    yield from (f"via={parse.lemmas[word]}" for word in up[1:-1])
    above = [anchor.word, *parse.ancestors(anchor.word)]
    for word in above[: len(path.down)]:
        yield f"over={parse.lemmas[word]} {_relation(parse.deps[word])}"
    shared = above[min(len(path.down), len(above) - 1)]
    yield from (f"shared={parse.pos[shared]}", f"shared={parse.lemmas[shared]}")
    side = "behind" if candidate.start > anchor.word else "before"
    case = parse.preposition(path.head)
    steps = f"up={min(len(path.up), 3)} down={min(len(path.down), 2)}"
    yield f"{side} prep={s.lower[case] if case is not None else '-'} {steps}"
    yield f"{side} {(path.up or '-')[-1]} {(path.down or '-')[0]} {(path.down or '-')[-1]}"


def _opened(s: Sentence, parse: Parse, word: int) -> str:
    """Return the preposition that opens a phrase, or its relation where none does."""
    case = parse.preposition(word)
    return s.lower[case] if case is not None else parse.deps[word].partition(":")[0]


def _preposition(s: Sentence, parse: Parse, candidate: LinkCandidate, path: _Path) -> Iterator[str]:
    case = parse.preposition(path.head)
    word = s.lower[case] if case is not None else candidate.cue or "-"
    steps = f"{_bucket(len(path.up), 0, 1, 2, 3)}|{_bucket(len(path.down), 0, 1)}"
    yield f"prep={word}"
    yield f"cue={candidate.cue}"
    yield f"prep={word} rel={path.first}"
    yield f"prep={word} down={'>'.join(path.down[:2])}"
    yield f"prep={word} steps={steps}"
    yield f"prep={word} hint={candidate.hint}"


def _distance(
    s: Sentence, parse: Parse, anchor: Anchor, candidate: LinkCandidate, path: _Path
) -> Iterator[str]:
    behind = candidate.start > anchor.word
    side = "behind" if behind else "before"
    low, high = (anchor.word + 1, candidate.start) if behind else (candidate.end, anchor.word)
    verbs = sum(parse.pos[at] == "VERB" for at in range(low, high))
    yield f"{side} gap={_bucket(high - low, *GAP_BOUNDS)}"
    yield f"{side} rel={path.first}"
    yield f"{side} verbs={_bucket(verbs, *VERB_BOUNDS)}"
    yield f"start={_bucket(candidate.start, *START_BOUNDS)}"
    for word in _word_set("parts_place_from_event").intersection(s.lower[low:high]):
        yield f"{side} over={word}"


def _event(s: Sentence, parse: Parse, anchor: Anchor, path: _Path) -> Iterator[str]:
    at = anchor.word
    lemma, rel = parse.lemmas[at], path.first
    case = parse.preposition(path.head)
    yield f"event={lemma}"
    yield f"event={lemma} rel={rel}"
    yield f"event={lemma} prep={s.lower[case] if case is not None else '-'}"
    yield f"event={lemma} steps={len(path.down)} rel={rel}"
    yield f"event dep={parse.deps[at]}"
    yield f"event tag={parse.tags[at]}"
    outer = path.up[1] if len(path.up) > 1 else "-"
    yield f"passive={parse.is_passive(at)} rel={rel} outer={outer}"
    negations = _word_set("negations")
    yield f"negated={any(parse.lemmas[child] in negations for child in parse.children(at))}"
    if anchor.says:
        yield from ("says", f"says rel={rel}")


def _name(
    s: Sentence, parse: Parse, anchor: Anchor, candidate: LinkCandidate, path: _Path
) -> Iterator[str]:
    yield f"hint={candidate.hint}"
    yield f"known={candidate.known}"
    yield f"metonym={candidate.metonym}"
    yield f"entity={candidate.entity}"
    yield f"entity={candidate.entity} rel={path.first}"
    yield f"toponym={candidate.toponym is not None}"
    yield f"next={s.lower[candidate.end] if candidate.end < len(s) else '$'}"
    yield f"last={s.lower[candidate.start - 1] if candidate.start else '^'}"
    above = parse.heads[path.head]
    if path.up and above != anchor.word:
        yield f"under={parse.lemmas[above]}"
        yield f"under={parse.pos[above]} rel={path.first}"
        yield f"under={parse.lemmas[above]} rel={path.first}"


class _Ranks:
    """How many of the candidates are nearer to the event than one: by words, and by the path.

    Sorted once for all candidates, so that a list of places costs no more than its length.
    """

    def __init__(
        self, anchor: Anchor, candidates: Sequence[LinkCandidate], paths: Sequence[_Path]
    ) -> None:
        self._word = anchor.word
        self._gaps = sorted(abs(candidate.start - anchor.word) for candidate in candidates)
        self._costs = sorted(path.cost for path in paths)

    def features(self, candidate: LinkCandidate, path: _Path) -> Iterator[str]:
        """Yield the features of a candidate."""
        count = len(self._gaps)
        near = bisect_left(self._gaps, abs(candidate.start - self._word))
        close = bisect_left(self._costs, path.cost)
        side = "behind" if candidate.start > self._word else "before"
        yield f"sites={_bucket(count, *COUNT_BOUNDS)}"
        yield f"near={_bucket(near, *RANK_BOUNDS)}"
        nearest, few = _bucket(near, *NEAREST_BOUNDS), _bucket(count, *FEW_BOUNDS)
        yield f"near={nearest} {side} sites={few}"
        yield f"close={_bucket(close, *RANK_BOUNDS)}"
        yield f"close={_bucket(close, *NEAREST_BOUNDS)} rel={path.first}"


class _Neighbours:
    """The candidates within ``NEAR`` words of another, without asking all of them."""

    def __init__(self, candidates: Sequence[LinkCandidate]) -> None:
        self.containers = {one.within for one in candidates if one.within is not None}
        self._candidates = candidates
        self._ending: dict[int, list[int]] = {}
        self._starting: dict[int, list[int]] = {}
        for index, candidate in enumerate(candidates):
            self._ending.setdefault(candidate.end, []).append(index)
            self._starting.setdefault(candidate.start, []).append(index)

    def of(self, candidate: LinkCandidate) -> list[LinkCandidate]:
        """Return those that end up to ``NEAR`` words before one or start as close behind it."""
        before = (self._ending.get(candidate.start - gap, ()) for gap in range(NEAR + 1))
        behind = (self._starting.get(candidate.end + gap, ()) for gap in range(NEAR + 1))
        return [self._candidates[index] for index in sorted({*chain(*before, *behind)})]


def _beside(s: Sentence, neighbours: _Neighbours, candidate: LinkCandidate) -> Iterator[str]:
    """Yield features of names close by, which may contain this one or lie in it."""
    inner = candidate.toponym is not None and candidate.toponym in neighbours.containers
    yield f"inner={inner} within={candidate.within is not None}"
    for other in neighbours.of(candidate):
        if other.end <= candidate.start:
            yield from _gap("left", s.lower[other.end : candidate.start])
        elif candidate.end <= other.start:
            yield from _gap("right", s.lower[candidate.end : other.start])


def _gap(side: str, words: Sequence[str]) -> Iterator[str]:
    if words == [","]:
        yield f"comma {side}"
    elif len(words) <= NEAR and "in" in words:
        yield f"in {side}"
    elif words == ["of"]:
        yield f"of {side}"
