"""One-to-one matching: the most pairs that can stand at once, needed gold first."""

from collections.abc import Sequence


def match(edges: Sequence[Sequence[int]], order: Sequence[int]) -> dict[int, int]:
    """Return a maximum matching of a bipartite graph as left -> right.

    ``edges[left]`` are the right ends of a left node. Left nodes are tried in ``order``, and one
    that has a partner keeps having one, so what comes first is matched as often as can be.
    Augmenting paths (Kuhn); the size is that of any maximum matching.
    """
    left_of: dict[int, int] = {}
    for left in order:
        _augment(left, edges, left_of, set())
    return {left: right for right, left in left_of.items()}


def _augment(
    left: int, edges: Sequence[Sequence[int]], left_of: dict[int, int], seen: set[int]
) -> bool:
    for right in edges[left]:
        if right in seen:
            continue
        seen.add(right)
        if right not in left_of or _augment(left_of[right], edges, left_of, seen):
            left_of[right] = left
            return True
    return False
