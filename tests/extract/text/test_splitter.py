"""Where sentences end."""

import pytest

from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import MAX_WORDS, Splitter


def split(text: str) -> list[str]:
    return [s.passage.text for s in Splitter().split(Cleaner().clean(text, None))]


@pytest.mark.parametrize("opener", ["When", "The", "Police", "There"])
def test_an_opener_ends_the_sentence_behind_a_clock_time(opener: str) -> None:
    assert split(f"It began at 9 p.m. {opener} rain fell.") == [
        "It began at 9 p.m.",
        f"{opener} rain fell.",
    ]


@pytest.mark.parametrize("goes_on", ["Monday", "EST"])
def test_a_day_or_zone_behind_a_clock_time_goes_on(goes_on: str) -> None:
    text = f"It began at 9 p.m. {goes_on} near Homs."
    assert split(text) == [text]


def test_an_initial_ends_no_sentence_but_the_pronoun_does() -> None:
    assert split("George W. Bush met them.") == ["George W. Bush met them."]
    assert split("So did I. They left.") == ["So did I.", "They left."]


def test_what_runs_on_is_cut_and_numbered() -> None:
    sentences = Splitter().split(Cleaner().clean("word " * (2 * MAX_WORDS + 1), None))
    assert [len(s) for s in sentences] == [MAX_WORDS, MAX_WORDS, 1]
    assert [s.index for s in sentences] == [0, 1, 2]


def test_only_the_first_sentence_has_the_dateline() -> None:
    text = "ADEN, July 3 (Agency) - A bomb went off. Two died."
    sentences = Splitter().split(Cleaner().clean(text, None))
    assert [s.dateline is not None for s in sentences] == [True, False]
