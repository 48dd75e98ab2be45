"""The passes by which the events of an analysed article are found, in their order.

==========================  ===================================================================
Pass                        What it adds
==========================  ===================================================================
read the discourse          to each sentence its dates, and who may be speaking
find                        sentence by sentence, each with what was found before in mind:
                            - the events of the sentence
                            - the genre of the article: some are not real, some are of the past
                            - the places and the date of each
doubt what is unverified    stances, from the sentence behind
fill places, fill dates     from later sentences
share the day               between the mentions of a disaster
date by the story's day     to violence without a date
date by the report          from when something was said or filed
reconcile casualties        figures that agree over the sentences of one event
believe                     the classifier's confidence; what it doubts is left out
==========================  ===================================================================

Each takes values and returns new ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from streams.extract.article import coreference, gap_filling
from streams.extract.article.analysis import ArticleAnalysis
from streams.extract.article.discourse import DiscourseContext, DiscourseReader
from streams.extract.article.facets import FacetReader
from streams.extract.article.genre import Genre, GenreReader
from streams.extract.article.later_agents import LaterAgents
from streams.extract.article.later_causes import LaterCauses, LaterSizes
from streams.extract.article.locating import EventLocator
from streams.extract.article.sentence_events import SentenceEvents
from streams.extract.casualties import reconciliation
from streams.extract.casualties.reader import CasualtyReader
from streams.extract.casualties.scope import FigureScope
from streams.extract.document.event import EventCandidate, SentenceContext
from streams.extract.document.mentions import CasualtyMention
from streams.extract.time.event_dates import EventDating
from streams.extract.time.story_day import StoryDay
from streams.extract.triggers.event_classifier import LEAST_PROBABILITY, EventClassifier
from streams.extract.triggers.refusals import RefusalCause, RefusalLog

Component = Literal["parse", "stories", "references", "classifier", "links"]
"""A part of extraction that can be left out, to measure what it is worth."""
Components = frozenset[Component]
COMPONENTS: tuple[Component, ...] = get_args(Component)

MOST_CANDIDATES = 1000
"""Candidates from which the rest of an article is left: twice what is kept of one, and each looks
back at those before it, so that a megabyte of nothing but attacks would take the square."""


@dataclass(frozen=True, slots=True)
class ArticleEvents:
    """The events of an article in text order, and its sentences, as far as they were read."""

    contexts: Sequence[SentenceContext]
    candidates: Sequence[EventCandidate]


class EventPasses:
    """Runs the passes. ``without`` names components that are left out."""

    def __init__(self, without: Components = frozenset()) -> None:
        self._discourse = DiscourseReader()
        self._genres = None if "stories" in without else GenreReader()
        self._sentences = SentenceEvents(linked="links" not in without)
        self._locator = EventLocator(references="references" not in without)
        self._causes = LaterCauses()
        self._story_day = StoryDay()
        self._dating = EventDating()
        self._casualties = CasualtyReader()
        self._scope = FigureScope()
        self._sizes = LaterSizes()
        self._agents = LaterAgents(linked="links" not in without)
        self._facets = FacetReader()
        self._classifier = None if "classifier" in without else EventClassifier()

    def run(
        self,
        analysis: ArticleAnalysis,
        today: date,
        title: str | None = None,
        refusals: RefusalLog | None = None,
        *,
        of_headline: bool = False,
    ) -> ArticleEvents:
        """Return the events of an article, or those of its headline alone.

        Args:
            analysis: its sentences with names and toponyms.
            today: the day of publication, where the outlet is.
            title: the headline, which says much of the genre.
            refusals: where words are noted that were taken for no event.
            of_headline: read the headline, whose genre is that of the whole article.
        """
        refusals = RefusalLog() if refusals is None else refusals
        genre = self._genre(title, analysis)
        analysis = analysis.of_headline() if of_headline else analysis
        filed = self._discourse.filing_day(analysis.contexts, today)
        discourses = self._discourse.read(analysis.contexts, today, filed)
        found, read = self._find(analysis, discourses, genre, refusals)
        contexts = [discourse.context for discourse in read]
        found = self._causes.settle(found, contexts)
        found = coreference.as_part_of_attack(found)
        found = gap_filling.doubt_unverified(found, read)
        found = gap_filling.fill_places(found)
        found = gap_filling.fill_dates(found)
        found = gap_filling.share_day(found)
        found = self._story_day.date_by_story(contexts, found, filed)
        found = self._dating.date_by_report(found, filed, today)
        found = reconciliation.reconcile(found, self._separate_casualties(analysis, found))
        found = self._believed(found, refusals)
        found = self._sizes.fill(found, contexts)
        found = self._agents.fill(found, contexts)
        return ArticleEvents(contexts, self._facets.read(found, contexts))

    def _find(
        self,
        analysis: ArticleAnalysis,
        discourses: Sequence[DiscourseContext],
        genre: Genre,
        refusals: RefusalLog,
    ) -> tuple[list[EventCandidate], Sequence[DiscourseContext]]:
        """Return the located events of the sentences, and the sentences that were read for them."""
        found: list[EventCandidate] = []
        for discourse in discourses:
            if len(found) >= MOST_CANDIDATES:
                return found, discourses[: discourse.at]
            for candidate in self._sentences.find(discourse, found, refusals):
                real = candidate if self._genres is None else self._genres.real(genre, candidate)
                if real is None:
                    refusals.refuse_candidate(candidate, RefusalCause.STORY)
                else:
                    found += self._locator.locate(real, discourse, analysis, found)
        return found, discourses

    def _genre(self, title: str | None, analysis: ArticleAnalysis) -> Genre:
        if self._genres is None:
            return Genre()
        return self._genres.read(title, [context.sentence for context in analysis.contexts])

    def _separate_casualties(
        self, analysis: ArticleAnalysis, candidates: Sequence[EventCandidate]
    ) -> list[CasualtyMention]:
        """Return what is counted apart from any event.

        These are the figures of a title that does not stand in the text, and the tolls of
        sentences that tell no event: "which brought the dead to 11".
        """
        taken = {candidate.context.sentence.index for candidate in candidates}
        headline = [
            casualty
            for context in analysis.headline
            for casualty in self._casualties.read(context.sentence, context.names, headline=True)
        ]
        tolls = [
            casualty
            for context in analysis.contexts
            if context.sentence.index not in taken and context.sentence.kind != "caption"
            for casualty in self._casualties.read(context.sentence, context.names)
            if casualty.is_toll and casualty.figure is not None
            if not self._scope.is_nationwide(context.sentence, casualty.start, ())
        ]
        return [*headline, *tolls]

    def _believed(
        self, candidates: Sequence[EventCandidate], refusals: RefusalLog
    ) -> list[EventCandidate]:
        """Return candidates with the classifier's confidence, without those that it doubts.

        What would not count as activity stays, and so does what the classifier is not for.
        """
        believed = []
        for candidate in candidates:
            belief = None if self._classifier is None else self._classifier.probability(candidate)
            if belief is not None and belief < LEAST_PROBABILITY and candidate.counts:
                refusals.refuse_candidate(candidate, RefusalCause.DOUBTED)
                continue
            sure = candidate if belief is None else replace(candidate, confidence=belief)
            believed.append(sure)
        return believed
