"""The geocoder: an extraction's place names to places, and its drafts to located mentions."""

from collections import Counter
from collections.abc import Sequence

from schemas import Extraction, Mention, MentionConfidence, MentionDraft, Place, Toponym
from schemas.mention import MentionCore
from streams.geocode.containers import narrowest, with_divisions
from streams.geocode.gazetteer import Gazetteer
from streams.geocode.home import Home
from streams.geocode.meeting import meeting_region, region_of
from streams.geocode.placing import place_of, place_within
from streams.geocode.resolve import Sense, senses_of

UNKNOWN_NAME = 0.4
"""Confidence in the container of a name that the gazetteer lacks, when the text names it."""
LIKELY_CITY = 0.35
"""The same when the city is only the last one that the text spoke of."""
UNLOCATED = 0.5
"""Share of a mention's overall confidence that is left without a place."""
OUTLET_CITY = 0.3
"""The same when no city is named at all, and the outlet is of one."""
SCENE_SHARE = 0.5
"""Share of an article's names of cities and districts that makes a city its scene."""
LOOK_BACK = 3
"""Sentences before a district within which its city was named."""
_SETTLEMENTS = ("city", "town", "village", "admin2")


class Geocoder:
    """Resolves names against one gazetteer. Holds no state between articles."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def locate(self, extraction: Extraction) -> list[Mention]:
        """Return the mentions of an extraction, in the order of its drafts.

        A draft takes the first of its places that resolves and does not speak or act itself; one
        without such a place stays unlocated.
        """
        if extraction.withdrawn:
            return []
        home = self._gazetteer.home_of(extraction.publisher)
        places, outlet = self._resolve(extraction.toponyms, home)
        scene = _scene(places) or (None if _has_city(places) else outlet)
        region = region_of(places, outlet)
        located = [
            self._mention(draft, extraction.toponyms, places, scene) for draft in extraction.drafts
        ]
        return [
            mention.model_copy(update={"region": meeting_region(mention.place, region)})
            for mention in located
        ]

    def resolve(self, toponyms: Sequence[Toponym], home: Home | None = None) -> list[Place | None]:
        """Return the place of each toponym, or None where no reading is likely.

        ``home`` is the outlet's, as the gazetteer tells it.
        """
        return self._resolve(toponyms, home)[0]

    def _resolve(
        self, toponyms: Sequence[Toponym], home: Home | None
    ) -> tuple[list[Place | None], Place | None]:
        """Return the place of each toponym, and the city that the outlet is named after."""
        toponyms = with_divisions(self._gazetteer, toponyms)
        senses, of = senses_of(self._gazetteer, toponyms, home)
        places = [_answer(toponym, senses[of[i]]) for i, toponym in enumerate(toponyms)]
        known = list(places)
        for number, place in enumerate(known):
            if place is None:
                places[number] = _from_container(number, toponyms, known)
        return places, _outlet_city(senses)

    def _mention(
        self,
        draft: MentionDraft,
        toponyms: Sequence[Toponym],
        places: Sequence[Place | None],
        scene: Place | None,
    ) -> Mention:
        place, link = _linked(draft, toponyms, places)
        if place is None and scene is not None:
            place, link = _at_the_scene(draft, toponyms, scene)
        return Mention.model_validate(
            {
                **{name: getattr(draft, name) for name in MentionCore.model_fields},
                "place": place,
                "gazetteer_version": self._gazetteer.version,
                "confidence": _confidence(draft.confidence, place, link),
            }
        )


def _linked(
    draft: MentionDraft, toponyms: Sequence[Toponym], places: Sequence[Place | None]
) -> tuple[Place | None, float]:
    """Return the first linked place that is known and does not speak or act, and its score."""
    for link in draft.place_links:
        if link.toponym < len(places) and not toponyms[link.toponym].metonym:
            place = places[link.toponym]
            if place is not None:
                return place, link.score
    return None, 0.0


def _at_the_scene(
    draft: MentionDraft, toponyms: Sequence[Toponym], scene: Place
) -> tuple[Place | None, float]:
    """Return the city of the story for a draft whose own places no gazetteer knows.

    "At Quor's Bar on Elm Street" lies in the city that most of the article's places are of.
    """
    for link in draft.place_links:
        if link.toponym < len(toponyms) and not toponyms[link.toponym].metonym:
            name = toponyms[link.toponym].name
            return place_within(name, scene, False, LIKELY_CITY), link.score
    return None, 0.0


def _has_city(places: Sequence[Place | None]) -> bool:
    return any(place is not None and place.city_id is not None for place in places)


def _outlet_city(senses: Sequence[Sense]) -> Place | None:
    """Return the city of the group that stands for the outlet, if it is one and is sure enough."""
    if not senses or senses[-1].group.members:
        return None
    answer = senses[-1].answer
    if answer is None or answer.match.entry.feature_class != "city":
        return None
    place = place_of(senses[-1].group.name, answer)
    return place.model_copy(update={"confidence": min(place.confidence, OUTLET_CITY)})


def _scene(places: Sequence[Place | None]) -> Place | None:
    """Return a place in the city that most of the names of cities and districts belong to."""
    named = [place for place in places if place is not None and place.city_id is not None]
    counts = Counter(place.city_id for place in named)
    if not counts:
        return None
    city, number = max(counts.items(), key=lambda item: (item[1], str(item[0])))
    if number < len(named) * SCENE_SHARE:
        return None
    return next((p for p in named if p.gazetteer_id == city), None)


def _confidence(told: MentionConfidence, place: Place | None, link: float) -> MentionConfidence:
    if place is None:
        return told.model_copy(
            update={"place": None, "overall": round(told.overall * UNLOCATED, 3)}
        )
    sure = place.confidence * link
    return told.model_copy(
        update={"place": round(sure, 3), "overall": round(told.overall * sure, 3)}
    )


def _answer(toponym: Toponym, sense: Sense) -> Place | None:
    answer = sense.answer
    return place_of(toponym.name, answer, sense.readings[1:]) if answer else None


def _from_container(
    number: int, toponyms: Sequence[Toponym], places: Sequence[Place | None]
) -> Place | None:
    """Return a coarse place for a name without one: its container, or the city last spoken of."""
    toponym = toponyms[number]
    settlement = toponym.feature_hint in _SETTLEMENTS
    container = narrowest(number, toponyms, places)
    if container is not None:
        return place_within(toponym.name, container, settlement, UNKNOWN_NAME)
    if toponym.feature_hint == "district":
        city = _city_before(number, toponyms, places)
        return place_within(toponym.name, city, False, LIKELY_CITY) if city else None
    return None


def _city_before(
    number: int, toponyms: Sequence[Toponym], places: Sequence[Place | None]
) -> Place | None:
    here = toponyms[number]
    for toponym, place in zip(toponyms[:number][::-1], places[:number][::-1], strict=True):
        if here.sentence - toponym.sentence > LOOK_BACK:
            return None
        if place is not None and place.feature_class == "city":
            return place
    return None
