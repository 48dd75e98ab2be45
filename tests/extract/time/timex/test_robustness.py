"""Whatever words stand in a row, the tagger reads them without a failure and in order."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.extract.vocabulary.tables import TIME_WORDS
from tests.extract.time.timex.tagging import expressions

WORDS = sorted({row.word for row in TIME_WORDS.rows()} | {"Dayton", "said", "on", "at"})
SHAPES = ["0", "9", "31", "45th", "99th", "1999", "2400", "7:15", "9.75pm", "1990s", "'80s", "0.5"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, *SHAPES, "New Year's Eve", "Easter"]), max_size=14),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)),
)
def test_any_row_of_words_is_read(words: list[str], today: date) -> None:
    text = " ".join(words)
    found = [one for _, one in expressions(text, today)]
    assert [one.char_start for one in found] == sorted(one.char_start for one in found)
    for one in found:
        assert 0 <= one.char_start < one.char_end <= len(text)
        assert one.timex.value
        assert one.timex.hour is None or 0 <= one.timex.hour <= 23
        assert one.timex.days is None or one.timex.days.first <= one.timex.days.last
