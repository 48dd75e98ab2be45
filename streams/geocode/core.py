"""The geocoder: an extraction's place names to places, and its drafts to located mentions."""

from collections.abc import Sequence

from schemas import Extraction, Mention, MentionConfidence, MentionDraft, Place, Toponym
from schemas.mention import MentionCore
from streams.geocode.gazetteer.entry import Entry
from streams.geocode.gazetteer.outlets import Home, is_of
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.place.blocking_region import meeting_region, region_of
from streams.geocode.place.fallback import (
    IN_THE_STORY,
    LIKELY_CITY,
    from_container,
    scene_of,
    story_of,
)
from streams.geocode.place.linking import country_of, linked, told_of, unknown_of
from streams.geocode.place.placing import AREAS, place_in_story, place_of, place_within
from streams.geocode.resolve.containers import with_divisions
from streams.geocode.resolve.model import MODEL, Model
from streams.geocode.resolve.rating import ToponymCandidate
from streams.geocode.resolve.resolver import Sense, senses_of

UNLOCATED = 0.5
"""Share of a mention's overall confidence that is left without a place."""
LEAST_TOLD = 0.02
"""Least probability of a reading of a name that an event is told of."""
LEAST_GIVEN = 0.05
"""Least probability of a reading of a name that is known to be a place."""
HEADLINE = "headline"
"""The cue of a name that only the headline has; one that acts there may still be the scene."""
OUTLET_CITY = 0.3
"""The same when no city is named at all, and the outlet is of one."""


class Geocoder:
    """Resolves names against one gazetteer. Holds no state between articles."""

    def __init__(self, gazetteer: Gazetteer, model: Model = MODEL) -> None:
        self._gazetteer = gazetteer
        self._model = model

    def locate(self, extraction: Extraction) -> list[Mention]:
        """Return the mentions of an extraction, in the order of its drafts.

        A draft takes the first of its places that resolves and does not speak or act itself. When
        it is told of a name that nobody knows, it lies somewhere in the country; one without any
        place stays unlocated.
        """
        if extraction.withdrawn:
            return []
        home = self._gazetteer.home_of(extraction.publisher)
        places, outlet = self._resolve(extraction.toponyms, home, told_of(extraction.drafts))
        scene = scene_of(extraction.toponyms, places) or (None if _has_city(places) else outlet)
        region = region_of(places, outlet)
        area = None if is_of(home, scene) else self._area(country_of(extraction.toponyms, places))
        located = [
            self._mention(draft, extraction.toponyms, places, (scene, area))
            for draft in extraction.drafts
        ]
        return [
            mention.model_copy(update={"region": meeting_region(mention.place, region)})
            for mention in located
        ]

    def resolve(
        self, toponyms: Sequence[Toponym], home: Home | None = None, *, given: bool = False
    ) -> list[Place | None]:
        """Return the place of each toponym, or None where no reading is likely.

        ``home`` is the outlet's, as the gazetteer tells it. ``given`` says that somebody else has
        found the names and knows that they are places: peoples are then their countries, and an
        unknown name lies, with low confidence, where most of the text's places are.
        """
        if given:
            return self._resolve_given(toponyms, home)
        return self._resolve(toponyms, home)[0]

    def _resolve(
        self, toponyms: Sequence[Toponym], home: Home | None, told: frozenset[int] = frozenset()
    ) -> tuple[list[Place | None], Place | None]:
        """Return the place of each toponym, and the city that the outlet is named after.

        ``told`` are the toponyms that events are told of: an unlikely reading does for them, when
        its rivals are unlikelier still and the text speaks of its country.
        """
        toponyms = with_divisions(self._gazetteer, toponyms)
        senses, of = senses_of(self._gazetteer, toponyms, home, self._model)
        answers = [sense.answer(self._model.threshold) for sense in senses]
        sure = (sense.likeliest(self._model.threshold) for sense in senses)
        in_play = {reading.match.entry.country for reading in sure if reading is not None}
        for number in {of[number] for number in told if number < len(of)}:
            answers[number] = answers[number] or senses[number].told(LEAST_TOLD, in_play)
        places = self._places(toponyms, senses, of, answers)
        return places, self._outlet_city(senses)

    def _resolve_given(self, toponyms: Sequence[Toponym], home: Home | None) -> list[Place | None]:
        toponyms = with_divisions(self._gazetteer, toponyms)
        senses, of = senses_of(self._gazetteer, toponyms, home, self._model, given=True)
        answers = [sense.likeliest(LEAST_GIVEN) for sense in senses]
        places = self._places(toponyms, senses, of, answers)
        story = story_of(places) or (f"country:{home.country}" if home and home.country else None)
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
        of: Sequence[int],
        answers: Sequence[ToponymCandidate | None],
    ) -> list[Place | None]:
        known: list[Place | None] = []
        for number, toponym in enumerate(toponyms):
            answer, readings = answers[of[number]], senses[of[number]].readings
            others = [reading for reading in readings if reading is not answer]
            if answer is not None and toponym.feature_hint == "water" and _is_country(answer):
                answer = None
            place = place_of(toponym.name, answer, others, self._model) if answer else None
            known.append(place)
        return [
            place or from_container(number, toponyms, known) for number, place in enumerate(known)
        ]

    def _outlet_city(self, senses: Sequence[Sense]) -> Place | None:
        """Return the city of the group that stands for the outlet, if it is one and is sure."""
        if not senses or senses[-1].group.members:
            return None
        answer = senses[-1].answer(self._model.threshold)
        if answer is None or answer.match.entry.feature_class != "city":
            return None
        place = place_of(senses[-1].group.name, answer, (), self._model)
        return place.model_copy(update={"confidence": min(place.confidence, OUTLET_CITY)})

    def _area(self, country: str | None) -> Entry | None:
        return self._gazetteer.entry(f"country:{country}") if country else None

    def _mention(
        self,
        draft: MentionDraft,
        toponyms: Sequence[Toponym],
        places: Sequence[Place | None],
        around: tuple[Place | None, Entry | None],
    ) -> Mention:
        """Locate a draft; ``around`` are the city and the country that the story is of.

        Without the country an unknown name says nothing of its own.
        """
        scene, country = around
        place, link = linked(draft, toponyms, places)
        city = scene is not None
        unknown = unknown_of(draft, toponyms, places, link, city=city) if country else None
        if unknown is not None:
            name, link = toponyms[unknown.toponym].name, unknown.score
            if place is not None and place.feature_class in AREAS:
                place = place_within(name, place, False, IN_THE_STORY)
            else:
                area = self._area(place.country) if place else country
                place = place_in_story(name, area, IN_THE_STORY) if area else None
        elif place is None and scene is not None and not _is_told_of(draft, toponyms):
            place, link = _at_the_scene(draft, toponyms, scene)
        return Mention.model_validate(
            {
                **{name: getattr(draft, name) for name in MentionCore.model_fields},
                "place": place,
                "gazetteer_version": self._gazetteer.version,
                "confidence": _confidence(draft.confidence, place, link),
            }
        )


