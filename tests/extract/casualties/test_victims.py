"""Whose casualty word it is. "[...]": people; "<...>": the casualty word; "{...}": a part."""

from dataclasses import replace

import pytest

from streams.extract.casualties.casualty_words import CasualtyWord
from streams.extract.casualties.numbers import PersonCount
from streams.extract.casualties.tables import CasualtyKind, Voice, VoiceName
from streams.extract.casualties.tolls import TollReader
from streams.extract.casualties.victims import VictimFinder, VictimSearch
from streams.extract.document.sentence import Sentence
from tests.extract.casualties.sentences import find, marked, parsed, person

FINDER = VictimFinder(TollReader())


def search(text: str, voice: Voice, kind: CasualtyKind = "killed") -> VictimSearch:
    s, people, span = marked(text)
    free = [p for p in people if not p.part]
    return VictimSearch(s, CasualtyWord(*span, kind, voice), people, free, 0, len(s))


def victims(of: VictimSearch) -> list[str]:
    return [" ".join(of.s.words[p.start : p.end]) for p in FINDER.find(of)]


@pytest.mark.parametrize(
    ("voice", "text", "expected"),
    [
        ("verb", "a crash <killed> [two cooks] there", ["two cooks"]),
        ("verb", "[two cooks] were <killed> there", ["two cooks"]),
        ("verb", "[two cooks] were all instantly <killed> so [a guest] said", ["two cooks"]),
        ("verb", "[two cooks] <killed> in a crash", ["two cooks"]),
        ("verb", "[two <injured> cooks] slept", ["two injured cooks"]),
        ("verb", "[two] of the <injured> slept", []),
        ("verb", "[hundreds] mourned those who were <killed> there", []),
        ("open_verb", "[two cooks] <shot> by [a guard]", ["two cooks"]),
        ("before", "[two cooks] later <died>", ["two cooks"]),
        ("before", "leaving <dead> [two cooks]", ["two cooks"]),
        ("before", "the <slain> and [two cooks] slept", []),
        ("after", "a crash , <killing> [a cook]", ["a cook"]),
        ("after", "[two cooks] saw the <killing> end", []),
        ("noun", "[two] <deaths>", ["two"]),
        ("noun", "[two] reported <deaths>", []),
        ("open_object", "<shooting> [four] there", ["four"]),
        ("open_object", "<shooting> at [four] there", []),
        ("inside", "it <claimed [two] lives>", ["two"]),
        ("part", "[four] were shot , {one} <fatally>", ["one"]),
        ("part", "[four] were shot <fatally>", []),
        ("part", "[four] were shot , {one} by a guard there <fatally>", []),
        ("toll", "the <toll> has reached [nine cooks] there", ["nine cooks"]),
        ("stated_toll", "the <toll> : [nine cooks] there", []),
    ],
)
def test_each_voice_has_its_own_victims(voice: VoiceName, text: str, expected: list[str]) -> None:
    assert victims(search(text, Voice(voice))) == expected


def test_a_word_that_says_how_many_has_no_victims() -> None:
    assert victims(search("a <double homicide> of [two cooks]", Voice("=", 2))) == []


@pytest.mark.parametrize(
    ("voice", "text", "number"),
    [
        ("before", "[a cook] , [two guests] and [his son] <died>", 3),
        ("before", "[Ada Quill] , 41 , and [Ben Roe] , 39 , <died>", 2),
        ("before", "[a cook] saw that [two guests] <died>", 1),
        ("before", "[a cook] , and as well [two guests] <died>", 1),
        ("after", "<killing> [a cook] , [two guests] as well as [a boy]", 3),
        ("after", "<killing> [a cook] while [two guests] slept", 1),
    ],
)
def test_a_list_of_victims_ends_where_nothing_joins_them(
    voice: VoiceName, text: str, number: int
) -> None:
    assert len(victims(search(text, Voice(voice)))) == number


@pytest.mark.parametrize(("words", "expected"), [(8, ["a cook"]), (9, [])])
def test_victims_stand_close_before_a_word(words: int, expected: list[str]) -> None:
    assert victims(search(f"[a cook] {'so ' * words}<died>", Voice("before"))) == expected


def test_the_casualty_words_beside_it_bound_the_search() -> None:
    before = search("[a cook] and [a guest] <died>", Voice("before"))
    assert victims(replace(before, left=3)) == ["a guest"]
    behind = search("<killing> [a cook] and [a guest]", Voice("after"))
    assert victims(replace(behind, right=4)) == ["a cook"]


def in_parse(
    s: Sentence, word: str, voice: VoiceName, *people: PersonCount, kind: CasualtyKind = "killed"
) -> VictimSearch:
    found = CasualtyWord(*find(s, word), kind, Voice(voice))
    return VictimSearch(s, found, people, people, 0, len(s))


def test_the_parse_joins_victims_across_a_place() -> None:
    s = parsed(
        "killing ROOT - VERB",
        "two nummod cooks NUM",
        "cooks obj killing NOUN",
        "in case Ulm ADP",
        "Ulm nmod cooks PROPN",
        "and cc guests CCONJ",
        "six nummod guests NUM",
        "guests conj cooks NOUN",
    )
    people = person(s, "two cooks"), person(s, "six guests")
    assert victims(in_parse(s, "killing", "after", *people)) == ["two cooks", "six guests"]
    flat = replace(s, parse=None)
    assert victims(in_parse(flat, "killing", "after", *people)) == ["two cooks"]


def test_who_shoots_a_thing_is_no_victim() -> None:
    rows = ("guard nsubj shot NOUN", "shot ROOT - VERB", "drones obj shot NOUN")
    s = parsed(*rows)
    guard = person(s, "guard")
    assert victims(in_parse(s, "shot", "open_verb", guard)) == []
    assert victims(in_parse(replace(s, parse=None), "shot", "open_verb", guard)) == ["guard"]


DISTANT = parsed(
    "cook nsubj died NOUN",
    *["so dep died ADV"] * 9,
    "died ROOT - VERB",
)


@pytest.mark.parametrize("kind", ["killed", "injured"])
def test_a_distant_subject_is_the_victim(kind: CasualtyKind) -> None:
    cook, flat = person(DISTANT, "cook"), replace(DISTANT, parse=None)
    assert victims(in_parse(DISTANT, "died", "before", cook, kind=kind)) == ["cook"]
    assert victims(in_parse(flat, "died", "before", cook, kind=kind)) == []


@pytest.mark.parametrize(("kind", "expected"), [("killed", ["cook"]), ("injured", [])])
def test_only_the_dead_may_be_victims_of_an_earlier_word(
    kind: CasualtyKind, expected: list[str]
) -> None:
    taken = replace(
        in_parse(DISTANT, "died", "before", person(DISTANT, "cook"), kind=kind), free=()
    )
    assert victims(taken) == expected
