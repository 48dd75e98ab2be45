"""Ranks and neighbours of places are found by sorting, and are what counting each pair gives."""

from hypothesis import given
from hypothesis import strategies as st

from streams.extract.document.parse import Parse
from streams.extract.document.sentence import Sentence
from streams.extract.places.link_features import Anchor, LinkCandidate, features
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter

WORDS = 12


def flat(text: str) -> tuple[Sentence, Parse]:
    """Return a sentence in which every word hangs on the first."""
    (s,) = Splitter().split(Cleaner().clean(text, None))
    n = len(s)
    return s, Parse((0,) * n, ("dep",) * n, ("NOUN",) * n, ("NN",) * n, tuple(s.lower))


@given(
    starts=st.lists(st.integers(0, WORDS - 2), min_size=1, max_size=8, unique=True),
    anchor=st.integers(0, WORDS - 1),
)
def test_the_rank_of_a_place_is_the_number_of_nearer_ones(starts: list[int], anchor: int) -> None:
    s, parse = flat("Shells fell on one village after another from noon until dark.")
    assert len(s) == WORDS
    candidates = [LinkCandidate(start, start + 1, toponym=n) for n, start in enumerate(starts)]
    found = features(s, parse, Anchor(anchor), candidates)
    for candidate, one in zip(candidates, found, strict=True):
        gaps = [abs(other.start - anchor) for other in candidates]
        nearer = sum(gap < abs(candidate.start - anchor) for gap in gaps)
        assert f"near={nearer if nearer < 4 else '+'}" in one


def test_only_places_close_by_are_neighbours() -> None:
    s, parse = flat("Shells hit Sarmin, Binnish and many farms far to the south of Kafr Takharim.")
    starts = [s.words.index(word) for word in ("Sarmin", "Binnish", "Kafr")]
    found = features(
        s, parse, Anchor(1), [LinkCandidate(at, at + 1, n) for n, at in enumerate(starts)]
    )
    assert "comma right" in found[0]
    assert "comma left" in found[1]
    assert not {"comma left", "in left", "of left"} & set(found[2])


def test_the_container_of_a_place_tells_it_so() -> None:
    s, parse = flat("Shells hit a village of Hama province.")
    village, outer = LinkCandidate(3, 4, 0, within=1), LinkCandidate(5, 7, 1)
    inner, container = features(s, parse, Anchor(1), [village, outer])
    assert "inner=False within=True" in inner
    assert "inner=True within=False" in container
