"""Every character of the clean text maps back to the stored one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.extract.text.characters import CharacterCleaner
from streams.extract.text.clean_text import CleanText
from streams.extract.text.cleaning import CleanArticle, Cleaner
from streams.extract.text.splitter import Splitter
from tests.extract.reading import drafts, extract

CLEANER = Cleaner()
CHARACTERS = CharacterCleaner()

PIECES = [
    *("Rebels shelled the town.", "\u201cWe fled\u201d", "it\u2019s", "Cafe\u0301"),
    *("\u00a0", "\u200b", "\ufeff", "\r\n", "\r", "\n\n", "\t", "\u00ad", "e\u0301\u0323\u0308"),
    *("&amp;", "&#39;", "&nope;", "''", "image captionThe bridge", "Share this", "(Reuters)"),
    *("[Text]", "ADEN, July 3 (Agency) - ", "\ufb01re", "\U0001f4a3\ufe0f", "\x00", "((("),
    *("BOMB KILLS TWO", " ", ". ", "\u0301"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=25).map("".join)


def stands_for(stored: str, clean: str) -> bool:
    """Whether a stored span, rewritten by itself, has a clean character in it."""
    return clean in CHARACTERS.clean(stored).text


def check(stored: str, clean: CleanText) -> None:
    before = 0
    for at, sign in enumerate(clean.text):
        start, end = clean.start(at), clean.end(at + 1)
        assert 0 <= start <= end <= len(stored)
        assert before <= start
        before = start
        if sign != "\n":
            assert stands_for(stored[start:end], sign), (sign, stored[start:end])


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_rewritten_characters_map_back(text: str) -> None:
    check(text, CHARACTERS.clean(text))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_character_of_the_clean_text_maps_back(text: str) -> None:
    article = CLEANER.clean(text, None)
    check(text, article.clean)
    assert article.clean.text == "\n".join(
        article.clean.text[s.start : s.end] for s in article.segments
    )


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_words_map_back_to_what_is_stored(text: str) -> None:
    for s in Splitter().split(CLEANER.clean(text, None)):
        spans = list(zip(s.starts, s.ends, strict=True))
        assert spans == sorted(spans)
        assert s.start == s.starts[0]
        assert s.end == s.ends[-1]
        for word, (start, end) in zip(s.words, spans, strict=True):
            assert CHARACTERS.clean(text[start:end]).text.startswith(word)


def read(text: str) -> str:
    return " ".join(CHARACTERS.clean(text).text.split())


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_quotes_are_cut_from_what_is_stored(text: str) -> None:
    if not text.strip():
        return
    extraction = extract(text)
    for draft in extraction.drafts:
        assert text[draft.char_start : draft.char_end] == draft.quote
    for toponym in extraction.toponyms:
        stored = text[toponym.char_start : toponym.char_end]
        # Names in text without capitals are given theirs.
        assert read(stored).casefold() == read(toponym.name).casefold()


def clean(text: str) -> CleanArticle:
    return CLEANER.clean(text, None)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\u201cStop\u201d, he said", '"Stop", he said'),
        ("the army\u2019s tanks", "the army's tanks"),
        ("killed\u00a0two\u2009people", "killed two people"),
        ("Ka\u00adra\u200bchi", "Karachi"),
        ("Bogota\u0301", "Bogot\u00e1"),
        ("Smith &amp; Sons", "Smith & Sons"),
        ("it&#8217;s", "it's"),
        ("of\ufb01cer", "officer"),
        ("R&D; AT&T;", "R&D; AT&T;"),
    ],
)
def test_what_says_the_same_is_written_one_way(written: str, read: str) -> None:
    assert clean(written).clean.text == read


def test_lines_of_any_system_end_alike() -> None:
    assert [s.paragraph for s in clean("One.\r\nTwo.\r\n\r\nThree.\rFour.").segments] == [
        0,
        1,
        2,
        3,
    ]


def test_many_accents_on_a_letter_take_linear_time() -> None:
    assert clean("e" + "\u0301" * 200_000).clean.text == "\u00e9"


def test_what_is_set_aside_is_not_in_the_clean_text() -> None:
    text = "One here.\n\nShare this\n\nADEN, July 3 (Agency) - Two here."
    assert clean(text).clean.text == "One here.\nTwo here."


def test_a_name_with_a_soft_hyphen_is_one_word() -> None:
    text = "A bomb exploded in Ka\u00adra\u00adchi on Sunday, killing\u00a0three people."
    (draft,) = drafts(text)
    assert draft.casualties.killed is not None
    assert draft.casualties.killed.best == 3
    (toponym,) = extract(text).toponyms
    assert text[toponym.char_start : toponym.char_end] == "Ka\u00adra\u00adchi"
    assert toponym.name == "Karachi"
