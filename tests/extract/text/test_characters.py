"""Text that was read in the wrong encoding on its way is read as it was meant, offsets kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.extract.text.characters import CharacterCleaner
from tests.extract.reading import extract


def misread(text: str) -> str:
    """Return what a program makes of UTF-8 that takes it for Windows-1252."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "text", ["\u201csix\u201d", "it\u2019s", "caf\u00e9 \u2013 \u2026", "\U0001f600", "10\u00a0km"]
)
def test_what_was_misread_is_what_was_written(text: str) -> None:
    assert CharacterCleaner().clean(misread(text)).text == CharacterCleaner().clean(text).text


def test_a_closing_quote_that_lost_its_last_byte_is_one() -> None:
    assert (
        CharacterCleaner().clean("\u00e2\u20ac\u0153six\u00e2\u20ac, they said").text
        == '"six", they said'
    )


@pytest.mark.parametrize(
    "text", ["S\u00c3O PAULO", "\u00c2me", "na\u00efve \u00e2ge", "\u00c5ngstr\u00f6m"]
)
def test_letters_of_other_languages_stay(text: str) -> None:
    assert CharacterCleaner().clean(text).text == text


def test_quotes_of_a_garbled_article_are_the_stored_text() -> None:
    text = misread(
        "The governor said \u201cgunmen\u201d killed six guards in Ma\u2019arib on Monday."
    )
    extraction = extract(text)
    (place,) = (t for t in extraction.toponyms if t.name.startswith("Ma"))
    assert text[place.char_start : place.char_end] == misread("Ma\u2019arib")
    assert all(text[d.char_start : d.char_end] == d.quote for d in extraction.drafts)


@given(
    st.text(
        alphabet="a \u00e2\u20ac\u2122\u0153\u00c2\u00a0\u00c3\u00a9\u00f0\u0178\u201c*#[](/:",
        max_size=40,
    )
)
def test_every_character_maps_into_the_stored_text(text: str) -> None:
    clean = CharacterCleaner().clean(text)
    ends = [clean.end(at) for at in range(1, len(clean.text) + 1)]
    starts = [clean.start(at) for at in range(len(clean.text))]
    assert starts == sorted(starts)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))


def test_ages_set_with_dashes_are_ages() -> None:
    assert CharacterCleaner().clean("a 16\u2013year\u2013old boy").text == "a 16-year-old boy"
    assert CharacterCleaner().clean("from 2014\u201316").text == "from 2014\u201316"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Shells killed people [46] in Goma.", "Shells killed people in Goma."),
        ("in Goma.[4][note 2] Then", "in Goma. Then"),
        ("in Goma[7](https://x.example/a).", "in Goma."),
        ("on [12 OCTOBER] in Goma", "on [12 OCTOBER] in Goma"),
    ],
)
def test_numbers_of_notes_are_left_out(written: str, read: str) -> None:
    assert CharacterCleaner().clean(written).text == read
