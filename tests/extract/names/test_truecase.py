"""Text in capitals reaches the parser as prose, and no offset moves."""

import pytest

from streams.extract.names.capitals import Capitals
from streams.extract.names.truecase import Truecaser
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.vocabulary.known_names import knowledge


def cased(text: str) -> list[str]:
    capitals = Capitals(knowledge(), not_names=frozenset({"march"}))
    sentences = [capitals.mark(s) for s in Splitter().split(Cleaner().clean(text, None))]
    return [p.text for p in Truecaser(knowledge()).passages(sentences, sentences)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "GUNMEN ATTACKED A POLICE STATION IN BOGOTA ON MONDAY.",
            "Gunmen attacked a police station in Bogota on Monday.",
        ),
        (
            "TWO ARMY SOLDIERS WERE KILLED NEAR AL-ZOUR, THE UN SAID.",
            "Two army soldiers were killed near al-Zour, the UN said.",
        ),
        (
            "MEMBERS OF THE NATIONAL FRONT (ENAR) KILLED TWO. ENAR DENIED IT TODAY.",
            "Members of the national front (ENAR) killed two.",
        ),
        (
            "THE ATTACK DIDN'T KILL ANYONE IN REBEL-HELD IDLIB AT 5 P.M.",
            "The attack didn't kill anyone in rebel-held Idlib at 5 p.m.",
        ),
        ("SHELLS HIT THE GERMAN EMBASSY IN MARCH.", "Shells hit the German embassy in march."),
    ],
)
def test_capitals_become_prose(written: str, read: str) -> None:
    assert cased(written)[0] == read


def test_a_short_form_explained_in_brackets_stays_in_capitals() -> None:
    text = "MEMBERS OF THE NATIONAL FRONT (ENAR) KILLED TWO. ENAR DENIED IT TODAY."
    assert cased(text)[1] == "ENAR denied it today."


def test_the_prose_of_an_article_says_how_its_headline_is_written() -> None:
    text = "REBELS SHELL VARNOBO AND ITS QUAYS\n\nThe rebels shelled quays in Varnobo."
    assert cased(text) == [
        "Rebels shell Varnobo and its quays",
        "The rebels shelled quays in Varnobo.",
    ]


def test_a_headline_with_capitals_on_every_word_becomes_prose() -> None:
    assert cased("Rebels Attack Village Near Aleppo") == ["Rebels attack village near Aleppo"]


def test_prose_stays_as_it_is() -> None:
    text = "Soldiers of the FARC and NATO met in Bogota."
    assert cased(text) == [text]


@pytest.mark.parametrize("name", ["STRA\u00dfE", "\u0130ZMIR", "\u01c5", "\ufb01"])
def test_letters_without_a_single_other_case_move_nothing(name: str) -> None:
    text = f"TWO MEN KILLED IN {name} TODAY"
    (read,) = cased(text)
    assert len(read) == len(Cleaner().clean(text, None).clean.text)
