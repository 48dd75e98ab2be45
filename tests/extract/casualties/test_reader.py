"""The casualty mentions of one sentence, without a parse unless one is given."""

import pytest

from streams.extract.casualties.reader import CasualtyReader
from streams.extract.document.mentions import Name
from streams.extract.document.sentence import Sentence
from tests.extract.casualties.sentences import find, parsed, sentence

READER = CasualtyReader()
Figures = dict[str, tuple[int | None, int | None, int | None]]


def figures(s: Sentence, *persons: str, headline: bool = False) -> Figures:
    """Return the last figure of each kind; ``persons`` are the names in the sentence."""
    names = [Name(0, *find(s, name), name, "person", known=False) for name in persons]
    found = READER.read(s, names, headline=headline)
    return {c.kind: (c.figure.low, c.figure.best, c.figure.high) for c in found if c.figure}


def exact(**numbers: int) -> Figures:
    return {kind: (number, number, number) for kind, number in numbers.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A bomb killed two and wounded nine in Kirkuk.", exact(killed=2, injured=9)),
        ("Gunfire in Akron left 3 dead and 12 hurt.", exact(killed=3, injured=12)),
        ("Four people were shot, one fatally, in Dayton.", exact(injured=3, killed=1)),
        ("Four men were shot in a bar in Omaha.", {"injured": (0, 4, 4)}),
        ("At least nine people, seven of them children, were killed.", {"killed": (9, 9, None)}),
        ("Ten people including five officers were killed in Kalat.", exact(killed=10)),
        ("A couple and their two sons were shot dead in Salem.", exact(killed=4)),
        ("A boy of 13 killed nine pupils and a guard in Graz.", exact(killed=10)),
        ("In October 2023, 46 miners were killed in a fire.", exact(killed=46)),
        ("Between 20 and 40 people died in a fire.", {"killed": (20, 30, 40)}),
        ("The typhoon left more than 20 villagers dead in Samar.", {"killed": (20, 20, None)}),
        ("A bomb killed a child and wounded her parents.", exact(killed=1, injured=2)),
        ("A man stabbed three people to death in Ulm.", exact(killed=3)),
        ("Police shot dead a 17-year-old during a check.", exact(killed=1)),
        ("A boy was hit by a stray bullet in Mobile.", {"injured": (0, 1, 1)}),
        ("Officers looked into a double homicide in Flint.", exact(killed=2)),
        ("A bomb exploded in Kirkuk but there were no casualties.", exact(killed=0)),
        ("Two boys, aged 15 and 17, were arrested in Leeds.", exact(detained=2)),
        ("Kidnappers seized five schoolteachers in Jos.", exact(detained=5)),
        ("Police seized nine rifles and arrested two men in Jos.", exact(detained=2)),
        ("Shelling killed 32 people in Aleppo, a local official said.", exact(killed=32)),
        ("Five Houthis and three fighters loyal to the state were killed.", exact(killed=8)),
        ("An aftershock killed two people, raising the toll to 40.", exact(killed=40)),
        ("The tornado in Joplin claimed at least 11 lives.", {"killed": (11, 11, None)}),
        ("Hundreds gathered to remember those who were killed.", {}),
        ("The earthquake in Bam damaged a toll road to 9 villages.", {}),
    ],
)
def test_figures_of_a_sentence(text: str, expected: Figures) -> None:
    assert figures(sentence(text)) == expected


@pytest.mark.parametrize(
    ("text", "persons", "number"),
    [
        ("A student, Karim Haddad, was stabbed to death.", ["Karim Haddad"], 1),
        ("Ann Doe, 24, and Bob Roe, 31, were pronounced dead.", ["Ann Doe", "Bob Roe"], 2),
        ("Two men, Joe Hill, 43, and Sam Till, 30, were slain.", ["Joe Hill", "Sam Till"], 2),
        ("Two reporters, including the anchor Sara Haddad, were killed.", ["Sara Haddad"], 2),
    ],
)
def test_people_with_names_are_counted_once(text: str, persons: list[str], number: int) -> None:
    assert figures(sentence(text), *persons) == exact(killed=number)


def test_a_headline_counts_a_bare_noun() -> None:
    assert figures(sentence("Man, 32, shot dead in Salem")) == {}
    assert figures(sentence("Man, 32, shot dead in Salem"), headline=True) == exact(killed=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two men were taken to the hospital, where they died.", exact(killed=2)),
        ("Two men were taken to the hospital before others died.", exact(injured=2)),
    ],
)
def test_they_who_die_are_those_who_were_injured(text: str, expected: Figures) -> None:
    assert figures(sentence(text)) == expected


@pytest.mark.parametrize(("label", "adds"), [("conj", True), ("advcl", False)])
def test_a_joined_verb_of_the_same_kind_adds_its_victims(label: str, adds: bool) -> None:
    s = parsed(
        "guard nsubj killed NOUN",
        "killed ROOT - VERB",
        "two nummod women NUM",
        "women obj killed NOUN",
        "then advmod murdered ADV",
        f"murdered {label} killed VERB",
        "three nummod men NUM",
        "men obj murdered NOUN",
    )
    assert [c.adds for c in READER.read(s, [])] == [False, adds]


@pytest.mark.parametrize(
    ("text", "is_toll"),
    [("The death toll of the storm is nine.", True), ("The death toll this year is nine.", False)],
)
def test_a_toll_of_an_event_replaces_figures(text: str, is_toll: bool) -> None:
    (found,) = READER.read(sentence(text), [])
    assert found.is_toll is is_toll


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 killed, 1 seriously injured in Ulm shooting", exact(killed=3, injured=1)),
        ("4 hit in shooting in Dayton", {"injured": (0, 4, 4)}),
        ("Shooting at bar sends 4 people to the hospital", exact(injured=4)),
        ("4 taken to hospital after shooting", exact(injured=4)),
        ("One woman dead, three others with serious injuries", exact(killed=1, injured=3)),
    ],
)
def test_headlines_of_the_wounded_are_read(text: str, expected: Figures) -> None:
    assert figures(sentence(text), headline=True) == expected


def test_a_result_is_of_the_object() -> None:
    rows = ("Eight nummod officers NUM", "officers nsubj shot NOUN", "shot - - VERB")
    s = parsed(
        *[row.replace("- -", "root -") for row in rows],
        "Clark obj shot PROPN",
        "dead xcomp shot ADJ",
    )
    assert figures(s) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He killed two people and himself.", [2, 1]),
        ("He shot two people and then himself.", []),
    ],
)
def test_himself_goes_on_from_what_was_done_to_others(text: str, expected: list[int]) -> None:
    found = [one for one in READER.read(sentence(text), []) if one.kind == "killed"]
    assert [one.figure.best for one in found if one.figure] == expected
