"""Sets of words beside time expressions, by the names of ``data/timex_contexts.tsv``."""

from streams.extract.vocabulary.phrases import rows

_SETS = {row[0]: frozenset(row[1].split(" ")) for row in rows("time/timex_contexts.tsv")}


def words_of(name: str) -> frozenset[str]:
    """Return a set of words."""
    return _SETS[name]
