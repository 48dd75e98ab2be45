"""The places that an event of an article may be at, and what speaks for and against each.

All places of the article are options, not only those that extraction linked, and so are the city of
the outlet and names that nobody knows. ``models/geocode/place_choice.tsv`` weighs the features, and
docs/explanation/geocoding.md says what they mean.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas import MentionDraft, Place, Toponym
from schemas.extraction import PlaceLink
from schemas.ontology import load_ontology
from streams.geocode.place.story import Places, most, story_city
from streams.geocode.resolve.group import is_landmark
from streams.geodesy import distance_km

OWN_BOUNDS = (0.25, 0.4, 0.55, 0.7, 0.85)
"""Scores of a link of the event's own sentence that features tell apart."""
CERTAIN = 0.5
"""Score of a link from which the name of its own sentence certainly is the place of an event."""
NEAR = 2
"""Sentences between an event and a place that count as near."""
UNSURE = 0.5
"""Confidence in a place below which it is doubtful that the name means it."""
MOST_OPTIONS = 16
"""Places of an article that an event without a link to them may be at: those named most, so that
a list of thousands of names takes time in proportion."""
PRECISE = 2
"""Precision codes up to this are of a city or a place in it."""
HEADLINE = "headline"
"""The cue of a name that only the headline has; what acts there may still be where it happened."""
DATELINE = "dateline"
"""The cue of the place where a story was filed."""
ASSERTED = "asserted"
"""The modality of what has happened, and so not where something is planned."""
PLAN = "plan"
"""What a place is where something will be."""
_OUTSIDE_CUES = (HEADLINE, DATELINE)
_APART = ("town", "village", "city", "admin2", "admin1", "region", "area", "crossing")
"""Hints of an unknown name that lies in no city."""
_SEATED = frozenset({"AGREE", "AID", "CONSULT"})
"""PLOVER roots of types that happen at places of their own, whatever else the article tells."""


@dataclass(frozen=True, slots=True)
class PlaceOption:
    """A place of an article with the numbers of the toponyms that name it.

    ``place`` is None for a name that the gazetteer lacks.
    """

    place: Place | None
    toponyms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """How an article tells of an option, whatever the event: by sentences and by features."""

    metonym: bool
    outside: tuple[str, ...]
    manner: tuple[str, ...]
    planned: bool
    inside: tuple[int, ...]
    offices: tuple[int, ...]

    @classmethod
    def of(cls, mentions: Sequence[Toponym]) -> "_Told":
        """Return it for the toponyms of an option."""
        named = [one for one in mentions if not one.metonym]
        inside = [one for one in named if one.cue not in _OUTSIDE_CUES]
        manner = {
            "always aside": all(one.aside is not None for one in inside),
            "never placed": all(one.cue is None for one in inside),
        }
        return cls(
            metonym=bool(mentions) and not named,
            outside=tuple(c for c in _OUTSIDE_CUES if any(one.cue == c for one in mentions)),
            manner=tuple(name for name, holds in manner.items() if holds and inside),
            planned=bool(inside) and all(one.aside == PLAN for one in inside),
            inside=tuple(one.sentence for one in inside),
            offices=tuple(one.sentence for one in mentions if one.metonym),
        )


Features = Mapping[str, float]
Shares = Mapping[int, float]
"""The share (0-1) of events at each option, by its number."""
Agreement = Mapping[str, Shares]
"""Of the other events of a story: all of them ("agree"), those of one type and day ("same")."""


@dataclass(frozen=True, slots=True)
class _ReadDraft:
    """A draft with the numbers and features of its options; ``side`` is "told" or "bare"."""

    draft: MentionDraft
    numbers: list[int]
    side: str
    features: list[Features]


