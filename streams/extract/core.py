"""The pure core of the extraction stage: an article in, mention drafts out."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.article import Article
from schemas.extraction import Extraction, MentionDraft
from schemas.ontology import load_ontology
from streams.extract.article.analysis import (
    NO_HEADLINE,
    ArticleAnalysis,
    ArticleAnalyzer,
    Headline,
    event_words,
)
from streams.extract.article.drafts import Drafter
from streams.extract.article.passes import Components, EventPasses
from streams.extract.article.signature import installed_rarity, signature_of
from streams.extract.document.event import EventCandidate
from streams.extract.names.lowercase import Recaser
from streams.extract.syntax.reader import LanguageReader
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.language import foreign_language
from streams.extract.text.splitter import Splitter
from streams.extract.time.dates import PublicationClock
from streams.extract.triggers.refusals import Refusal, RefusalLog
from streams.extract.vocabulary.known_names import knowledge

EXTRACTOR_VERSION = "rules-6"
"""To be raised when the same article would yield other drafts."""

MAX_DRAFTS = 500
"""Most drafts of one article; the longest news article holds a tenth of it."""


@dataclass(frozen=True, slots=True)
class Explained:
    """An article with each draft, the candidate that it comes from, and what was refused."""

    analysis: ArticleAnalysis
    candidates: Sequence[EventCandidate]
    drafts: Sequence[MentionDraft]
    refusals: Sequence[Refusal]


class Extractor:
    """Extracts drafts. Keeps no state between articles, so one instance serves any number.

    ``pipeline`` names a spaCy pipeline, as ``load_pipeline`` of ``syntax.pipeline`` takes it.
    ``parse_all`` parses what the first pass would leave out, to measure what that costs;
    ``without`` names components that are left out, to measure what they are worth.
    """

    def __init__(
        self,
        pipeline: str | None = None,
        without: Components = frozenset(),
        *,
        parse_all: bool = False,
    ) -> None:
        self._pipeline = pipeline
        self._parse_all = parse_all
        self._cleaner = Cleaner()
        self._splitter = Splitter()
        self._recaser = Recaser(knowledge(), event_words())
        self._analyzer = ArticleAnalyzer(pipeline, parsed="parse" not in without)
        self._passes = EventPasses(without)
        self._versions = (EXTRACTOR_VERSION, load_ontology().version)

    def warm(self) -> None:
        """Load the language pipeline now instead of at the first sentence.

        Raises:
            MissingDependency: if it is not installed; the message has the command.
            ConfigurationError: if it has not the components that extraction needs.
        """
        LanguageReader(self._pipeline).warm()

    def extract(self, article: Article) -> Extraction:
        """Return the drafts of one version of an article, in text order.

        The same article always yields the same extraction. A retracted article yields a withdrawn
        one; an article that is not in English yields one without drafts and with a reason.
        """
        empty = Extraction(
            article_id=article.article_id,
            article_version=article.version,
            withdrawn=article.status == "retracted",
            publisher=article.publisher,
        )
        if empty.withdrawn:
            return empty
        if language := foreign_language(article.text, article.language):
            return empty.model_copy(update={"skipped": f"language:{language}"})
        return self._read(article, empty)

    def _headline(self, article: Article) -> Headline:
        """Return a title, unless it stands at the head of the text as well."""
        title = (article.title or "").strip()
        if not title or article.text.lstrip().startswith(title):
            return NO_HEADLINE
        return Headline(title, self._splitter.split(self._cleaner.clean(title, None)))

    def explain(self, article: Article) -> Explained:
        """Return the drafts of an article with their candidates, and what was refused."""
        refusals = RefusalLog()
        analysis, candidates = self._candidates(article, refusals)
        return Explained(
            analysis, candidates, self._drafts(article, analysis, candidates), refusals.refusals
        )

    def _read(self, article: Article, empty: Extraction) -> Extraction:
        analysis, candidates = self._candidates(article, None)
        return empty.model_copy(
            update={
                "toponyms": tuple(c.toponym() for c in analysis.toponyms),
                "drafts": tuple(self._drafts(article, analysis, candidates)),
            }
        )

    def _candidates(
        self, article: Article, refusals: RefusalLog | None
    ) -> tuple[ArticleAnalysis, Sequence[EventCandidate]]:
        today = PublicationClock(article).today
        article = self._cased(article)
        sentences = self._splitter.split(self._cleaner.clean(article.text, article.title))
        headline = self._headline(article)
        analysis = self._analyzer.read(article.text, sentences, headline, parse_all=self._parse_all)
        found = self._passes.run(analysis, today, article.title, refusals)
        return analysis, found.candidates[:MAX_DRAFTS]

    def _cased(self, article: Article) -> Article:
        """Return an article that has no capitals with those of its names and sentences."""
        text = self._recaser.recase(article.text)
        if text == article.text:
            return article
        title = article.title and self._recaser.recase(article.title)
        return article.model_copy(update={"text": text, "title": title})

    def _drafts(
        self, article: Article, analysis: ArticleAnalysis, candidates: Sequence[EventCandidate]
    ) -> list[MentionDraft]:
        if not candidates:
            return []
        sentences = (context.sentence for context in analysis.contexts)
        pieces = [article.text[one.start : one.end] for one in sentences]
        signature = signature_of(article.title, pieces, installed_rarity())
        return Drafter(article, PublicationClock(article), self._versions, signature).drafts(
            candidates
        )
