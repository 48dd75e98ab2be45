"""Which place the text says that another lies in."""

from collections.abc import Sequence
from dataclasses import replace

from streams.extract.document.mentions import ToponymMention
from streams.extract.document.parse import VERBAL
from streams.extract.document.sentence import Sentence
from streams.extract.places.tables import MISSIONS_ABROAD, WORDS
from streams.extract.vocabulary.known_names import Knowledge
from streams.extract.vocabulary.lexicon import reporting_forms
from streams.extract.vocabulary.tables import DIRECTIONS, PLACE_NOUNS

MAX_GAP = 8
"""Words between two places of which one may contain the other."""
MAX_POSSESSIVE_GAP = 6
"""The same behind "'s": "Iraq's northern city of X"."""
MAX_SENTENCES_BACK = 3
"""How many sentences back a district may take its city from."""
FOLLOW = 8
"""Words behind a name in which "in the west of the city" may stand."""
LIST_REACH = 4
"""Words behind "A, B," among which an "and" makes a list of them."""
LEAST_TOLD = 0.6
"""How well a place must fit an event for what follows to lie in it, and not where it was filed."""
_AREAS = frozenset({"country", "admin1", "region"})
"""Hints of areas that lie in no town."""
_LOCAL = frozenset({"district", "area", "facility"})
"""Hints of places that lie in the city mentioned last."""


