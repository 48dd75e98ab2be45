"""Articles to mention drafts: the pure core of the extraction stage."""

from schemas.article import Article
from schemas.extraction import Extraction
from schemas.mention import Gist
from schemas.ontology import load_ontology
from streams.extract.cleaning import Cleaner
from streams.extract.dates import Clock
from streams.extract.drafts import Drafter
from streams.extract.fingerprint import fingerprint
from streams.extract.gist import gist_of, installed_rarity
from streams.extract.language import foreign_language
from streams.extract.reader import ArticleReader
from streams.extract.scene import Scene, SceneReader
from streams.extract.sentences import Splitter
from streams.language import LanguageReader

EXTRACTOR_VERSION = "rules-2"
"""Rises when the same article would yield other drafts."""

MAX_DRAFTS = 500
"""Most drafts of one article; the longest news article holds a tenth of it."""


class Extractor:
    """Reads articles. Holds only data files, so that one instance serves any number of articles.

    ``pipeline`` names a spaCy pipeline as ``streams.language.load_pipeline`` takes it.
    """

    def __init__(self, pipeline: str | None = None) -> None:
        self._pipeline = pipeline
        self._cleaner = Cleaner()
        self._splitter = Splitter()
        self._scenes = SceneReader(pipeline)
        self._reader = ArticleReader()
        self._versions = (EXTRACTOR_VERSION, load_ontology().version)

    def warm(self) -> None:
        """Load the language pipeline, which else waits for the first sentence.

        Raises:
            MissingDependency: if it is not installed; the message has the command.
            ConfigurationError: if it is none that sentences can be read with.
        """
        LanguageReader(self._pipeline).warm()

    def extract(self, article: Article) -> Extraction:
        """Return the drafts of one version of an article, in text order.

        The same article always yields the same extraction. A retracted article yields a withdrawn
        one; an article that is not in English yields one without drafts, which says so.
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

    def _headline(self, article: Article) -> Scene:
        """Return the places of a title that does not stand at the head of the text as well."""
        title = (article.title or "").strip()
        if not title or article.text.lstrip().startswith(title):
            return Scene([], [])
        return self._scenes.read(title, self._splitter.split(self._cleaner.clean(title, None)))

    def _read(self, article: Article, empty: Extraction) -> Extraction:
        clock = Clock(article)
        sentences = self._splitter.split(self._cleaner.clean(article.text, article.title))
        scene = self._scenes.read(article.text, sentences).with_headline(self._headline(article))
        readings = self._reader.read(article.text, scene, clock.today, article.title)[:MAX_DRAFTS]
        pieces = (article.text[one.start : one.end] for one in sentences)
        gist = gist_of(article.title, pieces, installed_rarity()) if readings else Gist()
        drafter = Drafter(article, clock, self._versions, (fingerprint(article.text), gist))
        return empty.model_copy(
            update={
                "toponyms": tuple(c.toponym() for c in scene.candidates),
                "drafts": tuple(drafter.drafts(readings)),
            }
        )
