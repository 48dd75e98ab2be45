"""Resolves all toponyms of an article together, in a few rounds of mutual support."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from schemas import Toponym
from streams.geocode.gazetteer.entry import Match, contains
from streams.geocode.gazetteer.name_keys import key_of
from streams.geocode.gazetteer.outlets import Home
from streams.geocode.gazetteer.reader import Gazetteer
from streams.geocode.resolve.containers import Holding
from streams.geocode.resolve.context import ArticleContext
from streams.geocode.resolve.group import DEMONYM, NameGroup, group_toponyms
from streams.geocode.resolve.model import ToponymCandidate, ToponymModel, share_belief
from streams.geocode.resolve.namesakes import favour_seat, pool_variants, trust_known_city
from streams.geocode.resolve.neighbours import SupportingPlace
from streams.geocode.resolve.rating import (
    Told,
    context_features,
    own_features,
    peers_of,
    unrivalled,
)
from streams.geocode.tables import NOT_PLACES, WORDS, hints
from streams.geodesy import distance_km

ROUNDS = 3
"""Belief settles after two rounds in nearly all articles; one more is cheap."""
KEPT = 10
"""Candidates of a name that stay after the first round: the others never win, and cost time."""
SUPPORTING = 3
"""Candidates of a name that support places of other names."""
LEAST_SUPPORTING = 0.05
"""Probability from which a candidate does: less of it moves no other name."""
TOLD = 0.6
"""Belief in a container from which a name that has no place in it means none elsewhere."""
MARGIN_KM = 60.0
"""How far outside of its container a place may stand that codes or borders put elsewhere."""
_SMALL = ("city", "district", "facility", "crossing")
"""Classes of which the text tells the container, whatever that is. That of a country or a division
is a misreading, as in "Russia's part in the US election", unless it is a town: "on Kossuth, in
St. Louis" is no county."""
LONGEST_CODE = 3
"""Letters of the longest abbreviation that is no name at the same time: "US" is no village."""
PLACED_SHARE = 0.5
"""Share of the mentions of a name behind a locative word from which it is no surname or firm."""
FEWEST_PLACES = 2
"""Places of a text or a list that tell the country of the others."""
OUTLET_SHARE = 0.5
"""Belief that a story of an outlet plays where its name says, besides what the text says."""


@dataclass(slots=True)
class Sense:
    """What a name means: its candidates, best first. A demonym only supports its country.

    ``told_elsewhere`` says that the text puts the name into a place that holds none of them.
    """

    group: NameGroup
    candidates: list[ToponymCandidate]
    told_elsewhere: bool = False

    @property
    def is_known_home(self) -> bool:
        """Whether it is the city of an outlet of ``outlets.tsv``, and so beyond doubt."""
        return not self.group.members and self.group.division is not None

    def answer(self, threshold: float) -> ToponymCandidate | None:
        """Return the best candidate, if it is likely enough and names a place."""
        if not self.candidates:
            return None
        best = self.candidates[0]
        if self.is_known_home:
            return best
        if self.told_elsewhere:
            return None
        named = best.match.kind != "demonym" or self.group.hint == DEMONYM
        return best if named and best.probability >= threshold else None

    def event_place(
        self, threshold: float, countries: Collection[str | None]
    ) -> ToponymCandidate | None:
        """Return the best candidate of a name that an event must be placed at.

        It must lie in one of the countries, fit by name and not by sound alone, and have most of
        the belief in all candidates.
        """
        best = self.likeliest(threshold)
        if (
            best is None
            or self.told_elsewhere
            or best.match.kind == "sound"
            or best.match.entry.country not in countries
        ):
            return None
        total = sum(one.probability for one in self.candidates)
        return best if 2 * best.probability >= total else None

    def likeliest(self, threshold: float) -> ToponymCandidate | None:
        """Return the best candidate of a name that is known to be a place, peoples included."""
        best = self.candidates[0] if self.candidates else None
        return best if best and best.probability >= threshold else None


