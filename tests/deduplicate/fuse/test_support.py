"""Who tells a happening independently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.deduplicate.fuse.independence import independent_voices
from tests.deduplicate.stories import make_mention

BASE = 0x0123456789ABCDEF


def voices(*fingerprints: int) -> int:
    mentions = [
        make_mention(f"m{index}", fingerprint=f"{fingerprint:016x}")
        for index, fingerprint in enumerate(fingerprints)
    ]
    return len(set(independent_voices(mentions).values()))


@pytest.mark.parametrize(("flipped", "independent"), [(0b0, 1), (0b111, 1), (0b1111, 2)])
def test_texts_that_differ_in_at_most_three_bits_are_copies(flipped: int, independent: int) -> None:
    assert voices(BASE, BASE ^ flipped) == independent


def test_copies_of_copies_are_one_voice() -> None:
    assert voices(BASE, BASE ^ 0b111, BASE ^ 0b111111) == 1


@given(bits=st.sets(st.integers(0, 63), max_size=3), base=st.integers(0, 2**64 - 1))
def test_no_near_copy_slips_through_the_bands(bits: set[int], base: int) -> None:
    other = base
    for bit in bits:
        other ^= 1 << bit
    assert voices(base, other) == 1


def test_one_outlet_is_one_voice_however_much_it_writes() -> None:
    mentions = [make_mention(name, publisher="one.example") for name in "abc"]
    assert independent_voices(mentions) == {"one.example": "one.example"}
