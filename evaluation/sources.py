"""What the texts say, for questions about evidence: where a quote stands, where a trigger is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas import Article, Event, Evidence, Mention

Span = tuple[int, int]
"""First code point and one past the last, of the stored text."""


@dataclass(frozen=True)
class Sources:
    """The texts by article id and version, and the mentions that stand, by id."""

    texts: Mapping[tuple[str, int], str]
    mentions: Mapping[str, Mention]

    def spans(self, quote: str, article_id: str | None) -> dict[tuple[str, int], list[Span]]:
        """Return where a quote stands, by article and version; nothing where it does not."""
        found = {
            key: occurrences(text, quote)
            for key, text in self.texts.items()
            if article_id in (None, key[0])
        }
        return {key: spans for key, spans in found.items() if spans}

    def trigger(self, evidence: Evidence) -> Span:
        """Return the span of the words that made the evidence an event.

        When its mention is not known, that is all of the evidence's quote.
        """
        mention = self.mentions.get(evidence.mention_id)
        if mention is None:
            return evidence.char_start, evidence.char_end
        return mention.trigger_start, mention.trigger_end

    def telling(self, event: Event) -> list[Evidence]:
        """Return the evidence that lets the event count: not that of background or denials."""
        return [
            item
            for item in event.evidence
            if (mention := self.mentions.get(item.mention_id)) is None or mention.counts
        ]


def sources_of(articles: Iterable[Article], mentions: Iterable[Mention]) -> Sources:
    """Collect texts and mentions."""
    return Sources(
        {(item.article_id, item.version): item.text for item in articles},
        {mention.mention_id: mention for mention in mentions},
    )


def occurrences(text: str, quote: str) -> list[Span]:
    """Return every place of a quote in a text, overlapping ones too."""
    spans = []
    start = text.find(quote)
    while start >= 0:
        spans.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return spans


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a code point."""
    return one[0] < other[1] and other[0] < one[1]