def _is_country(reading: ToponymCandidate) -> bool:
    """Tell whether a reading is a country, as "the Niger river" is none."""
    return reading.match.entry.feature_class == "country"


def _is_told_of(draft: MentionDraft, toponyms: Sequence[Toponym]) -> bool:
    """Tell whether a draft has no place but one that speaks or acts: "Damascus vowed"."""
    links = [toponyms[k.toponym] for k in draft.place_links if k.toponym < len(toponyms)]
    return bool(links) and all(one.metonym and one.cue != HEADLINE for one in links)


def _at_the_scene(
    draft: MentionDraft, toponyms: Sequence[Toponym], scene: Place
) -> tuple[Place, float]:
    """Return the city of the story for a draft without a place of its own that is known.

    "At Quor's Bar on Elm Street" lies in the city that most of the article's places are of, and
    so does what is told without any place.
    """
    for link in draft.place_links:
        if link.toponym < len(toponyms) and not toponyms[link.toponym].metonym:
            name = toponyms[link.toponym].name
            return place_within(name, scene, False, LIKELY_CITY), link.score
    return place_within(scene.name, scene, False, IN_THE_STORY), 1.0


def _has_city(places: Sequence[Place | None]) -> bool:
    return any(place is not None and place.city_id is not None for place in places)


def _confidence(told: MentionConfidence, place: Place | None, link: float) -> MentionConfidence:
    if place is None:
        return told.model_copy(
            update={"place": None, "overall": round(told.overall * UNLOCATED, 3)}
        )
    sure = place.confidence * link
    return told.model_copy(
        update={"place": round(sure, 3), "overall": round(told.overall * sure, 3)}
    )