class StoryOptions:
    """The places of one article as options for its events.

    Args:
        toponyms: its names.
        places: what they were resolved to.
        outlet: the city that the outlet is named after.
        local: whether the outlet is of one city, whose streets and bars no gazetteer has.
    """

    def __init__(
        self,
        toponyms: Sequence[Toponym],
        places: Places,
        outlet: Place | None = None,
        *,
        local: bool = False,
    ) -> None:
        self._toponyms = toponyms
        self._places = places
        self._groups = _groups(toponyms, places)
        self._number_of = {
            number: at for at, one in enumerate(self._groups) for number in one.toponyms
        }
        self._located_by = {
            at + 1: at for at, pair in enumerate(pairwise(toponyms)) if is_landmark(*pair)
        }
        """Landmarks, each with the name that it says the place of: "X, near Y"."""
        if outlet is not None and all(
            one.place is None or one.place.gazetteer_id != outlet.gazetteer_id
            for one in self._groups
        ):
            self._groups.append(PlaceOption(outlet, ()))
        self._held: dict[tuple[int, int], bool] = {}
        self._known: dict[int, Sequence[str]] = {}
        self._told: dict[int, _Told] = {}
        self._read: dict[int, _ReadDraft] = {}
        self._counts = [
            sum(not toponyms[number].metonym for number in one.toponyms) for one in self._groups
        ]
        self._total = max(1, sum(self._counts))
        self._local = local
        self._in_city = story_city(toponyms, places) is not None or outlet is not None
        self._country = most(
            [p for t, p in zip(toponyms, places, strict=True) if not t.metonym],
            lambda place: place.country,
            share=0.0,
        )
        precise = [n for n, one in zip(self._counts, self._groups, strict=True) if _is_town(one)]
        self._most = max(precise, default=0)
        order = sorted(range(len(self._groups)), key=lambda at: (-self._counts[at], at))
        self._common = order[:MOST_OPTIONS]
        self._shares: dict[int, float] = {}

    def options(self, draft: MentionDraft) -> list[PlaceOption]:
        """Return what a draft may be at."""
        return [self._groups[at] for at in self._numbers(draft)]

    def _numbers(self, draft: MentionDraft) -> list[int]:
        """Return the numbers of a draft's options; one of a list has only its own place."""
        links = [link for link in draft.place_links if link.toponym in self._number_of]
        if links and all(self._acts(link.toponym) for link in links):
            return []
        linked = [self._number_of[link.toponym] for link in links]
        linked = [at for at in linked if self._may_be(at)]
        if is_listed(draft) or _is_seated(draft):
            return sorted(set(linked))
        known = [at for at in self._common if self._groups[at].place is not None]
        return sorted({*linked, *known})

    def _acts(self, number: int) -> bool:
        """Return whether a name speaks or acts and is no place: "Damascus vowed"."""
        toponym = self._toponyms[number]
        return toponym.metonym and toponym.cue != HEADLINE

    def _may_be(self, at: int) -> bool:
        """Return whether an option may be one: unknown bars and streets lie in the story's city."""
        if self._groups[at].place is not None:
            return True
        hint = self._toponyms[self._groups[at].toponyms[0]].feature_hint
        return not self._local and (hint in _APART or not self._in_city)

    def features(
        self, draft: MentionDraft, agreement: Agreement | None = None
    ) -> tuple[list[int], list[Features]]:
        """Return the numbers of a draft's options and the features of each.

        ``agreement`` is what the other events of the story say.
        """
        known = self._read.get(id(draft))
        if known is None or known.draft is not draft:
            known = self._read[id(draft)] = self._read_draft(draft)
        if not agreement:
            return known.numbers, known.features
        return known.numbers, [
            {**features, **_agreeing(at, agreement, known.side)}
            for at, features in zip(known.numbers, known.features, strict=True)
        ]

    def _read_draft(self, draft: MentionDraft) -> _ReadDraft:
        """Return what speaks for the options of a draft, whatever the other events say."""
        numbers, own = self._numbers(draft), self._own(draft)
        side = "told" if own else "bare"
        best = max(own, key=lambda at: own[at].score, default=None)
        features = [self._features(draft, at, own, best, side) for at in numbers]
        return _ReadDraft(draft, numbers, side, features)

    def option(self, number: int) -> PlaceOption:
        """Return the option of a number."""
        return self._groups[number]

    def toponym(self, number: int) -> Toponym:
        """Return a name of the article by its number."""
        return self._toponyms[number]

    def _own(self, draft: MentionDraft) -> dict[int, PlaceLink]:
        """Return the best link of the own sentence by option; names that act are left out."""
        found: dict[int, PlaceLink] = {}
        for link in draft.place_links:
            at = self._number_of.get(link.toponym)
            if at is None or link.inherited or self._toponyms[link.toponym].metonym:
                continue
            if at not in found or link.score > found[at].score:
                found[at] = link
        return found

    def _features(
        self,
        draft: MentionDraft,
        at: int,
        own: Mapping[int, PlaceLink],
        best: int | None,
        side: str,
    ) -> Features:
        names = [
            *self._of_links(draft, at, own, best),
            *self._fixed(at),
            *self._of_mentions(draft, at, linked=at in own, side=side),
            *self._of_others(draft, at, own),
        ]
        found = dict.fromkeys(names, 1.0)
        if at not in self._shares:
            self._shares[at] = self._share(at)
        found[f"{side} share"] = self._shares[at]
        if _is_town(self._groups[at]) and self._counts[at] == self._most:
            found[f"{side} most"] = 1.0
        return found

    def _of_links(
        self, draft: MentionDraft, at: int, own: Mapping[int, PlaceLink], best: int | None
    ) -> Iterator[str]:
        """Yield how the event is linked to an option."""
        if at in own:
            link = own[at]
            yield from (f"own>={bound}" for bound in OWN_BOUNDS if link.score >= bound)
            if at == best:
                yield "own best"
            here = self._toponyms[link.toponym]
            if here.cue == "from":
                yield "cue=from"
            if here.aside is not None:
                yield f"aside={here.aside}"
        numbers = self._groups[at].toponyms
        inherited = [link for link in draft.place_links if link.inherited]
        for link in inherited:
            if link.toponym in numbers:
                yield f"link={link.basis}"
        if inherited and not own and inherited[0].toponym in numbers:
            yield "best link"

    def _of_kind(self, at: int) -> Iterator[str]:
        """Yield what an option is, whatever the event."""
        option = self._groups[at]
        if option.place is None:
            yield "class=unknown"
            return
        if option.place.feature_class == "country":
            yield "class=country"
        if option.place.confidence < UNSURE:
            yield "unsure"
        filed = any(self._toponyms[number].cue == DATELINE for number in option.toponyms)
        if filed and option.place.country != self._country:
            yield "abroad dateline"
        if not option.toponyms:
            yield "outlet"

    def _of_mentions(
        self, draft: MentionDraft, at: int, *, linked: bool, side: str
    ) -> Iterator[str]:
        """Yield where the article names an option."""
        told = self._told.get(at)
        if told is None:
            told = self._told[at] = _Told.of(
                [self._toponyms[number] for number in self._groups[at].toponyms]
            )
        if told.metonym:
            yield "metonym"
        for cue in told.outside:
            yield f"{side} {cue}"
        yield from told.manner
        if told.planned and draft.modality == ASSERTED:
            yield "always planned"
        gaps = [sentence - draft.sentence for sentence in told.inside]
        if 0 in gaps and not linked:
            yield "same sentence"
        if any(-NEAR <= gap < 0 for gap in gaps):
            yield f"{side} just before"
        if any(0 < gap <= NEAR for gap in gaps):
            yield f"{side} just after"
        if told.inside and told.inside[0] <= 1:
            yield f"{side} opening"
        if any(abs(sentence - draft.sentence) <= NEAR for sentence in told.offices):
            yield "named by office near"

    def _of_others(
        self, draft: MentionDraft, at: int, own: Mapping[int, PlaceLink]
    ) -> Iterator[str]:
        """Yield how an option lies to the places that the event is linked to."""
        linked = [other for other in own if other != at]
        if any(self._holds(at, other) for other in linked):
            yield "holds own"
        if any(self._holds(other, at) for other in linked):
            yield "within own"
        if any(self._is_told_finer(at, other, draft.sentence) for other in linked):
            yield "said within own"
        located = {other: self._located_by_landmark(link) for other, link in own.items()}
        if located.get(at) is not None:
            yield "landmark"
        if at not in own and at in located.values():
            yield "by landmark"

    def _located_by_landmark(self, link: PlaceLink) -> int | None:
        """Return the option of which a linked name only says where it is; None if it says more.

        What is finer than the option says more: "in Paris, near the Louvre".
        """
        at, other = (
            self._number_of.get(number)
            for number in (link.toponym, self._located_by.get(link.toponym, -1))
        )
        if at is None or other is None or at == other or self._holds(other, at):
            return None
        landmark, place = self._groups[at].place, self._groups[other].place
        if landmark is None or place is None or landmark.precision < place.precision:
            return None
        return other

    def _is_told_finer(self, at: int, other: int, sentence: int) -> bool:
        """Return whether a sentence puts an option into another one, and it is the finer of both.

        Of a town in a province it is the town, and so it is of "the Vistula in Torun".
        """
        if self._is_said_within(at, other, sentence):
            return not self._is_finer(other, at)
        return self._is_finer(at, other) and self._is_said_within(other, at, sentence)

    def _is_said_within(self, inner: int, outer: int, sentence: int) -> bool:
        named = (self._toponyms[number] for number in self._groups[inner].toponyms)
        holders = self._groups[outer].toponyms
        return any(one.within in holders for one in named if one.sentence == sentence)

    def _of_holding(self, at: int) -> Iterator[str]:
        """Yield whether other places of the article lie in an option."""
        others = [other for other in self._common if self._counts[other] and self._holds(at, other)]
        if others:
            yield "holds other"
        place = self._groups[at].place
        if place is not None and any(_is_town(self._groups[other]) for other in others):
            yield f"{place.feature_class} holds town"

    def _is_finer(self, one: int, other: int) -> bool:
        """Return whether an option is a town and the other is wider."""
        place = self._groups[other].place
        return _is_town(self._groups[one]) and place is not None and place.precision > PRECISE

    def _holds(self, outer: int, inner: int) -> bool:
        if outer == inner:
            return False
        known = self._held.get((outer, inner))
        if known is None:
            one, other = self._groups[outer].place, self._groups[inner].place
            known = one is not None and other is not None and holds(one, other)
            self._held[outer, inner] = known
        return known

    def _fixed(self, at: int) -> Sequence[str]:
        """Return what holds of an option whatever the event, worked out once."""
        if at not in self._known:
            self._known[at] = (*self._of_kind(at), *self._of_holding(at))
        return self._known[at]

    def _share(self, at: int) -> float:
        """Return the share of the article's names that are of an option or of what it holds."""
        held = sum(self._counts[other] for other in self._common if self._holds(at, other))
        return (self._counts[at] + held) / self._total


