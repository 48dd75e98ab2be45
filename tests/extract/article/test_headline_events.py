"""A headline tells the event where the text of the page tells none."""

import pytest

from tests.extract.reading import counted, drafts, extract

NOTICE = "Sign in to go on reading. Your subscription starts at once and can be ended at any time."


@pytest.mark.parametrize(
    ("title", "event_type", "place"),
    [
        ("Gunmen kill four villagers in Bergen", "attack_on_civilians", "Bergen"),
        ("Two injured as bomb explodes at market in Quetta", "bombing", "Quetta"),
        ("Quake kills 31 in Rioja", "natural_disaster", "Rioja"),
    ],
)
def test_an_event_of_the_headline_counts(title: str, event_type: str, place: str) -> None:
    extraction = extract(NOTICE, title=title)
    draft = next(one for one in extraction.drafts if one.event_type == event_type)
    assert draft.counts
    assert draft.quoted_from == "title"
    assert title[draft.char_start : draft.char_end] == draft.quote
    assert title[draft.trigger_start : draft.trigger_end] == draft.trigger
    assert place in {extraction.toponyms[link.toponym].name for link in draft.place_links}


def test_offsets_count_in_the_title_as_it_was_sent() -> None:
    title = "  Gunmen kill four villagers in Bergen "
    draft = counted(NOTICE, title=title)[0]
    assert draft.title is not None
    assert draft.title[draft.char_start : draft.char_end] == draft.quote


@pytest.mark.parametrize(
    "text",
    [
        "Troops shelled Tal Rifaat on Monday.",
        "A man was sentenced to life in Leeds. He shot two neighbours in Hull in 2019.",
    ],
)
def test_a_text_that_tells_something_is_what_counts(text: str) -> None:
    found = drafts(text, title="Gunmen kill four villagers in Bergen")
    assert {draft.quoted_from for draft in found} == {"text"}


@pytest.mark.parametrize("title", ["Readers' letters", "Army could attack Bergen, experts say", ""])
def test_a_headline_without_a_counting_event_adds_nothing(title: str) -> None:
    assert drafts(NOTICE, title=title) == []
