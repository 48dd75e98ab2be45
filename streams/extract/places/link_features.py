"""What tells whether a place name belongs to an event word: features over the parse."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from streams.extract.document.parse import CLAUSES, Parse, head_of
from streams.extract.document.sentence import Sentence

_SPECIAL = frozenset({"obl:agent", "nmod:poss", "nsubj:pass", "acl:relcl"})
"""Subtypes that matter; others are read as their main relation."""
_TURNS = CLAUSES | {"conj", "csubj"}
_LINKS = frozenset(
    {"after", "before", "when", "while", "since", "as", "that", "who", "which"}
    | {"during", "near", "where"}
)
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
    """The word that the places are asked for; ``noun``: it names the event as a noun does."""

    word: int
    noun: bool = False
    says: bool = False


def features(
    s: Sentence, parse: Parse, anchor: Anchor, sites: Sequence[LinkCandidate]
) -> list[list[str]]:
    """Return the features of each site for an event word of the same sentence."""
    paths = [_path(parse, site, anchor) for site in sites]
    ranks = _Ranks(anchor, sites, paths)
    neighbours = _Neighbours(sites)
    return [
        [
            *_shape(paths[i]),
            *_way(s, parse, anchor, site, paths[i]),
            *_preposition(s, parse, site, paths[i]),
            *_distance(s, parse, anchor, site, paths[i]),
            *_event(s, parse, anchor, paths[i]),
            *_name(s, parse, anchor, site, paths[i]),
            *ranks.told(site, paths[i]),
            *_beside(s, neighbours, site),
        ]
        for i, site in enumerate(sites)
    ]


def _path(parse: Parse, site: LinkCandidate, anchor: Anchor) -> _Path:
    head = head_of(parse, site.start, site.end)
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


def _relation(label: str) -> str:
    return label if label in _SPECIAL else label.partition(":")[0]


def _bucket(n: int, *bounds: int) -> str:
    return next((str(bound) for bound in bounds if n <= bound), "+")


def _shape(path: _Path) -> Iterator[str]:
    up, down = path.up, path.down
    yield f"up={'<'.join(up[:4])}"
    yield f"down={'>'.join(down[:3])}"
    yield f"path={'<'.join(up[:3])}|{'>'.join(down[:2])}"
    yield f"steps={_bucket(len(up), 0, 1, 2, 3, 4, 6)}|{_bucket(len(down), 0, 1, 2, 3)}"
    turns = [[label for label in part if label in _TURNS][:2] for part in (up, down)]
    yield f"turns={'<'.join(turns[0])}|{'>'.join(turns[1])}"


def _way(
    s: Sentence, parse: Parse, anchor: Anchor, site: LinkCandidate, path: _Path
) -> Iterator[str]:
    """Tell of the words on the way from a name up to what it shares with the event, and down."""
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
    side = "behind" if site.start > anchor.word else "before"
    case = parse.preposition(path.head)
    steps = f"up={min(len(path.up), 3)} down={min(len(path.down), 2)}"
    yield f"{side} prep={s.lower[case] if case is not None else '-'} {steps}"
    yield f"{side} {(path.up or '-')[-1]} {(path.down or '-')[0]} {(path.down or '-')[-1]}"


def _opened(s: Sentence, parse: Parse, word: int) -> str:
    """Return the preposition that opens a phrase, or its relation where none does."""
    case = parse.preposition(word)
    return s.lower[case] if case is not None else parse.deps[word].partition(":")[0]


def _preposition(s: Sentence, parse: Parse, site: LinkCandidate, path: _Path) -> Iterator[str]:
    case = parse.preposition(path.head)
    word = s.lower[case] if case is not None else site.cue or "-"
    steps = f"{_bucket(len(path.up), 0, 1, 2, 3)}|{_bucket(len(path.down), 0, 1)}"
    yield f"prep={word}"
    yield f"cue={site.cue}"
    yield f"prep={word} rel={path.first}"
    yield f"prep={word} down={'>'.join(path.down[:2])}"
    yield f"prep={word} steps={steps}"
    yield f"prep={word} hint={site.hint}"


def _distance(
    s: Sentence, parse: Parse, anchor: Anchor, site: LinkCandidate, path: _Path
) -> Iterator[str]:
    behind = site.start > anchor.word
    side = "behind" if behind else "before"
    low, high = (anchor.word + 1, site.start) if behind else (site.end, anchor.word)
    verbs = sum(parse.pos[at] == "VERB" for at in range(low, high))
    yield f"{side} gap={_bucket(high - low, 0, 1, 2, 4, 7, 11, 17)}"
    yield f"{side} rel={path.first}"
    yield f"{side} verbs={_bucket(verbs, 0, 1, 2, 3)}"
    yield f"start={_bucket(site.start, 1, 3, 6)}"
    for word in _LINKS.intersection(s.lower[low:high]):
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
    yield f"negated={any(parse.lemmas[child] in {'not', 'no'} for child in parse.children(at))}"
    if anchor.says:
        yield from ("says", f"says rel={rel}")


def _name(
    s: Sentence, parse: Parse, anchor: Anchor, site: LinkCandidate, path: _Path
) -> Iterator[str]:
    yield f"hint={site.hint}"
    yield f"known={site.known}"
    yield f"metonym={site.metonym}"
    yield f"entity={site.entity}"
    yield f"entity={site.entity} rel={path.first}"
    yield f"toponym={site.toponym is not None}"
    yield f"next={s.lower[site.end] if site.end < len(s) else '$'}"
    yield f"last={s.lower[site.start - 1] if site.start else '^'}"
    above = parse.heads[path.head]
    if path.up and above != anchor.word:
        yield f"under={parse.lemmas[above]}"
        yield f"under={parse.pos[above]} rel={path.first}"
        yield f"under={parse.lemmas[above]} rel={path.first}"


class _Ranks:
    """How many of the sites are nearer to the event than one: by words, and by the path.

    Sorted once for all sites, so that a list of places costs no more than its length.
    """

    def __init__(
        self, anchor: Anchor, sites: Sequence[LinkCandidate], paths: Sequence[_Path]
    ) -> None:
        self._word = anchor.word
        self._gaps = sorted(abs(site.start - anchor.word) for site in sites)
        self._costs = sorted(path.cost for path in paths)

    def told(self, site: LinkCandidate, path: _Path) -> Iterator[str]:
        """Yield the features of a site."""
        sites = len(self._gaps)
        near = bisect_left(self._gaps, abs(site.start - self._word))
        close = bisect_left(self._costs, path.cost)
        side = "behind" if site.start > self._word else "before"
        yield f"sites={_bucket(sites, 1, 2, 3, 4, 6)}"
        yield f"near={_bucket(near, 0, 1, 2, 3)}"
        yield f"near={_bucket(near, 0, 1, 2)} {side} sites={_bucket(sites, 1, 2, 3)}"
        yield f"close={_bucket(close, 0, 1, 2, 3)}"
        yield f"close={_bucket(close, 0, 1, 2)} rel={path.first}"


class _Neighbours:
    """The sites within ``NEAR`` words of another, without asking all of them."""

    def __init__(self, sites: Sequence[LinkCandidate]) -> None:
        self.containers = {site.within for site in sites if site.within is not None}
        self._sites = sites
        self._ending: dict[int, list[int]] = {}
        self._starting: dict[int, list[int]] = {}
        for index, site in enumerate(sites):
            self._ending.setdefault(site.end, []).append(index)
            self._starting.setdefault(site.start, []).append(index)

    def of(self, site: LinkCandidate) -> list[LinkCandidate]:
        """Return the sites that end up to ``NEAR`` words before one or start as close behind it."""
        before = (self._ending.get(site.start - gap, ()) for gap in range(NEAR + 1))
        behind = (self._starting.get(site.end + gap, ()) for gap in range(NEAR + 1))
        return [self._sites[index] for index in sorted({*chain(*before, *behind)})]


def _beside(s: Sentence, neighbours: _Neighbours, site: LinkCandidate) -> Iterator[str]:
    """Tell of names close by, which may contain this one or lie in it."""
    inner = site.toponym is not None and site.toponym in neighbours.containers
    yield f"inner={inner} within={site.within is not None}"
    for other in neighbours.of(site):
        if other.end <= site.start:
            yield from _gap("left", s.lower[other.end : site.start])
        elif site.end <= other.start:
            yield from _gap("right", s.lower[site.end : other.start])


def _gap(side: str, words: Sequence[str]) -> Iterator[str]:
    if words == [","]:
        yield f"comma {side}"
    elif len(words) <= NEAR and "in" in words:
        yield f"in {side}"
    elif words == ["of"]:
        yield f"of {side}"
