"""Independent sources: which publishers report a happening for themselves, and which copy.

Outlets run copies of one agency text, whole, edited, cut or with something added. Publishers of
one text are one independent source, however many they are.
"""

from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from struct import unpack

from schemas.mention import SKETCH_VALUES, Mention
from streams.ingest.addresses import outlet_of

COPY_SHARE = 0.4
"""A copy has at least this share of the shorter text's word shingles in the longer one."""
LEAST_SHARED = 6
"""Shared values of two sketches below which nothing follows: one common quotation is no copy."""
LEAST_SHINGLES = 12
"""A text with fewer shingles cannot be distinguished from a headline."""
ALL_COMPARED = 32
"""Prints of which every pair is compared: pairs are remembered, so that looking for shared values
takes longer."""
FOLLOWED = 4
"""Earlier articles with a value that a new one is compared with; copies share nearly all values."""


@dataclass(frozen=True)
class TextPrint:
    """What is kept of an article's text to recognise its copies."""

    sketch: frozenset[int]
    shingles: int


def independent_sources(mentions: Sequence[Mention]) -> dict[str, str]:
    """Map each publisher to its independent source: publishers of copies of one text share one.

    The mobile or AMP host of an outlet is the outlet.

    Returns:
        Publisher to the alphabetically first publisher of its group.
    """
    groups = {mention.publisher: mention.publisher for mention in mentions}
    _unite_outlets(groups)
    if len(set(groups.values())) > 1:
        _unite_copies(groups, mentions)
    return {publisher: _root(groups, publisher) for publisher in groups}


def _unite_outlets(groups: dict[str, str]) -> None:
    known: dict[str, str] = {}
    for publisher in groups:
        first = known.setdefault(outlet_of(publisher), publisher)
        _unite(groups, (first, publisher))


def _unite_copies(groups: dict[str, str], mentions: Sequence[Mention]) -> None:
    publishers_of: dict[TextPrint, set[str]] = {}
    for mention in mentions:
        text = print_of(mention)
        if text.sketch:
            publishers_of.setdefault(text, set()).add(mention.publisher)
    for publishers in publishers_of.values():
        _unite(groups, publishers)
    prints = list(publishers_of)
    for one, other in copies_among(prints):
        _unite(groups, publishers_of[prints[one]] | publishers_of[prints[other]])


def _root(groups: dict[str, str], publisher: str) -> str:
    while groups[publisher] != publisher:
        publisher = groups[publisher]
    return publisher


def _unite(groups: dict[str, str], publishers: Iterable[str]) -> None:
    roots = {_root(groups, publisher) for publisher in publishers}
    first = min(roots)
    for root in roots:
        groups[root] = first


def print_of(mention: Mention) -> TextPrint:
    """Return the print of the article of a mention."""
    signature = mention.signature
    return _print(signature.sketch, signature.shingles)


@lru_cache(maxsize=16384)
def is_copy(one: TextPrint, other: TextPrint) -> bool:
    """Return whether two prints are of one text."""
    return contained_share(one, other) >= COPY_SHARE


def contained_share(one: TextPrint, other: TextPrint) -> float:
    """Estimate which share of the shorter text's shingles the longer text has, 0 to 1.

    The share that both have of the smallest values of their union estimates the resemblance
    (Jaccard); with the sizes of both texts follows the size of what they share.
    """
    least = min(one.shingles, other.shingles)
    smallest = sorted(one.sketch | other.sketch)[:SKETCH_VALUES]
    shared = len((one.sketch & other.sketch).intersection(smallest))
    if least < LEAST_SHINGLES or shared < LEAST_SHARED:
        return 0.0
    resemblance = shared / len(smallest)
    common = resemblance * (one.shingles + other.shingles) / (1.0 + resemblance)
    return min(1.0, common / least)


def copies_among(prints: Sequence[TextPrint]) -> Iterator[tuple[int, int]]:
    """Yield pairs of copies, by their place in the sequence, enough to connect all that are.

    Copies share values of their sketches; of many prints, no other pair is compared.
    """
    if len(prints) <= ALL_COMPARED:
        for at, one in enumerate(prints):
            yield from ((other, at) for other in range(at) if is_copy(prints[other], one))
        return
    holders: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(prints):
        held = [holders[value] for value in one.sketch]
        shared = Counter(chain.from_iterable(held))
        near = [other for other, number in shared.items() if number >= LEAST_SHARED]
        yield from ((other, at) for other in sorted(near) if is_copy(prints[other], one))
        for earlier in held:
            if len(earlier) < FOLLOWED:
                earlier.append(at)


@lru_cache(maxsize=8192)
def _print(sketch: str, shingles: int) -> TextPrint:
    raw = b64decode(sketch)
    return TextPrint(frozenset(unpack(f"<{len(raw) // 4}I", raw)), shingles)
