"""Which sentences are parsed, and in which casing."""

from collections.abc import Sequence

from streams.extract.document.sentence import Sentence
from streams.extract.names.truecase import Truecaser
from streams.extract.syntax.reader import LanguageReader
from streams.extract.triggers.finder import TriggerFinder
from streams.extract.vocabulary.known_names import knowledge


class SentenceParser:
    """Gives ``Sentence.parse`` to the sentences that may hold an event."""

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
    ) -> None:
        """Parse what the first pass lets through; the capitals must have been marked.

        Text and title go through the pipeline together, which is most of a short article's cost,
        but each tells for itself how it writes its words.
        """
        held = [s for s in sentences if len(s) and (everything or self._triggers.might_hold(s))]
        above = [s for s in title if len(s) and self._triggers.might_hold(s)]
        passages = self._truecaser.passages(held, sentences)
        passages += self._truecaser.passages(above, title)
        for s, parse in zip([*held, *above], self._reader.read(passages), strict=True):
            s.parse = parse
