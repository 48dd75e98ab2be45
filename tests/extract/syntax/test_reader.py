"""What the language reader does to text before parsing, and to trees behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.extract.syntax.reader import LONGEST_RUN, _without_rings, without_long_runs


@given(st.text(max_size=600))
def test_the_length_stays_and_no_run_is_longer(text: str) -> None:
    cut = without_long_runs(text)
    assert len(cut) == len(text)
    assert max((len(run) for run in cut.split()), default=0) <= LONGEST_RUN


@pytest.mark.parametrize("sign", ["(", "[", "\U0001f4a3", '"', "—"])
def test_a_run_of_signs_is_dropped(sign: str) -> None:
    assert without_long_runs(f"Two {sign * 4000} died").split() == ["Two", "died"]


def test_words_joined_by_dashes_fall_apart() -> None:
    joined = "—".join(["shelling"] * 20)
    assert without_long_runs(joined).split() == ["shelling"] * 20


def test_ordinary_text_stays() -> None:
    text = "A “well-known” commander (aged 40) was killed in al-Bab… " * 5
    assert without_long_runs(text) == text


def test_words_read_from_tokens_hang_on_no_ring() -> None:
    assert _without_rings((1, 2, 1, 3)) == (1, 1, 1, 3)
    assert _without_rings((1, 1, 1)) == (1, 1, 1)
