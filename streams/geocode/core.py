"""The geocoder: an extraction's place names to places, and its drafts to located mentions.

Names are resolved together (``resolve``), then each draft is put at one of the places (``place``).
"""

from collections.abc import Sequence

from schemas import Extraction, Mention, MentionConfidence, MentionDraft, Place, Toponym
from schemas.mention import MentionCore
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.gazetteer.outlets import Home, is_home_city
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.place.fallback import IN_THE_STORY, LIKELY_CITY, from_container
from streams.geocode.place.linking import event_toponyms, linked, unknown_place_link
from streams.geocode.place.offshore import at_sea, is_sea
from streams.geocode.place.placing import AREAS, place_in_story, place_of, place_within
from streams.geocode.place.story import (
    blocking_region,
    has_city,
    story_area,
    story_city,
    story_country,
    story_region,
)
from streams.geocode.resolve.containers import with_divisions
from streams.geocode.resolve.model import ToponymCandidate, ToponymModel, installed_model
from streams.geocode.resolve.resolver import Sense, senses_of

UNLOCATED = 0.5
"""Share of a mention's overall confidence that is left without a place."""
LEAST_EVENT_PLACE = 0.02
"""Least probability of a candidate for a name that certainly is the place of an event."""
LEAST_GIVEN = 0.05
"""Least probability of a candidate for a name that is known to be a place."""
OUTLET_CITY = 0.3
"""Most confidence in the city of the outlet, as the place of a story that names no city."""
HEADLINE = "headline"
"""The cue of a name that only the headline has; what acts there may still be where it happened."""


class Geocoder:
    """Resolves names against one gazetteer. Holds no state between articles.

    Args:
        gazetteer: where names are looked up.
        model: rates the candidates of names; the installed one by default.

    Raises:
        ConfigurationError: if the installed model is missing or damaged.
    """

    def __init__(self, gazetteer: Gazetteer, model: ToponymModel | None = None) -> None:
        self._gazetteer = gazetteer
        self._model = installed_model() if model is None else model
        self._seas = [entry for entry in gazetteer.of_class("water") if is_sea(entry)]

    def locate(self, extraction: Extraction) -> list[Mention]:
        """Return the mentions of an extraction, in the order of its drafts.

        A draft takes the first of its places that resolves and does not speak or act itself. If its
        place is a name that the gazetteer lacks, it lies somewhere in the country; one without any
        place is put in the city of the story, if there is one.
        """
        if extraction.withdrawn:
            return []
        home = self._gazetteer.home_of(extraction.publisher)
        toponyms, drafts = extraction.toponyms, extraction.drafts
        places, outlet = self._resolve(toponyms, home, event_toponyms(drafts))
        city = story_city(toponyms, places) or (None if has_city(places) else outlet)
        at_home = is_home_city(home, city)
        country = None if at_home else self._country(story_country(toponyms, places))
        region = story_region(places, outlet)
        located = [self._mention(draft, toponyms, places, (city, country)) for draft in drafts]
        return [
            mention.model_copy(update={"region": blocking_region(mention.place, region)})
            for mention in located
        ]

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
        return [
            place or from_container(number, toponyms, known) for number, place in enumerate(known)
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

    def _mention(
        self,
        draft: MentionDraft,
        toponyms: Sequence[Toponym],
        places: Sequence[Place | None],
        story: tuple[Place | None, Entry | None],
    ) -> Mention:
        """Locate a draft; ``story`` are the city and the country of the story.

        Without the country nothing is said of a name that the gazetteer lacks.
        """
        city, country = story
        place, score = linked(draft, toponyms, places)
        unknown = None
        if country is not None:
            has_city = city is not None
            unknown = unknown_place_link(draft, toponyms, places, score, has_city=has_city)
        if unknown is not None:
            name, score = toponyms[unknown.toponym].name, unknown.score
            if place is not None and place.feature_class in AREAS:
                place = place_within(name, place, False, IN_THE_STORY)
            else:
                area = self._country(place.country) if place else country
                place = place_in_story(name, area, IN_THE_STORY) if area else None
        elif place is None and city is not None and not _only_acts(draft, toponyms):
            place, score = _in_city(draft, toponyms, city)
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


def _only_acts(draft: MentionDraft, toponyms: Sequence[Toponym]) -> bool:
    """Return whether all names of a draft speak or act and are no place: "Damascus vowed"."""
    named = [toponyms[one.toponym] for one in draft.place_links if one.toponym < len(toponyms)]
    return bool(named) and all(one.metonym and one.cue != HEADLINE for one in named)


def _in_city(draft: MentionDraft, toponyms: Sequence[Toponym], city: Place) -> tuple[Place, float]:
    """Return the city of the story for a draft without a known place of its own, and its score.

    "At Quor's Bar on Elm Street" lies in the city that most of the article's places are of, and so
    does what is reported without any place.
    """
    for link in draft.place_links:
        if link.toponym < len(toponyms) and not toponyms[link.toponym].metonym:
            name = toponyms[link.toponym].name
            return place_within(name, city, False, LIKELY_CITY), link.score
    return place_within(city.name, city, False, IN_THE_STORY), 1.0


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
