"""Which sentences are parsed, and in which casing."""

from collections.abc import Sequence

from streams.extract.text import Sentence
from streams.extract.triggers import TriggerFinder
from streams.language import LanguageReader, Passage


class SentenceParser:
    """Gives ``Sentence.parse`` to the sentences that may hold an event."""

    def __init__(self, pipeline: str | None = None) -> None:
        self._triggers = TriggerFinder()
        self._reader = LanguageReader(pipeline)

    def parse(self, text: str, sentences: Sequence[Sentence]) -> None:
        """Parse what the first pass lets through; the capitals must have been marked."""
        held = [s for s in sentences if len(s) and self._triggers.might_hold(s)]
        passages = [_passage(text, s) for s in held]
        for s, parse in zip(held, self._reader.read(passages), strict=True):
            s.parse = parse


def _passage(text: str, s: Sentence) -> Passage:
    written = text[s.start : s.end]
    if written.isupper():
        written = _truecased(written, s)
    starts = tuple(start - s.start for start in s.starts)
    return Passage(written, starts, tuple(end - s.start for end in s.ends))


def _truecased(written: str, s: Sentence) -> str:
    """Write a sentence of capitals as prose, letter for letter."""
    cased = [c.lower() if len(c.lower()) == 1 else c for c in written]
    for at, (start, capital) in enumerate(zip(s.starts, s.capital, strict=True)):
        if capital or at == 0:
            cased[start - s.start] = written[start - s.start]
    return "".join(cased)
