"""The places of any word of a text, whether extraction takes it for an event or not."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.article import Article
from streams.extract.article.analysis import ArticleAnalyzer
from streams.extract.document.event import SentenceContext
from streams.extract.document.sentence import Sentence
from streams.extract.places.link_features import LinkCandidate
from streams.extract.places.link_model import LinkModel, link_candidates, word_at
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.vocabulary.lexicon import place_nouns

LEAST_BEST = 0.35
"""Probability (0-1) from which the likeliest place of a sentence is that of a word."""
LEAST_FURTHER = 0.5
"""The same for further places: most events happen at one."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class EventWord:
    """A word of a parsed sentence, and the names that its event may be linked to."""

    context: SentenceContext
    word: int
    sites: Sequence[LinkCandidate]

    def span(self, site: LinkCandidate) -> Span:
        """Return where a name stands in the text, in code points."""
        s = self.context.sentence
        return s.starts[site.start], s.ends[site.end - 1]


class EventWordPlaces:
    """Links places to a word that is given, as published work on event locations does."""

    def __init__(self) -> None:
        self._cleaner = Cleaner()
        self._splitter = Splitter()
        self._analyzer = ArticleAnalyzer()
        self._model = LinkModel()
        self._features = place_nouns()

    def event_word(self, article: Article, start: int, end: int) -> EventWord | None:
        """Return the word at a span of the text (code points); None where no sentence holds it."""
        sentences = self._splitter.split(self._cleaner.clean(article.text, article.title))
        analysis = self._analyzer.read(article.text, sentences, parse_all=True)
        for context in analysis.contexts:
            word = word_at(context.sentence, start, end)
            if word is not None:
                return EventWord(context, word, link_candidates(context))
        return None

    def places(self, article: Article, start: int, end: int) -> list[Span]:
        """Return the spans of the places of the word at a span, best first."""
        word = self.event_word(article, start, end)
        return [] if word is None else [self._whole(word, site) for site in self._chosen(word)]

    def _chosen(self, event_word: EventWord) -> list[LinkCandidate]:
        scores = self._model.scores(event_word.context.sentence, event_word.word, event_word.sites)
        ranked = sorted(zip(scores, event_word.sites, strict=True), key=lambda pair: -pair[0])
        return [
            site
            for number, (score, site) in enumerate(ranked)
            if score >= (LEAST_FURTHER if number else LEAST_BEST)
        ]

    def _whole(self, event_word: EventWord, site: LinkCandidate) -> Span:
        """Return a name with the noun that is written as part of it: "Idlib Governorate"."""
        s = event_word.context.sentence
        start, end = event_word.span(site)
        return start, s.ends[site.end] if self._goes_on(s, site.end) else end

    def _goes_on(self, s: Sentence, at: int) -> bool:
        return at < len(s) and s.words[at][0].isupper() and s.lower[at] in self._features
