"""Reading a dependency parse."""

import pytest

from streams.extract.document.parse import Parse, head_of, top


def parse(heads: tuple[int, ...], deps: tuple[str, ...]) -> Parse:
    words = len(heads)
    return Parse(heads, deps, ("NOUN",) * words, ("NN",) * words, ("x",) * words)


# "two men shot in Homs": the root "shot" (2) has "men" (1) and "Homs" (4) below it.
CLAUSE = parse((1, 2, 2, 4, 2), ("nummod", "nsubj", "ROOT", "case", "obl"))


def test_words_that_hang_on_each_other_in_a_ring_are_taken_once() -> None:
    ring = parse((1, 0, 1), ("conj", "conj", "obj"))
    assert ring.subtree(0) == [0, 1, 2]
    assert ring.conjuncts(0) == [0, 1]


def test_children_and_ancestors() -> None:
    assert CLAUSE.children(2) == (1, 4)
    assert list(CLAUSE.ancestors(0)) == [1, 2]
    assert CLAUSE.subtree(4) == [3, 4]
    assert CLAUSE.preposition(4) == 3
    assert CLAUSE.clause(0) == 2


@pytest.mark.parametrize(("span", "head"), [((0, 2), 1), ((3, 5), 4), ((1, 3), 2)])
def test_the_head_of_a_span_may_be_the_root(span: tuple[int, int], head: int) -> None:
    assert head_of(CLAUSE, *span) == head


def test_the_top_of_a_span_is_no_root() -> None:
    assert top(CLAUSE, (0, 2)) == 1
    assert top(CLAUSE, (1, 3)) == 1
