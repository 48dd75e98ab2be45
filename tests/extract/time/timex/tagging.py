"""What the tests of time expressions share: the expressions of a text."""

from datetime import date
from functools import lru_cache

from streams.extract.article.analysis import ArticleAnalyzer
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.time.timex.expression import Expression, TimeAnchors
from streams.extract.time.timex.tagger import Tagger

TODAY = date(2023, 3, 15)
"""A Wednesday."""


@lru_cache(maxsize=1)
def _parts() -> tuple[Cleaner, Splitter, ArticleAnalyzer, Tagger]:
    return Cleaner(), Splitter(), ArticleAnalyzer(), Tagger()


def expressions(text: str, today: date = TODAY) -> list[tuple[str, Expression]]:
    """Return the words of each expression, and the expression."""
    cleaner, splitter, analyzer, tagger = _parts()
    anchors = TimeAnchors(today)
    sentences = splitter.split(cleaner.clean(text, None))
    return [
        (text[one.char_start : one.char_end], one)
        for context in analyzer.read(text, sentences).contexts
        for one in tagger.find(context.sentence, anchors)
    ]


def values(text: str, today: date = TODAY) -> list[tuple[str, str]]:
    """Return the words and the TIMEX3 value of each expression."""
    return [(words, one.timex.value) for words, one in expressions(text, today)]


def only(text: str, today: date = TODAY) -> Expression:
    found = expressions(text, today)
    assert len(found) == 1, found
    return found[0][1]
