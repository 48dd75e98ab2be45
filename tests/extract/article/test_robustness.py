from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.extract.core import MAX_DRAFTS
from streams.extract.vocabulary import phrases as lexicon
from tests.extract.reading import extract


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_048_576,
        "\x00\x01\x02 bomb \ufeff\u202e exploded in Homs",
        "\U0001f4a3" * 1000,
        "(" * 5000 + "[" * 5000,
        "A.B.C." * 3000,
        "'s" * 5000,
        "al-" * 5000 + "Zour",
        "\n" * 10_000 + ".",
        "1,1" * 5000,
        "- " * 5000,
    ],
)
def test_odd_text_is_read_without_error(text: str) -> None:
    extract(text)


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_without_error(text: str) -> None:
    if text.strip():
        extract(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "killed",
                "shot",
                "bomb",
                "in",
                "Homs",
                "on",
                "Sunday",
                "the",
                "and",
                ",",
                ".",
                "20",
                "people",
                "said",
                "not",
                "Aleppo's",
                "of",
                "district",
                "suburb",
                "wounded",
                "will",
                "since",
                "March",
                "2011",
                "(",
                ")",
                '"',
                "police",
                "al-Zour",
                "the",
                "area",
            ]
        ),
        max_size=60,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_order_of_news_words_is_read_without_error(words: list[str]) -> None:
    text = " ".join(words)
    if text.strip():
        for draft in extract(text).drafts:
            assert text[draft.char_start : draft.char_end] == draft.quote


def steps(monkeypatch: pytest.MonkeyPatch, text: str) -> int:
    """Count the phrase look-ups that a text costs."""
    calls = 0
    look: Callable[..., object] = lexicon.Phrases.at

    def counting(self: object, *args: object) -> object:
        nonlocal calls
        calls += 1
        return look(self, *args)

    with monkeypatch.context() as patch:
        patch.setattr(lexicon.Phrases, "at", counting)
        extract(text)
    return calls


@pytest.mark.parametrize("unit", ["killed two in Homs and ", "the army shelled Homs. ", "word "])
def test_work_grows_with_length_not_faster(monkeypatch: pytest.MonkeyPatch, unit: str) -> None:
    small = steps(monkeypatch, "Rebels attacked Homs. " + unit * 1500)
    large = steps(monkeypatch, "Rebels attacked Homs. " + unit * 3000)
    assert large <= 2.3 * small + 100


def test_a_long_article_yields_a_bounded_number_of_drafts() -> None:
    assert len(extract("Rebels shelled Douma. " * 5000).drafts) <= MAX_DRAFTS


def test_a_sentence_without_end_is_cut() -> None:
    found = extract("rebels shelled Douma and " * 3000).drafts
    assert found
    assert max(len(draft.quote) for draft in found) < 10_000
