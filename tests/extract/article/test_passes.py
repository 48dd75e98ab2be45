"""The passes change nothing that they are given."""

from streams.extract.article.analysis import ArticleAnalyzer
from streams.extract.article.passes import EventPasses
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.triggers.refusals import RefusalCause, RefusalLog
from tests.extract.candidates import MONDAY

TEXT = (
    "Shells hit a market in Taiz on Sunday, killing four people. The attack wounded nine. "
    "Rebels said they had shelled a base. It could not be verified."
)
ANALYSIS = ArticleAnalyzer().read(TEXT, Splitter().split(Cleaner().clean(TEXT, None)))
PASSES = EventPasses()


def test_the_same_analysis_gives_the_same_events_again() -> None:
    first = PASSES.run(ANALYSIS, MONDAY)
    assert first.candidates
    assert PASSES.run(ANALYSIS, MONDAY).candidates == first.candidates
    assert all(context.dates == () for context in ANALYSIS.contexts)


def test_the_sentences_come_back_with_their_dates() -> None:
    events = PASSES.run(ANALYSIS, MONDAY)
    assert [len(context.dates) for context in events.contexts] == [1, 0, 0, 0]


def test_refusals_are_noted_with_their_cause() -> None:
    refusals = RefusalLog()
    PASSES.run(ANALYSIS, MONDAY, refusals=refusals)
    assert RefusalCause.CASUALTY in {one.cause for one in refusals.refusals}
