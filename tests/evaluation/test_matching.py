from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from evaluation.measures import match


def test_a_greedy_choice_is_undone() -> None:
    # 0 would take 0 and leave 1 alone; both fit only when 0 takes 1.
    assert match([[0, 1], [0]], [0, 1]) == {0: 1, 1: 0}


def test_what_comes_first_keeps_a_partner() -> None:
    assert match([[0], [0]], [1, 0]) == {1: 0}


def test_no_edges_no_pairs() -> None:
    assert match([[], []], [0, 1]) == {}


def brute_force(edges: list[list[int]]) -> int:
    sizes = (
        sum(right in edges[left] for left, right in enumerate(order))
        for order in permutations(range(5), len(edges))
    )
    return max(sizes, default=0)


@given(st.lists(st.lists(st.integers(0, 4), max_size=5, unique=True), max_size=5))
def test_no_larger_matching_exists(edges: list[list[int]]) -> None:
    pairs = match(edges, range(len(edges)))
    assert len(set(pairs.values())) == len(pairs)
    assert all(right in edges[left] for left, right in pairs.items())
    assert len(pairs) == brute_force(edges)
