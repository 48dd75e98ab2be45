"""The pure core of the extraction stage: an article in, mention drafts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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

EXTRACTOR_VERSION = "rules-10"
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


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of an article, and those that only its title tells."""

    analysis: ArticleAnalysis
    of_text: Sequence[EventCandidate]
    of_title: Sequence[EventCandidate]


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
        title = article.title or ""
        return Headline(title, self._splitter.split(self._cleaner.clean(title, None)))

    def explain(self, article: Article) -> Explained:
        """Return the drafts of an article with their candidates, and what was refused."""
        refusals = RefusalLog()
        found = self._candidates(article, refusals)
        return Explained(
            found.analysis,
            (*found.of_text, *found.of_title),
            self._drafts(article, found),
            refusals.refusals,
        )

    def _read(self, article: Article, empty: Extraction) -> Extraction:
        found = self._candidates(article, None)
        return empty.model_copy(
            update={
                "toponyms": tuple(c.toponym() for c in found.analysis.toponyms),
                "drafts": tuple(self._drafts(article, found)),
            }
        )

    def _candidates(self, article: Article, refusals: RefusalLog | None) -> Found:
        today = PublicationClock(article).today
        article = self._cased(article)
        sentences = self._splitter.split(self._cleaner.clean(article.text, article.title))
        headline = self._headline(article)
        analysis = self._analyzer.read(article.text, sentences, headline, parse_all=self._parse_all)
        found = self._passes.run(analysis, today, article.title, refusals).candidates[:MAX_DRAFTS]
        return Found(analysis, found, self._told_by_title(analysis, found, article.title, today))

    def _told_by_title(
        self,
        analysis: ArticleAnalysis,
        found: Sequence[EventCandidate],
        title: str | None,
        today: date,
    ) -> Sequence[EventCandidate]:
        """Return the counting events of a title whose text asserts nothing.

        The text of such a page is a notice, a subscription form or a video. Where it tells of the
        past, that is what the title is about.
        """
        if not analysis.headline or any(one.modality == "asserted" for one in found):
            return ()
        told = self._passes.run(analysis, today, title, of_headline=True).candidates
        return [analysis.linked_to_article(one) for one in told if one.counts]

    def _cased(self, article: Article) -> Article:
        """Return an article that has no capitals with those of its names and sentences."""
        text = self._recaser.recase(article.text)
        if text == article.text:
            return article
        title = article.title and self._recaser.recase(article.title)
        return article.model_copy(update={"text": text, "title": title})

    def _drafts(self, article: Article, found: Found) -> list[MentionDraft]:
        if not found.of_text and not found.of_title:
            return []
        # A text that asserts nothing is much the same on every page of its outlet.
        told = () if found.of_title else found.analysis.contexts
        pieces = [article.text[one.sentence.start : one.sentence.end] for one in told]
        signature = signature_of(article.title, pieces, installed_rarity())
        drafter = Drafter(article, PublicationClock(article), self._versions, signature)
        return [*drafter.drafts(found.of_text), *drafter.drafts(found.of_title, "title")]
