"""Who tells a happening independently of whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from schemas.mention import Mention

COPY_DISTANCE = 3
"""Most differing bits of two 64-bit simhashes of one text (Manku, Jain and Das Sarma, WWW 2007)."""
_BANDS = COPY_DISTANCE + 1
_BAND_BITS = 64 // _BANDS


def is_copy(one: int, other: int) -> bool:
    """Return whether two 64-bit simhashes are of the same text."""
    return (one ^ other).bit_count() <= COPY_DISTANCE


def independent_voices(mentions: Sequence[Mention]) -> dict[str, str]:
    """Map each publisher to its voice: publishers that ran copies of one text share one.

    Returns:
        Publisher to the alphabetically first publisher of its group.
    """
    voices = {mention.publisher: mention.publisher for mention in mentions}
    tellers: dict[int, set[str]] = defaultdict(set)
    for mention in mentions:
        tellers[int(mention.fingerprint, 16)].add(mention.publisher)
    for publishers in tellers.values():
        _unite(voices, publishers)
    if len(voices) > 1:
        _unite_copies(voices, tellers)
    return {publisher: _root(voices, publisher) for publisher in voices}


def _unite_copies(voices: dict[str, str], tellers: Mapping[int, set[str]]) -> None:
    for one, other in _near_pairs(tellers):
        _unite(voices, tellers[one] | tellers[other])


def _near_pairs(fingerprints: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield copies; by the pigeonhole principle they agree in one of four bands of 16 bits."""
    bands: dict[tuple[int, int], list[int]] = defaultdict(list)
    for fingerprint in fingerprints:
        for band in range(_BANDS):
            bits = (fingerprint >> (band * _BAND_BITS)) & ((1 << _BAND_BITS) - 1)
            for other in bands[band, bits]:
                if is_copy(fingerprint, other):
                    yield fingerprint, other
            bands[band, bits].append(fingerprint)


def _root(voices: dict[str, str], publisher: str) -> str:
    while voices[publisher] != publisher:
        publisher = voices[publisher]
    return publisher


def _unite(voices: dict[str, str], publishers: Iterable[str]) -> None:
    roots = {_root(voices, publisher) for publisher in publishers}
    lead = min(roots)
    for root in roots:
        voices[root] = lead
