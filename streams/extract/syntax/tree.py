"""A dependency tree that may be changed: what a conversion between label sets works on."""

from collections.abc import Iterator, Sequence


class Tree:
    """One entry a token: index of its head (its own for a root), label, coarse and fine tag."""

    def __init__(
        self,
        heads: Sequence[int],
        deps: Sequence[str],
        pos: Sequence[str],
        tags: Sequence[str],
        lemmas: Sequence[str],
    ) -> None:
        self.heads = list(heads)
        self.deps = list(deps)
        self.pos, self.tags, self.lemmas = pos, tags, lemmas
        self._below: list[set[int]] = [set() for _ in heads]
        for at, head in enumerate(heads):
            if head != at:
                self._below[head].add(at)

    def __len__(self) -> int:
        return len(self.heads)

    def under(self, at: int, *labels: str) -> list[int]:
        """Return the tokens that hang on one with one of the labels, in order."""
        return sorted(i for i in self._below[at] if self.deps[i] in labels)

    def labelled(self, *labels: str) -> Iterator[int]:
        """Yield the tokens that have one of the labels when it comes to them, in order."""
        return (at for at in range(len(self)) if self.deps[at] in labels)

    def hang(self, at: int, head: int, label: str) -> None:
        """Give a token another head, or none for its own index, and another label."""
        self._below[self.heads[at]].discard(at)
        if head != at:
            self._below[head].add(at)
        self.heads[at], self.deps[at] = head, label

    def take_place(self, new: int, old: int, label: str) -> None:
        """Put a token in the place of one above it, which then hangs on it with a label."""
        head, role = self.heads[old], self.deps[old]
        self.hang(new, new if head == old else head, role)
        for child in sorted(self._below[old]):
            self.hang(child, new, self.deps[child])
        self.hang(old, new, label)
