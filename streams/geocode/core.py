"""The geocoder: an extraction's place names to places, and its drafts to located mentions.

Names are resolved together (``resolve``), then each draft is put at one of the places (``place``).
"""

from collections.abc import Sequence

from schemas import Extraction, Mention, MentionConfidence, MentionDraft, Place, Toponym
from schemas.mention import MentionCore
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.gazetteer.outlets import Home, is_home_city
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.place.choice import installed_choice
from streams.geocode.place.listed_sites import only_known_sites
from streams.geocode.place.offshore import at_sea, is_sea
from streams.geocode.place.options import StoryOptions, event_toponyms
from streams.geocode.place.placing import (
    IN_THE_STORY,
    from_container,
    place_in_story,
    place_of,
    towns_by_name,
)
from streams.geocode.place.siting import Siter
from streams.geocode.place.story import (
    blocking_region,
    story_area,
    story_city,
    story_country,
    story_region,
)
from streams.geocode.resolve.containers import with_divisions
from streams.geocode.resolve.model import ToponymCandidate, ToponymModel, installed_model
from streams.geocode.resolve.resolver import Sense, senses_of
from streams.logistic import LogisticModel

UNLOCATED = 0.5
"""Share of a mention's overall confidence that is left without a place."""
LEAST_EVENT_PLACE = 0.02
"""Least probability of a candidate for a name that certainly is the place of an event."""
LEAST_GIVEN = 0.05
"""Least probability of a candidate for a name that is known to be a place."""
OUTLET_CITY = 0.3
"""Most confidence in the city of the outlet, as the place of a story that names no city."""


