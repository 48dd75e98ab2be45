"""How closely two words of a sentence belong together: by the parse and by the order of words."""

from streams.extract.document.parse import CLAUSES
from streams.extract.document.sentence import Sentence

INTO_CLAUSE = 3
"""What a step down into a clause of its own counts for; any other step counts one."""
PER_WORD = 0.3
"""What each word between them adds: the parser may hang a participle on the wrong verb."""


def distance(s: Sentence, one: int, other: int) -> float:
    """Return the steps from a word up to what it shares with another and down to that one."""
    gap = PER_WORD * abs(one - other)
    if s.parse is None:
        return gap
    above = [one, *s.parse.ancestors(one)]
    below = [other, *s.parse.ancestors(other)]
    top = next((word for word in above if word in below), None)
    up = above if top is None else above[: above.index(top)]
    down = below if top is None else below[: below.index(top)]
    turns = sum(s.parse.deps[word] in CLAUSES or s.parse.deps[word] == "conj" for word in down)
    return gap + len(up) + len(down) + (INTO_CLAUSE - 1) * turns
