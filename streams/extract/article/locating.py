"""Where and when a candidate happened, with what earlier sentences say in mind.

A candidate gets the places of its sentence, else those of an earlier event. One that refers to an
earlier event takes its place, type or day. An event at a list of places becomes several.
"""

from collections.abc import Sequence
from dataclasses import replace

from schemas.extraction import PlaceLink
from streams.extract.article.analysis import ArticleAnalysis
from streams.extract.article.coreference import EventAnaphora, same_event_elsewhere
from streams.extract.article.discourse import DiscourseContext
from streams.extract.casualties.scope import NATIONWIDE
from streams.extract.document.event import EventCandidate
from streams.extract.document.mentions import CasualtyMention, DateMention, SiteFigure
from streams.extract.document.parse import top
from streams.extract.document.tables import SEATED
from streams.extract.places.inheritance import PlaceReferences, inherit
from streams.extract.places.linking import PlaceLinker
from streams.extract.places.lists import PlaceLists
from streams.extract.time import event_dates

SITE = 0.9
"""Score (0-1) of the place that stands right behind a figure of a list: "five in Bama"."""


class EventLocator:
    """Links candidates to places and dates. ``references``: nouns that refer back are resolved."""

    def __init__(self, *, references: bool = True) -> None:
        self._references = references
        self._linker = PlaceLinker()
        self._place_references = PlaceReferences()
        self._lists = PlaceLists()
        self._anaphora = EventAnaphora()

    def locate(
        self,
        candidate: EventCandidate,
        discourse: DiscourseContext,
        analysis: ArticleAnalysis,
        earlier: Sequence[EventCandidate],
    ) -> list[EventCandidate]:
        """Return a candidate with its places and date: one for each place of a list.

        Args:
            candidate: an event of the sentence that ``discourse`` is about.
            discourse: what is known when the sentence is reached.
            analysis: the article, with the toponyms that links point to.
            earlier: the located candidates before this one, in text order.
        """
        context = candidate.context
        own = self._linker.links(context, candidate.trigger)
        reference = self._place_references.resolve(
            discourse.contexts, discourse.at, candidate.trigger
        )
        inheritable = _of_one_thread(candidate, earlier)
        links = inherit(own, reference, inheritable, context, analysis.outside)
        if candidate.role_why == NATIONWIDE:
            whole = (link for link in own if analysis.toponyms[link.toponym].hint == "country")
            return [replace(candidate, links=tuple(whole))]
        coarse = bool(links) and analysis.toponyms[links[0].toponym].hint == "country"
        candidate, same = self._resolved(candidate, coarse, earlier)
        if same is not None:
            links, own = _inherited(same.links), []
        if sites := _site_figures(candidate):
            return self._at_sites(candidate, links, sites, analysis, earlier)
        spread = self._lists.spread(context, own, candidate.trigger) if links and own else []
        if len(spread) <= 1:
            return [self._placed(replace(candidate, links=links), analysis, earlier)]
        return [
            self._placed(_at_listed(candidate, links, toponym, number), analysis, earlier)
            for number, toponym in enumerate(spread)
        ]

    def _at_sites(
        self,
        candidate: EventCandidate,
        links: Sequence[PlaceLink],
        sites: Sequence[tuple[CasualtyMention, SiteFigure]],
        analysis: ArticleAnalysis,
        earlier: Sequence[EventCandidate],
    ) -> list[EventCandidate]:
        """Return the event at its first site and at each further one, with the figures of each."""
        context = candidate.context
        index_at = {
            toponym.start: index
            for index, toponym in zip(context.toponym_indexes, context.toponyms, strict=True)
        }
        known = [(mention, site) for mention, site in sites if site.place in index_at]
        others = {index_at[site.place] for _, site in known}
        first = tuple(link for link in links if link.toponym not in others)
        found = [self._placed(replace(candidate, links=first or tuple(links)), analysis, earlier)]
        for mention, site in known:
            there = _at_site(candidate, mention, site, index_at[site.place])
            found.append(self._placed(there, analysis, earlier))
        return found

    def _resolved(
        self, candidate: EventCandidate, coarse: bool, earlier: Sequence[EventCandidate]
    ) -> tuple[EventCandidate, EventCandidate | None]:
        """Return a candidate with type and date of the event that it refers to, and that event."""
        same = same_event_elsewhere(candidate, coarse, earlier)
        refers = self._references and self._anaphora.refers(candidate)
        if refers and (meant := self._anaphora.referent(candidate, earlier)):
            same = meant
            candidate = _taking_up(candidate, meant)
        if attack := self._anaphora.cause_of_death(candidate, earlier):
            when, inherited = _day_of_death(candidate.when, attack.when)
            candidate = replace(candidate, when=when, inherited_date=inherited)
            same = same or attack
        return candidate, same

    def _placed(
        self,
        candidate: EventCandidate,
        analysis: ArticleAnalysis,
        earlier: Sequence[EventCandidate],
    ) -> EventCandidate:
        """Return a candidate with the names of its best place, and dated by earlier ones."""
        if candidate.links:
            place = analysis.toponyms[candidate.links[0].toponym]
            container = candidate.container
            if place.within is not None:
                container = analysis.toponyms[place.within].name.lower()
            named = replace(candidate, place_name=place.name.lower(), container=container)
            candidate = self._anaphora.like_earlier_at_its_place(named, earlier)
        if candidate.when is not None:
            return candidate
        if candidate.context.sentence.kind == "caption":
            return replace(candidate, ongoing=True)
        if candidate.ongoing:
            return candidate
        when = event_dates.inherit(candidate, earlier)
        return replace(candidate, when=when, inherited_date=when is not None)


