"""Nobody in a sentence is both injured and dead."""

from streams.extract.casualties.casualty_words import CasualtyWord
from streams.extract.casualties.outcomes import OutcomeSettler
from streams.extract.casualties.tables import CasualtyKind, Voice, VoiceName
from streams.extract.document.mentions import CasualtyMention
from tests.extract.candidates import make_casualty
from tests.extract.casualties.sentences import find, sentence

Ranges = list[tuple[str, int | None, int | None, int | None, bool]]


Given = tuple[str, CasualtyKind, VoiceName, int, tuple[int, ...]]


def given(word: str, kind: CasualtyKind, voice: VoiceName, number: int, *victims: int) -> Given:
    """Return a casualty; ``victims`` are the words where its victims are counted."""
    return word, kind, voice, number, victims


def settled(text: str, *casualties: Given) -> Ranges:
    s = sentence(text)
    words: list[CasualtyWord] = []
    mentions: list[CasualtyMention] = []
    for phrase, kind, name, number, victims in casualties:
        voice, (start, end) = Voice(name), find(s, phrase)
        words.append(CasualtyWord(start, end, kind, voice))
        changes = {"victims": victims, "open_outcome": voice.is_open}
        mentions.append(make_casualty(kind, number, start=start, **changes))
    return [
        (m.kind, m.figure.low, m.figure.best, m.figure.high, m.open_outcome)
        for m in OutcomeSettler().settle(s, words, mentions)
        if m.figure is not None
    ]


DIED = ("killed", 1, 1, 1, False)


def test_a_part_that_died_is_taken_off_those_who_were_hit() -> None:
    hit, dead = (
        given("shot", "injured", "open_verb", 4, 0),
        given("fatally", "killed", "part", 1, 4),
    )
    found = settled("four were shot , one fatally", hit, dead)
    assert found == [("injured", 3, 3, 3, False), DIED]


def test_without_a_part_only_the_best_number_changes() -> None:
    hit, dead = given("shot", "injured", "open_verb", 4, 0), given("died", "killed", "before", 1, 4)
    found = settled("four were shot and one died", hit, dead)
    assert found == [("injured", 4, 3, 4, True), DIED]


def test_those_hit_after_a_death_are_others() -> None:
    dead, hit = given("died", "killed", "before", 1, 0), given("shot", "injured", "open_verb", 4, 3)
    found = settled("one died and four were shot", dead, hit)
    assert found == [DIED, ("injured", 4, 4, 4, True)]


def test_the_same_victims_count_as_dead_only() -> None:
    hurt, dead = given("hurt", "injured", "verb", 1, 0), given("died", "killed", "before", 1, 0)
    assert settled("a baker was hurt and died", hurt, dead) == [DIED]


def test_a_pronoun_stands_for_a_single_injured_person() -> None:
    dead = given("died", "killed", "before", 1, 6)
    hurt = given("hurt", "injured", "verb", 1, 0)
    assert settled("a baker was hurt there and he died", hurt, dead) == [DIED]
    several = given("hurt", "injured", "verb", 2, 0)
    found = settled("two bakers were hurt there and he died", several, dead)
    assert found == [("injured", 2, 2, 2, False), DIED]
