"""Which articles are copies of one text: whole, edited, cut or with something added."""

from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import unpack

from schemas.mention import SKETCH_VALUES, Mention

COPY_BITS = 3
"""Most differing bits of two 64-bit simhashes of one text (Manku, Jain and Das Sarma, WWW 2007)."""
COPY_SHARE = 0.4
"""A copy has at least this share of the shorter text's word shingles in the longer one."""
LEAST_SHARED = 6
"""Shared values of two sketches below which nothing is said: one common quotation is no copy."""
LEAST_SHINGLES = 12
"""A shorter text is too short to be told from a headline."""
FOLLOWED = 4
"""Earlier articles with a value that a new one is compared with; copies share nearly all values."""


@dataclass(frozen=True)
class TextPrint:
    """What is kept of an article's text to know its copies."""

    simhash: int
    sketch: frozenset[int]
    shingles: int


def print_of(mention: Mention) -> TextPrint:
    """Return the print of the article of a mention."""
    gist = mention.signature
    return _print(mention.fingerprint, gist.sketch, gist.shingles)


def is_copy(one: TextPrint, other: TextPrint) -> bool:
    """Return whether two prints are of one text."""
    if (one.simhash ^ other.simhash).bit_count() <= COPY_BITS:
        return True
    return contained_share(one, other) >= COPY_SHARE


def contained_share(one: TextPrint, other: TextPrint) -> float:
    """Estimate which share of the shorter text's shingles the longer text has.

    Of the smallest values of both together, the share that both have estimates the resemblance
    (Jaccard); with the sizes of both follows the size of what they share.
    """
    least = min(one.shingles, other.shingles)
    smallest = sorted(one.sketch | other.sketch)[:SKETCH_VALUES]
    shared = sum(value in one.sketch and value in other.sketch for value in smallest)
    if least < LEAST_SHINGLES or shared < LEAST_SHARED:
        return 0.0
    resemblance = shared / len(smallest)
    common = resemblance * (one.shingles + other.shingles) / (1.0 + resemblance)
    return min(1.0, common / least)


def copies_among(prints: Sequence[TextPrint]) -> Iterator[tuple[int, int]]:
    """Yield pairs of copies, by their place in the sequence, enough to connect all that are.

    Copies agree in one of four bands of the simhash, by the pigeonhole principle, or share values
    of the sketch; nothing else is compared.
    """
    bands: dict[tuple[int, int], list[int]] = defaultdict(list)
    holders: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(prints):
        near = {other for band in _bands(one.simhash) for other in bands[band]}
        shared = Counter(other for value in one.sketch for other in holders[value])
        near |= {other for other, number in shared.items() if number >= LEAST_SHARED}
        yield from ((other, at) for other in sorted(near) if is_copy(prints[other], one))
        for band in _bands(one.simhash):
            bands[band].append(at)
        for value in one.sketch:
            if len(holders[value]) < FOLLOWED:
                holders[value].append(at)


def _bands(simhash: int) -> list[tuple[int, int]]:
    width = 64 // (COPY_BITS + 1)
    return [(n, simhash >> n * width & (1 << width) - 1) for n in range(COPY_BITS + 1)]


@lru_cache(maxsize=8192)
def _print(fingerprint: str, sketch: str, shingles: int) -> TextPrint:
    raw = b64decode(sketch)
    return TextPrint(int(fingerprint, 16), frozenset(unpack(f"<{len(raw) // 4}I", raw)), shingles)