def senses_of(
    gazetteer: Gazetteer,
    toponyms: Sequence[Toponym],
    home: Home | None,
    model: ToponymModel,
    *,
    given: bool = False,
) -> tuple[list[Sense], list[int]]:
    """Return the sense of each name and, for each toponym, the index of its sense.

    After the names of the article, the last sense may be that of the outlet's own place.

    Args:
        gazetteer: where the names are looked up.
        toponyms: the names of an article in order.
        home: that of the outlet, a weak hint: a country and the place that it is named after.
        model: rates the candidates.
        given: whether the names are known to be places, whatever word they are.
    """
    groups, sense_of = group_toponyms(toponyms)
    _add_outlet(groups, home)
    barred = frozenset() if given else NOT_PLACES.entries()
    holders = {number for group in groups for number in group.within}
    named = [
        group
        for number, group in enumerate(groups)
        if not group.members or number in holders or key_of(group.name) not in barred
    ]
    candidates = {id(group): _candidates(gazetteer, group, home, model) for group in named}
    senses = [Sense(group, candidates.get(id(group), [])) for group in groups]
    inner: dict[int, list[Sense]] = {}
    for sense in senses:
        for number in sense.group.within:
            inner.setdefault(number, []).append(sense)
    for turn in range(ROUNDS):
        context = ArticleContext(groups, [_supporting_places(sense) for sense in senses])
        for number, sense in enumerate(senses):
            _rate_again(sense, context, model, inner.get(number, ()))
            if not turn:
                del sense.candidates[KEPT:]
    context = ArticleContext(groups, [_supporting_places(sense) for sense in senses])
    countries = _countries_told(senses, model.threshold)
    for sense in senses:
        sense.told_elsewhere = not given and _is_told_elsewhere(sense, context)
        trust_known_city(
            sense.candidates,
            model.threshold,
            is_place=sense.group.cue and not _is_listed_abroad(sense, senses, model.threshold),
            told_town=_told_town(sense, toponyms, countries),
        )
        pool_variants(sense.candidates)
    return senses, sense_of


def _countries_told(senses: Sequence[Sense], threshold: float) -> frozenset[str | None]:
    """Return the countries that the text tells of: named as places, or by two places in them."""
    placed = Counter[str | None]()
    for sense in senses:
        likely = sense.likeliest(threshold) if sense.group.cue else None
        if likely is not None and likely.match.kind != "demonym":
            whole = likely.match.entry.feature_class == "country"
            placed[likely.match.entry.country] += FEWEST_PLACES if whole else 1
    return frozenset(country for country, number in placed.items() if number >= FEWEST_PLACES)


def _told_town(
    sense: Sense, toponyms: Sequence[Toponym], countries: Collection[str | None]
) -> str | None:
    """Return the name of a sense of which the text says nothing but that it is a place.

    A name that mostly stands behind no locative word may be a surname or a firm; what the text
    tells beside a country, or beside places of one, may lie there, unknown to the gazetteer.
    """
    group = sense.group
    placed = sum(_is_placed(toponyms[number]) for number in group.members)
    if not sense.candidates or placed < PLACED_SHARE * len(group.members):
        return None
    best = sense.candidates[0].match.entry
    return group.name if not countries or best.country in countries else None


def _is_listed_abroad(sense: Sense, senses: Sequence[Sense], threshold: float) -> bool:
    """Return whether all other places of its list lie in one country, and its best one does not.

    In "attacks on Palma, Macomia and Pemba" it is a town of their country that nobody knows.
    """
    if not sense.candidates:
        return False
    listed, pending = {id(sense.group): sense}, [sense]
    while pending:
        for number in pending.pop().group.beside:
            if id(senses[number].group) not in listed:
                listed[id(senses[number].group)] = senses[number]
                pending.append(senses[number])
    others = [likely for one in listed.values() if (likely := one.likeliest(threshold))]
    countries = [one.match.entry.country for one in others if one is not sense.candidates[0]]
    abroad = sense.candidates[0].match.entry.country not in countries
    return abroad and len(countries) >= FEWEST_PLACES and len(set(countries)) == 1


def _is_placed(toponym: Toponym) -> bool:
    """Return whether a locative word stands before a name, and none that anything may follow."""
    return toponym.cue is not None and toponym.cue not in WORDS["vague_cues"]


