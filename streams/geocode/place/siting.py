"""Puts events at the places that were chosen for them: how precisely, how surely, by which name."""

from collections.abc import Callable, Sequence

from schemas import MentionDraft, Place, Toponym
from schemas.extraction import PlaceLink
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.place.choice import ChosenPlace, choose
from streams.geocode.place.options import StoryOptions, holds
from streams.geocode.place.placing import (
    AREAS,
    IN_THE_STORY,
    LIKELY_CITY,
    place_in_story,
    place_within,
)
from streams.geocode.place.story import Places
from streams.logistic import LogisticModel

Sited = tuple[Place | None, float]
"""The place of an event, and the probability that it is that place and no other."""


class Siter:
    """Puts the drafts of one article at its places.

    Args:
        toponyms: the names of the article.
        places: their places.
        story: the same as options.
        country: that of the story, for names that the gazetteer lacks.
        country_of: returns the country that a place lies in.
    """

    def __init__(
        self,
        toponyms: Sequence[Toponym],
        places: Places,
        story: StoryOptions,
        country: Entry | None,
        country_of: Callable[[Place], Entry | None],
    ) -> None:
        self._toponyms = toponyms
        self._places = places
        self._story = story
        self._country = country
        self._country_of = country_of

    def sited(self, drafts: Sequence[MentionDraft], model: LogisticModel) -> list[Sited]:
        """Return the place of each draft, in their order."""
        chosen = choose(self._story, drafts, model)
        return [
            (None, 0.0) if one is None else self._site(draft, one)
            for draft, one in zip(drafts, chosen, strict=True)
        ]

    def _site(self, draft: MentionDraft, chosen: ChosenPlace) -> Sited:
        option = self._story.option(chosen.option)
        link = next((x for x in draft.place_links if x.toponym in option.toponyms), None)
        if option.place is None:
            return self._unknown(draft, chosen), chosen.probability
        if link is not None:
            place = self._places[link.toponym] or option.place
            return place, chosen.probability
        return self._inferred(draft, option.place), chosen.probability

    def _inferred(self, draft: MentionDraft, place: Place) -> Place:
        """Return a place that only the story tells, by the name that the sentence has for it.

        "At Quor's Bar on Elm Street" lies in the city of the story, and so does what the police
        of its county report, which may lie anywhere in that.
        """
        link = self._own_link(draft)
        if link is None:
            return place_within(place.name, place, False, IN_THE_STORY)
        own = self._places[link.toponym]
        name = self._toponyms[link.toponym].name
        if own is None:
            return place_within(name, place, False, LIKELY_CITY)
        if not holds(own, place):
            return place_within(place.name, place, False, IN_THE_STORY)
        inner = place_within(name, place, False, LIKELY_CITY)
        return inner.model_copy(update={"uncertainty_km": own.uncertainty_km})

    def _own_link(self, draft: MentionDraft) -> PlaceLink | None:
        """Return the link to the best name of the own sentence, if that is linked at all."""
        return next(
            (
                link
                for link in draft.place_links
                if not link.inherited
                and link.toponym < len(self._toponyms)
                and not self._toponyms[link.toponym].metonym
            ),
            None,
        )

    def _unknown(self, draft: MentionDraft, chosen: ChosenPlace) -> Place | None:
        """Return the area or country of a name that the gazetteer lacks.

        "Troops took the hill of X, officials in Kyiv said" happened somewhere, but not in Kyiv.
        """
        name = self._toponyms[self._story.option(chosen.option).toponyms[0]].name
        linked = (
            self._places[link.toponym]
            for link in draft.place_links
            if link.toponym < len(self._places) and not self._toponyms[link.toponym].metonym
        )
        known = next((place for place in linked if place is not None), None)
        if known is not None and known.feature_class in AREAS:
            return place_within(name, known, False, IN_THE_STORY)
        area = self._country if known is None else self._country_of(known)
        return place_in_story(name, area, IN_THE_STORY) if area is not None else None
