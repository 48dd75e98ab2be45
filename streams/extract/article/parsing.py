"""Which sentences are parsed, and in which casing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence
from streams.extract.names.truecase import Truecaser
from streams.extract.syntax.reader import LanguageReader
from streams.extract.triggers.finder import TriggerFinder
from streams.extract.vocabulary.known_names import knowledge


class SentenceParser:
    """Parses the sentences that may hold an event."""

    def __init__(self, pipeline: str | None = None) -> None:
        self._triggers = TriggerFinder()
        self._truecaser = Truecaser(knowledge())
        self._reader = LanguageReader(pipeline)

    def parse(
        self,
        sentences: Sequence[Sentence],
        title: Sequence[Sentence] = (),
        *,
        everything: bool = False,
    ) -> tuple[list[Sentence], list[Sentence]]:
        """Return text and title, with parses where the first pass lets a sentence through.

        The capitals must have been marked. Text and title go through the pipeline together, which
        is most of the cost of a short article, but each decides for itself how it writes its words.
        """
        held = [s for s in sentences if len(s) and (everything or self._triggers.might_hold(s))]
        above = [s for s in title if len(s) and self._triggers.might_hold(s)]
        passages = self._truecaser.passages(held, sentences)
        passages += self._truecaser.passages(above, title)
        parses = self._reader.read(passages)
        return _with_parses(sentences, held, parses), _with_parses(title, above, parses)


def _with_parses(
    sentences: Sequence[Sentence], held: Sequence[Sentence], parses: Iterator[Parse]
) -> list[Sentence]:
    """Return sentences in order, those held with the next parses; both share one iterator."""
    parsed = {s.index: replace(s, parse=next(parses)) for s in held}
    return [parsed.get(s.index, s) for s in sentences]
