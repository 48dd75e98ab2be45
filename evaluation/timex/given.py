"""The time expressions that extraction reads, with their TIMEX3 values."""

from functools import lru_cache

from evaluation.timex.gold import Timex
from schemas import Article
from streams.extract.article.analysis import ArticleAnalyzer
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.time.dates import PublicationClock
from streams.extract.time.timex.expression import TimeAnchors
from streams.extract.time.timex.tagger import Tagger


class GivenTimes:
    """Reads the time expressions of articles with the parts that extraction reads them with."""

    def __init__(self) -> None:
        self._cleaner = Cleaner()
        self._splitter = Splitter()
        self._analyzer = ArticleAnalyzer()
        self._tagger = Tagger()

    def read(self, article: Article) -> list[Timex]:
        """Return the time expressions of an article in text order."""
        anchors = TimeAnchors(PublicationClock(article).today)
        sentences = self._splitter.split(self._cleaner.clean(article.text, article.title))
        return [
            Timex((one.char_start, one.char_end), one.timex.value, one.timex.type)
            for context in self._analyzer.read(article.text, sentences).contexts
            for one in self._tagger.find(context.sentence, anchors)
        ]


@lru_cache(maxsize=1)
def given_times() -> GivenTimes:
    """Return the reader of this process."""
    return GivenTimes()