class Containment:
    """Sets ``within`` on the toponyms of an article."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._know = knowledge
        self._features = {row.word: row.order for row in PLACE_NOUNS.rows()}
        self._directions = DIRECTIONS.entries()
        self._abroad = MISSIONS_ABROAD.entries()
        self._between = WORDS["contains"] | WORDS["articles"]
        self._articles = WORDS["articles"]
        self._beside = WORDS["lies_beside"]
        self._inside = WORDS["places_in_clause"]
        self._locates = WORDS["locates"]
        self._says = reporting_forms()
        self._closes = WORDS["closes_containment"]
        self._has_districts = WORDS["has_districts"]
        self._explains = WORDS["explains_district"]
        self._joins_list = WORDS["joins_list"]

    def link(
        self, sentences: Sequence[Sentence], found: Sequence[ToponymMention]
    ) -> list[ToponymMention]:
        """Return the toponyms with containers: named side by side first, else the last city."""
        made = list(found)
        for i in range(len(made) - 1):
            if made[i].sentence == made[i + 1].sentence:
                self._pair(sentences[made[i].sentence], made, i, i + 1)
        for i in range(len(made)):
            self._into_possessed(sentences[made[i].sentence], made, i)
        for i in range(len(made)):
            self._into_clause_head(sentences[made[i].sentence], made, i)
        for i in range(len(made)):
            if made[i].within is None and not self._contains(made[i]):
                self._from_context(sentences[made[i].sentence], made, i)
        return made

    def into_peoples(
        self,
        sentences: Sequence[Sentence],
        found: Sequence[ToponymMention],
        peoples: Sequence[ToponymMention],
    ) -> list[ToponymMention]:
        """Put "the Greek island of X" and "the Mozambican town of X" into their countries.

        ``peoples`` are numbered behind the toponyms that are ``found``.
        """
        made = list(found)
        ends = {(one.sentence, one.end): at for at, one in enumerate(peoples, len(made))}
        for i, toponym in enumerate(made):
            if toponym.within is None and not toponym.metonym and toponym.end > toponym.start:
                lower, at = sentences[toponym.sentence].lower, toponym.start
                while at and self._describes(lower, at - 1) and (toponym.sentence, at) not in ends:
                    at -= 1
                people = ends.get((toponym.sentence, at)) if at < toponym.start else None
                made[i] = replace(toponym, within=people)
        return made

    def _describes(self, lower: Sequence[str], at: int) -> bool:
        """Whether a word may stand between a people and the place that is theirs."""
        word = lower[at]
        return word == "of" or word in self._features or word in self._directions

    def _into_possessed(self, s: Sentence, made: list[ToponymMention], i: int) -> None:
        """Put "A, in B's C" into C, which lies in B."""
        outer = made[i].within
        if outer is None or outer + 1 >= len(made) or outer <= i:
            return
        inner, after = made[outer + 1], s.lower[made[outer].end : made[outer].end + 1]
        if after == ["'s"] and inner.within == outer and inner.sentence == made[i].sentence:
            made[i] = replace(made[i], within=outer + 1)

    def _into_clause_head(self, s: Sentence, made: list[ToponymMention], i: int) -> None:
        """Put what a clause places into what the clause describes: "A, where a bus burned in B".

        What somebody says there, and who comes from or goes to B, may be anywhere.
        """
        inner = made[i]
        if inner.within is not None or inner.cue not in self._inside or self._contains(inner):
            return
        for j in range(i - 1, -1, -1):
            outer = made[j]
            if outer.sentence != inner.sentence:
                return
            behind = s.lower[outer.end : inner.start]
            if " ".join(behind[:2]).removeprefix(", ").split(" ")[0] != "where":
                continue
            told = outer.end > outer.start and not self._is_said(s, outer.end, inner.start)
            if told and not outer.metonym and inner.hint not in _AREAS:
                self._set(made, inner=i, outer=j)
            return

    def _is_said(self, s: Sentence, start: int, end: int) -> bool:
        """Return whether a verb of saying stands in a part of a sentence."""
        return any(
            s.lower[at] in self._says and (s.parse is None or s.parse.pos[at] in VERBAL)
            for at in range(start, end)
        )

    def _contains(self, toponym: ToponymMention) -> bool:
        return self._is_area(toponym) or self._is_city(toponym)

    def _is_area(self, toponym: ToponymMention) -> bool:
        """Whether it is a country or a region that most readers know: it lies in no town."""
        lower = toponym.name.lower()
        return lower in self._know.countries or lower in self._know.regions

    def _is_known_city(self, toponym: ToponymMention) -> bool:
        return toponym.name.lower() in self._know.cities

    def _is_city(self, toponym: ToponymMention) -> bool:
        return self._is_known_city(toponym) or (toponym.hint == "city" and not toponym.metonym)

    def _is_town(self, toponym: ToponymMention) -> bool:
        """Whether something may lie in it: a city, or a place that news is told from or in."""
        named = toponym.cue in self._has_districts and toponym.hint in {None, "town", "village"}
        return (self._is_city(toponym) or named) and not toponym.metonym

    def _pair(self, s: Sentence, made: list[ToponymMention], left: int, right: int) -> None:
        a, b = made[left], made[right]
        gap = s.lower[a.end : b.start]
        if a.cue == "dateline" == b.cue:
            self._set(made, inner=left, outer=right)
        if not gap or len(gap) > MAX_GAP or a.start == a.end:
            return
        if gap[0] == "'s" and not self._abroad.isdisjoint(gap):
            return
        if gap == ["'s"] or (gap[0] == "'s" and len(gap) <= MAX_POSSESSIVE_GAP and "," not in gap):
            self._set(made, inner=right, outer=left)
        elif [w for w in gap if w not in self._features] == [","]:
            if self._is_chain(s, made, left, right):
                self._set(made, inner=left, outer=right)
        else:
            self._prepositional(s, made, left, right)

    def _prepositional(
        self, s: Sentence, made: list[ToponymMention], left: int, right: int
    ) -> None:
        gap = s.lower[made[left].end : made[right].start]
        feature = next((w for w in gap if w in self._features), None)
        bare = [w for w in gap if w not in self._features and w not in self._directions]
        if not self._between.issuperset(bare):
            return
        a, b = made[left], made[right]
        if feature and gap[0] == feature:
            outer_first = self._features[feature] == "outer"
            areas = (self._is_area(a), self._is_area(b))
            known = areas if any(areas) else (self._contains(a), self._contains(b))
            if known[0] != known[1]:
                outer_first = known[0]
            inner, outer = (right, left) if outer_first else (left, right)
            if outer_first:
                made[left] = replace(a, hint="city" if self._contains(a) else None, outer=True)
                made[right] = replace(b, hint=b.hint or "district")
            elif b.hint == a.hint:
                made[right] = replace(b, hint="city" if self._is_known_city(b) else None)
            self._set(made, inner, outer)
        elif not (
            self._east_of(gap)
            or b.name == a.name
            or self._are_countries(a, b)
            or self._begins_item(s, made, right)
        ):
            self._set(made, inner=left, outer=right)

    def _begins_item(self, s: Sentence, made: Sequence[ToponymMention], at: int) -> bool:
        """Whether a name begins an item told like the one before it: "in A on B, in C on D"."""
        if at < 2 or at + 1 >= len(made):
            return False
        first, holder, name, after = made[at - 2 : at + 2]
        told = s.lower[first.end : holder.start]
        return (
            first.within == at - 1
            and {first.sentence, after.sentence} == {name.sentence}
            and first.cue == name.cue
            and bool(told)
            and told == s.lower[name.end : after.start]
        )

    def _are_countries(self, *toponyms: ToponymMention) -> bool:
        """Whether all are countries, of which none lies in another: "the U.S., the U.K."."""
        return all(one.name.lower() in self._know.countries for one in toponyms)

    def _east_of(self, gap: Sequence[str]) -> bool:
        """Whether words say a bearing: "a district east of", "50 miles north of the city"."""
        return any(
            y in self._directions and z == "of" and x != "the"
            for x, y, z in zip(["", *gap], gap, gap[1:], strict=False)
        )

    def _is_chain(self, s: Sentence, made: list[ToponymMention], left: int, right: int) -> bool:
        """Whether "A, B" is a place in a place, and not two items of a list."""
        b = made[right]
        lower = b.name.lower()
        first, levels = made[left].name.lower(), (self._know.countries, self._know.states)
        if any(lower in level for level in levels):
            return not any(lower in level and first in level for level in levels)
        after = s.lower[b.end] if b.end < len(s) else "."
        listed = after in self._joins_list or (after == "," and self._list_follows(s, b.end))
        listed = listed or self._is_listed(s, made, right)
        coarse = b.hint in {"admin1", "admin2"} or (
            self._is_city(b) and not self._is_city(made[left])
        )
        placed = made[left].cue in self._locates and not self._is_city(b) and after in self._closes
        return not listed and (coarse or placed)

    def _is_listed(self, s: Sentence, made: Sequence[ToponymMention], at: int) -> bool:
        """Whether a list of names runs on from a name to an "and"."""
        while at + 1 < len(made) and made[at + 1].sentence == made[at].sentence:
            gap = s.lower[made[at].end : made[at + 1].start]
            if gap in (["and"], [",", "and"]):
                return True
            if gap != [","]:
                return False
            at += 1
        return False

    def _list_follows(self, s: Sentence, at: int) -> bool:
        return "and" in s.lower[at : at + LIST_REACH]

    def _set(self, made: list[ToponymMention], inner: int, outer: int) -> None:
        if made[outer].within != inner and not made[inner].metonym:
            made[inner] = replace(made[inner], within=outer)

    def _from_context(self, s: Sentence, made: list[ToponymMention], i: int) -> None:
        """Give a district, or a name explained by "the city", the last city talked about."""
        toponym = made[i]
        follow = s.lower[toponym.end : toponym.end + FOLLOW]
        explained = any(phrase in " ".join(follow) for phrase in self._explains)
        explained = explained and not self._east_of(follow)
        sibling = self._neighbour(s, made, i)
        if sibling is not None:
            made[i] = replace(
                toponym, within=made[sibling].within, hint=toponym.hint or made[sibling].hint
            )
            return
        if not explained and toponym.hint not in _LOCAL:
            return
        beside = self._named_beside(s, made, i)
        if beside is not None:
            made[i] = replace(toponym, within=beside)
            return
        for j in range(i - 1, -1, -1):
            if toponym.sentence - made[j].sentence > MAX_SENTENCES_BACK:
                return
            if self._is_town(made[j]) and made[j].name != toponym.name:
                told = self._told_since(made, j, i) if made[j].cue == "dateline" else None
                made[i] = replace(
                    toponym,
                    within=j if told is None else told,
                    hint=toponym.hint or ("district" if explained else None),
                )
                return

    def _named_beside(self, s: Sentence, made: Sequence[ToponymMention], i: int) -> int | None:
        """Return the place right behind a local one: "the X camp near Y", "X bridge outside Y"."""
        if i + 1 >= len(made) or made[i + 1].sentence != made[i].sentence:
            return None
        after = made[i + 1]
        gap = s.lower[made[i].end : after.start]
        beside = [word for word in gap if word not in self._features and word not in self._articles]
        near = len(beside) == 1 and beside[0] in self._beside
        country = after.name.lower() in self._know.countries
        return i + 1 if near and not country and not after.metonym else None

    def _told_since(self, made: Sequence[ToponymMention], filed: int, i: int) -> int | None:
        """Return the place that news was told of since the dateline: who filed sits elsewhere."""
        for j in range(i - 1, filed, -1):
            one = made[j]
            told = one.fit >= LEAST_TOLD and not one.metonym and one.hint not in _LOCAL
            if told and one.name.lower() not in self._know.countries:
                return j
        return None

    def _neighbour(self, s: Sentence, made: list[ToponymMention], i: int) -> int | None:
        """Return the place that this one is said to lie beside, in the same container."""
        toponym = made[i]
        follow = s.lower[toponym.end : toponym.end + FOLLOW]
        if i + 1 < len(made) and made[i + 1].sentence == toponym.sentence and self._east_of(follow):
            name = made[i + 1].name
            named = (j for j in range(len(made)) if made[j].name == name)
            return next((j for j in named if made[j].within is not None), None)
        return None