def _taking_up(candidate: EventCandidate, meant: EventCandidate) -> EventCandidate:
    """Return a candidate with the type of the event that it refers to, and its day.

    A date behind the trigger stays its own, and so does one of its noun: "the August 14 attack".
    """
    when, inherited = candidate.when, candidate.inherited_date
    if when is None or (when.end <= candidate.trigger.start and not _names_noun(candidate, when)):
        when, inherited = meant.when, meant.when is not None
    return replace(candidate, event_type=meant.event_type, when=when, inherited_date=inherited)


def _names_noun(candidate: EventCandidate, when: DateMention) -> bool:
    """Whether a date stands between a trigger and its article: "the August 14 attack"."""
    parse = candidate.context.sentence.parse
    if parse is None or candidate.inherited_date or not when.start < when.end:
        return False
    head = top(parse, (candidate.trigger.start, candidate.trigger.end))
    between = range(when.end, candidate.trigger.start)
    determined = any(at < when.start for at in parse.under(head, "det"))
    return determined and all(parse.heads[at] == head for at in between)


def _day_of_death(
    death: DateMention | None, wound: DateMention | None
) -> tuple[DateMention | None, bool]:
    """Return the day of a wound for a death of later days, and whether it is another's date."""
    if wound is None or (death is not None and death.last < wound.last):
        return death, False
    return wound, True


def _of_one_thread(
    candidate: EventCandidate, earlier: Sequence[EventCandidate]
) -> Sequence[EventCandidate]:
    """Return those whose place an event may take: talks are not held where the shells fall."""
    if candidate.family not in SEATED:
        return earlier
    return [other for other in earlier if other.family == candidate.family]


def _inherited(links: Sequence[PlaceLink]) -> tuple[PlaceLink, ...]:
    return tuple(link.model_copy(update={"inherited": True, "basis": "event"}) for link in links)


def _site_figures(
    candidate: EventCandidate,
) -> list[tuple[CasualtyMention, SiteFigure]]:
    return [(mention, site) for mention in candidate.casualty_mentions for site in mention.sites]


def _at_site(
    candidate: EventCandidate, mention: CasualtyMention, site: SiteFigure, toponym: int
) -> EventCandidate:
    """Return the event at a further site of a list, with the figure of that site only."""
    figure = replace(mention, figure=site.figure, victims=(site.start,), sites=())
    link = PlaceLink(toponym=toponym, score=SITE, inherited=False)
    return replace(
        candidate,
        links=(link,),
        casualty_mentions=(figure,),
        quantities=(),
        container=None,
        listed=True,
    )


def _at_listed(
    candidate: EventCandidate, links: Sequence[PlaceLink], toponym: int, number: int
) -> EventCandidate:
    """Return the event at one place of a list; only the first has the casualties and counts.

    A place that the event reaches only as a member of the list is as sure as one told by figures,
    if a word says that it is a place: the names of a list may be those of the victims.
    """
    context = candidate.context
    named = dict(zip(context.toponym_indexes, context.toponyms, strict=True))[toponym]
    least = min(SITE, links[0].score) if named.cue is not None else 0.0
    return replace(
        candidate,
        links=tuple(
            link.model_copy(update={"basis": "list", "score": max(link.score, least)})
            for link in links
            if link.toponym == toponym
        ),
        casualty_mentions=candidate.casualty_mentions if number == 0 else (),
        quantities=candidate.quantities if number == 0 else (),
        listed=number > 0,
    )