def _add_outlet(groups: list[NameGroup], home: Home | None) -> None:
    """Mark the name that the outlet is named after, or add it as a group of no toponym."""
    if home is None or home.name is None:
        return
    key = key_of(home.name)
    named = [group for group in groups if key_of(group.name) == key]
    for group in named:
        group.at_home, group.division = True, home.division
    if not named:
        groups.append(NameGroup(home.name, at_home=True, division=home.division))


def _candidates(
    gazetteer: Gazetteer, group: NameGroup, home: Home | None, model: ToponymModel
) -> list[ToponymCandidate]:
    matches = _literal(group.name, gazetteer.matches(group.name))
    country = home.country if home else None
    if group.hint == DEMONYM:
        matches = tuple(match for match in matches if match.kind == "demonym") or matches
    if not group.members and country:
        matches = tuple(match for match in matches if match.entry.country == country)
    if not group.members and group.division:
        matches = tuple(match for match in matches if match.entry.admin1_code == group.division)
    peers = peers_of(matches)
    candidates = []
    for match in matches:
        own = own_features(match, group, peers, country)
        base = model.rate(own)
        candidates.append(ToponymCandidate(match, own, base, base))
    return share_belief(candidates)


def _is_told_elsewhere(sense: Sense, context: ArticleContext) -> bool:
    """Return whether the text puts a name where its best candidate is not, nor any other."""
    if not sense.candidates:
        return False
    entries = [one.match.entry for one in sense.candidates]
    small = entries[0].feature_class in _SMALL
    belief = 0.0
    for holder in context.holders(sense.group):
        if not small and holder.entry.feature_class != "city":
            continue
        if any(contains(holder.entry, entry) for entry in entries):
            return False
        reach = holder.entry.radius_km + entries[0].radius_km + MARGIN_KM
        if distance_km(holder.entry, entries[0]) > reach:
            belief += holder.belief
    return belief >= TOLD


def _literal(name: str, matches: Sequence[Match]) -> tuple[Match, ...]:
    """Return the matches of a name without those that read more into it than its letters.

    Where "Gulf of Guinea" is an entry, it is not the gulf of the country of Guinea; and what is
    written like an abbreviation is what the abbreviation stands for.
    """
    short = [one for one in matches if one.kind == "abbreviation"]
    if short and len(key_of(name)) <= LONGEST_CODE:
        return tuple(short)
    if not any(one.kind in ("main", "alternate") and _is_plain(one) for one in matches):
        return tuple(matches)
    return tuple(one for one in matches if _is_plain(one) or _fits_class(one))


def _is_plain(match: Match) -> bool:
    return match.feature_class is None and match.part is None


def _fits_class(match: Match) -> bool:
    """Return whether a word of the name that was left out says the class of the entry."""
    rule = hints().get(match.feature_class or "")
    return rule is None or match.entry.feature_class in rule.fits


def _rate_again(
    sense: Sense, context: ArticleContext, model: ToponymModel, inner: Sequence[Sense]
) -> None:
    if not sense.candidates:
        return
    group = sense.group
    entries = [one.match.entry for one in sense.candidates]
    contained = [context.containment(group, entry) for entry in entries]
    near = [context.told_near(group, entry) for entry in entries]
    held, nearest = any(inside for inside, _ in contained), max(near)
    single = unrivalled(entries) if group.cue else frozenset()
    holding = Holding(sense.candidates, [other.candidates for other in inner if other.candidates])
    for one, containment, support in zip(sense.candidates, contained, near, strict=True):
        told = Told(*containment, held, support, nearest)
        alone = one.match.entry.country in single
        one.context = context_features(one, group, context, holding, told=told, alone=alone)
        one.score = one.base + model.rate(one.context)
    favour_seat(sense.candidates, group.hint, holds_others=bool(inner))
    share_belief(sense.candidates)


def _supporting_places(sense: Sense) -> list[SupportingPlace]:
    """Return the likeliest candidates with their belief, half of it for the outlet's own place."""
    if sense.is_known_home:
        return [SupportingPlace(one.match.entry, OUTLET_SHARE) for one in sense.candidates[:1]]
    likely = [one for one in sense.candidates[:SUPPORTING] if one.probability > LEAST_SUPPORTING]
    share = 1.0 if sense.group.members else OUTLET_SHARE
    return [SupportingPlace(one.match.entry, share * one.probability) for one in likely]