class Geocoder:
    """Resolves names against one gazetteer. Holds no state between articles.

    Args:
        gazetteer: where names are looked up.
        model: rates the candidates of names; the installed one by default.
        choice: weighs where an event is; the installed one by default.

    Raises:
        ConfigurationError: if the installed model is missing or damaged.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        model: ToponymModel | None = None,
        choice: LogisticModel | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self._choice = installed_choice() if choice is None else choice
        self._model = installed_model() if model is None else model
        self._seas = [entry for entry in gazetteer.of_class("water") if is_sea(entry)]

    def locate(self, extraction: Extraction) -> list[Mention]:
        """Return the mentions of an extraction, in the order of its drafts.

        Of all places of the article a draft is put at the likeliest, by how the text links them
        and by what the other drafts say; at none if that is likelier. Names of a list that nobody
        knows are no sites of their own, and make no mentions.
        """
        if extraction.withdrawn:
            return []
        toponyms = extraction.toponyms
        places, outlet, story = self._story(extraction)
        drafts = only_known_sites(extraction.drafts, story)
        country = self._country(story_country(toponyms, places))
        siter = Siter(toponyms, places, story, country, self._country_of)
        located = [
            self._mention(draft, *sited)
            for draft, sited in zip(drafts, siter.sited(drafts, self._choice), strict=True)
        ]
        told = story_region([mention.place for mention in located], None)
        region = told or story_region(places, outlet)
        return [
            mention.model_copy(update={"region": blocking_region(mention.place, region)})
            for mention in located
        ]

    def story_options(self, extraction: Extraction) -> StoryOptions:
        """Return what the events of an article may be at."""
        return self._story(extraction)[2]

    def _story(
        self, extraction: Extraction
    ) -> tuple[list[Place | None], Place | None, StoryOptions]:
        """Return the places of an article, the city of its outlet, and both as options."""
        toponyms = with_divisions(self._gazetteer, extraction.toponyms)
        home = self._gazetteer.home_of(extraction.publisher)
        places, outlet = self._resolve(toponyms, home, event_toponyms(extraction.drafts))
        local = is_home_city(home, story_city(toponyms, places) or outlet)
        return places, outlet, StoryOptions(toponyms, places, outlet, local=local)

    def resolve(
        self, toponyms: Sequence[Toponym], home: Home | None = None, *, given: bool = False
    ) -> list[Place | None]:
        """Return the place of each toponym, or None where no candidate is likely.

        Args:
            toponyms: the names of a text, in order.
            home: that of the outlet, as ``Gazetteer.home_of`` returns it.
            given: whether the names are known to be places, found by someone else: peoples are
                then their countries, and an unknown name lies, with low confidence, where most
                places of the text are.
        """
        if given:
            return self._resolve_given(toponyms, home)
        return self._resolve(toponyms, home)[0]

    def _resolve(
        self, toponyms: Sequence[Toponym], home: Home | None, events: frozenset[int] = frozenset()
    ) -> tuple[list[Place | None], Place | None]:
        """Return the place of each toponym, and the city that the outlet is named after.

        ``events`` are the toponyms that certainly are places of events: an unlikely candidate will
        do for them, if its rivals are unlikelier still and the text names places in its country.
        """
        toponyms = with_divisions(self._gazetteer, toponyms)
        senses, sense_of = senses_of(self._gazetteer, toponyms, home, self._model)
        answers = [sense.answer(self._model.threshold) for sense in senses]
        likely = (sense.likeliest(self._model.threshold) for sense in senses)
        countries = {one.match.entry.country for one in likely if one is not None}
        for number in {sense_of[number] for number in events if number < len(sense_of)}:
            sense = senses[number]
            answers[number] = answers[number] or sense.event_place(LEAST_EVENT_PLACE, countries)
        places = self._places(toponyms, senses, sense_of, answers)
        return places, self._outlet_city(senses)

    def _resolve_given(self, toponyms: Sequence[Toponym], home: Home | None) -> list[Place | None]:
        toponyms = with_divisions(self._gazetteer, toponyms)
        senses, sense_of = senses_of(self._gazetteer, toponyms, home, self._model, given=True)
        answers = [sense.likeliest(LEAST_GIVEN) for sense in senses]
        places = self._places(toponyms, senses, sense_of, answers)
        story = story_area(places) or (f"country:{home.country}" if home and home.country else None)
        area = self._gazetteer.entry(story) if story else None
        if area is None:
            return places
        return [
            place or place_in_story(toponym.name, area, IN_THE_STORY)
            for toponym, place in zip(toponyms, places, strict=True)
        ]

    def _places(
        self,
        toponyms: Sequence[Toponym],
        senses: Sequence[Sense],
        sense_of: Sequence[int],
        answers: Sequence[ToponymCandidate | None],
    ) -> list[Place | None]:
        known: list[Place | None] = []
        for number, toponym in enumerate(toponyms):
            answer, candidates = answers[sense_of[number]], senses[sense_of[number]].candidates
            others = [one for one in candidates if one is not answer]
            if answer is not None and toponym.feature_hint == "water" and _is_country(answer):
                answer = None
            place = place_of(toponym.name, answer, others, self._model) if answer else None
            if place is not None:
                place = at_sea(toponym, place, self._seas) or place
            known.append(place)
        towns = towns_by_name(toponyms, known)
        return [
            place or from_container(number, toponyms, known, towns)
            for number, place in enumerate(known)
        ]

    def _outlet_city(self, senses: Sequence[Sense]) -> Place | None:
        """Return the city that the outlet is named after, if it is likely."""
        if not senses or senses[-1].group.members:
            return None
        answer = senses[-1].answer(self._model.threshold)
        if answer is None or answer.match.entry.feature_class != "city":
            return None
        place = place_of(senses[-1].group.name, answer, (), self._model)
        return place.model_copy(update={"confidence": min(place.confidence, OUTLET_CITY)})

    def _country(self, country: str | None) -> Entry | None:
        return self._gazetteer.entry(f"country:{country}") if country else None

    def _country_of(self, place: Place) -> Entry | None:
        return self._country(place.country)

    def _mention(self, draft: MentionDraft, place: Place | None, score: float) -> Mention:
        """Locate a draft; ``score`` is the probability of its place."""
        return Mention.model_validate(
            {
                **{name: getattr(draft, name) for name in MentionCore.model_fields},
                "place": place,
                "gazetteer_version": self._gazetteer.version,
                "confidence": _confidence(draft.confidence, place, score),
            }
        )


def _is_country(candidate: ToponymCandidate) -> bool:
    """Return whether a candidate is a country, which "the Niger river" is not."""
    return candidate.match.entry.feature_class == "country"


def _confidence(
    extracted: MentionConfidence, place: Place | None, score: float
) -> MentionConfidence:
    """Return the confidence of a mention with that of its place; ``score`` is its link's."""
    if place is None:
        overall = round(extracted.overall * UNLOCATED, 3)
        return extracted.model_copy(update={"place": None, "overall": overall})
    placed = place.confidence * score
    overall = round(extracted.overall * placed, 3)
    return extracted.model_copy(update={"place": round(placed, 3), "overall": overall})
