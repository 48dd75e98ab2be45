"""Who tells a happening independently of whom."""

from collections.abc import Iterable, Sequence

from schemas.mention import Mention
from streams.deduplicate.fuse.copies import TextPrint, copies_among, print_of
from streams.ingest.addresses import outlet_of


def independent_voices(mentions: Sequence[Mention]) -> dict[str, str]:
    """Map each publisher to its voice: those that ran copies of one text share one.

    The mobile or AMP host of an outlet is the outlet.

    Returns:
        Publisher to the alphabetically first publisher of its group.
    """
    voices = {mention.publisher: mention.publisher for mention in mentions}
    _unite_outlets(voices)
    if len(set(voices.values())) > 1:
        _unite_copies(voices, mentions)
    return {publisher: _root(voices, publisher) for publisher in voices}


def _unite_outlets(voices: dict[str, str]) -> None:
    known: dict[str, str] = {}
    for publisher in voices:
        first = known.setdefault(outlet_of(publisher), publisher)
        _unite(voices, (first, publisher))


def _unite_copies(voices: dict[str, str], mentions: Sequence[Mention]) -> None:
    tellers: dict[TextPrint, set[str]] = {}
    for mention in mentions:
        tellers.setdefault(print_of(mention), set()).add(mention.publisher)
    for publishers in tellers.values():
        _unite(voices, publishers)
    prints = list(tellers)
    for one, other in copies_among(prints):
        _unite(voices, tellers[prints[one]] | tellers[prints[other]])


def _root(voices: dict[str, str], publisher: str) -> str:
    while voices[publisher] != publisher:
        publisher = voices[publisher]
    return publisher


def _unite(voices: dict[str, str], publishers: Iterable[str]) -> None:
    roots = {_root(voices, publisher) for publisher in publishers}
    lead = min(roots)
    for root in roots:
        voices[root] = lead
