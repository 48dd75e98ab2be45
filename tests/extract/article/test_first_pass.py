"""The first pass saves the parser work and costs no event."""

from benchmarks.first_pass import compare
from streams.extract.article.analysis import ArticleAnalyzer
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from tests.extract.reading import article

TEXT = (
    "A bomb exploded in Kirkuk on Sunday. Shops stayed open in Mosul. The mayor of Tikrit, a "
    "teacher, took part in the fair. Two people were killed."
)


def are_parsed(*, everything: bool) -> list[bool]:
    sentences = Splitter().split(Cleaner().clean(TEXT, None))
    analysis = ArticleAnalyzer().read(TEXT, sentences, parse_all=everything)
    return [context.sentence.parse is not None for context in analysis.contexts]


def test_only_sentences_with_the_phrase_of_a_trigger_are_parsed() -> None:
    assert are_parsed(everything=False) == [True, False, False, True]


def test_all_are_parsed_when_that_is_asked_for() -> None:
    assert are_parsed(everything=True) == [True] * 4


def test_the_measure_counts_both_ways() -> None:
    found = compare([article(TEXT)], None)
    assert (found.articles, found.drafts_lost, found.toponyms_lost) == (1, 0, 0)
    assert found.drafts >= 1
    assert found.toponyms >= 3