def _agreeing(at: int, agreement: Agreement, side: str) -> Features:
    """Return the features of what the other events of a story say of an option."""
    said = ((name, shares.get(at)) for name, shares in agreement.items())
    return {f"{side} {name}": share for name, share in said if share}


def event_toponyms(drafts: Sequence[MentionDraft]) -> frozenset[int]:
    """Return the names that certainly are places of events: "troops liberated X" makes X one."""
    best = (draft.place_links[0] for draft in drafts if draft.place_links)
    return frozenset(link.toponym for link in best if link.score >= CERTAIN and not link.inherited)


def holds(outer: Place, inner: Place) -> bool:
    """Return whether a place lies in another: by the codes of divisions, else by distance."""
    if outer.gazetteer_id == inner.gazetteer_id or inner.precision > outer.precision:
        return False
    if outer.feature_class == "country":
        return inner.country == outer.country and inner.feature_class != "country"
    if outer.feature_class == "city":
        return inner.city_id == outer.gazetteer_id
    same = inner.admin1_code == outer.admin1_code and inner.precision < outer.precision
    if outer.feature_class == "admin2" and inner.admin2 is None:
        return same and distance_km(inner, outer) <= outer.uncertainty_km
    if outer.feature_class == "admin2":
        return same and inner.admin2 == outer.name
    return same and outer.feature_class == "admin1"


def is_listed(draft: MentionDraft) -> bool:
    """Return whether a draft is one of several that a list of places makes."""
    return any(link.basis == "list" for link in draft.place_links)


def _is_seated(draft: MentionDraft) -> bool:
    """Return whether an event is only at places that it is linked to: talks, truces and aid."""
    event_type = load_ontology().types.get(draft.event_type)
    return event_type is not None and event_type.plover in _SEATED


def _is_town(option: PlaceOption) -> bool:
    return option.place is not None and option.place.precision <= PRECISE


def _groups(toponyms: Sequence[Toponym], places: Places) -> list[PlaceOption]:
    """Return the places of an article with their names; unknown names by how they are written."""
    known: dict[object, list[int]] = {}
    for number, (toponym, place) in enumerate(zip(toponyms, places, strict=True)):
        if place is None:
            if not toponym.metonym:
                known.setdefault(toponym.name.lower(), []).append(number)
            continue
        key = (place.gazetteer_id, place.precision, place.uncertainty_km)
        known.setdefault(key, []).append(number)
    return [PlaceOption(places[numbers[0]], tuple(numbers)) for numbers in known.values()]
