"""The first pass saves the parser work and costs no event."""

from benchmarks.first_pass import compare
from streams.extract.article.analysis import ArticleAnalyzer
from streams.extract.article.parsing import SentenceParser
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from tests.extract.reading import article

TEXT = (
    "A bomb exploded in Kirkuk on Sunday. Shops stayed open in Mosul. The mayor of Tikrit, a "
    "teacher, took part in the fair. Two people were killed."
)


def test_only_sentences_with_the_phrase_of_a_trigger_are_parsed() -> None:
    sentences = Splitter().split(Cleaner().clean(TEXT, None))
    ArticleAnalyzer().read(TEXT, sentences)
    assert [s.parse is not None for s in sentences] == [True, False, False, True]


def test_all_are_parsed_when_that_is_asked_for() -> None:
    sentences = Splitter().split(Cleaner().clean(TEXT, None))
    ArticleAnalyzer().read(TEXT, sentences)
    SentenceParser().parse(sentences, everything=True)
    assert all(s.parse is not None for s in sentences)


def test_the_measure_counts_both_ways() -> None:
    found = compare([article(TEXT)], None)
    assert (found.articles, found.drafts_lost, found.toponyms_lost) == (1, 0, 0)
    assert found.drafts >= 1
    assert found.toponyms >= 3
