"""Cached comparisons tell signatures apart, and hold no more than they may."""

import gc
import weakref

from schemas.mention import ArticleSignature
from streams.deduplicate.evidence.signature_cache import cached_by_signature


def test_signatures_without_a_sketch_are_told_apart() -> None:
    @cached_by_signature(most=8)
    def heaviest(signature: ArticleSignature) -> str:
        return next(iter(signature.terms))

    many = [ArticleSignature(terms={f"word{number}": 1.0}) for number in range(8)]
    for _ in range(2):
        assert [heaviest(one) for one in many] == [f"word{number}" for number in range(8)]


def test_the_oldest_result_goes_first_and_its_signature_with_it() -> None:
    asked: list[int] = []

    @cached_by_signature(most=2)
    def number(signature: ArticleSignature, place_words: frozenset[str]) -> int:
        asked.append(len(place_words))
        return len(signature.terms)

    one = ArticleSignature(terms={"harbour": 1.0})
    gone = weakref.ref(one)
    for words in ([], ["a"], ["a"], ["a", "b"]):
        assert number(one, frozenset(words)) == 1
    assert asked == [0, 1, 2]
    other = ArticleSignature(terms={"bridge": 0.6, "ferry": 0.8})
    assert (number(other, frozenset()), number(other, frozenset("c"))) == (2, 2)
    del one
    gc.collect()
    assert gone() is None
