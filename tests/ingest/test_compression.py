"""Compressed files: every compression, in layers, damaged, and made to fill a machine."""

import bz2
import gzip
import lzma
import tracemalloc
from collections.abc import Callable

import pytest
import zstandard

from streams.ingest import compression
from tests.ingest.reading import Reading, article, lines

TWO = lines(article(id="1"), article(id="2"))
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": zstandard.compress,
}


@pytest.mark.parametrize("ending", PACKERS)
def test_every_compression_is_read_whatever_the_file_is_called(ending: str) -> None:
    packed = PACKERS[ending](TWO)
    for name in (f"a.jsonl.{ending}", "a.dat", "-"):
        assert [one["id"] for one in Reading(packed, name).articles] == ["1", "2"]


@pytest.mark.parametrize("ending", PACKERS)
def test_files_that_were_put_together_are_read_to_their_end(ending: str) -> None:
    pack = PACKERS[ending]
    assert len(Reading(pack(TWO) + pack(TWO), f"a.jsonl.{ending}").articles) == 4


@pytest.mark.parametrize("ending", PACKERS)
def test_what_stands_before_the_damage_is_read_and_the_damage_is_named(ending: str) -> None:
    many = lines(*(article(id=str(number), text=str(number) * 400) for number in range(3000)))
    packed = PACKERS[ending](many)
    reading = Reading(packed[: len(packed) - 40], f"a.jsonl.{ending}")
    assert "damaged" in reading.problems[-1]


def test_layers_are_opened_up_to_a_limit() -> None:
    packed = TWO
    for _ in range(compression.MAX_LAYERS):
        packed = gzip.compress(packed)
    assert len(Reading(packed, "a.jsonl.gz").articles) == 2
    assert "more than 3 times" in Reading(gzip.compress(packed), "a.jsonl.gz").problems[0]


@pytest.mark.parametrize("ending", PACKERS)
def test_a_bomb_is_refused_in_little_memory(ending: str) -> None:
    packers: dict[str, Callable[[], bytes]] = {
        "gz": lambda: gzip.compress(bytes(400 << 20), 1),
        "bz2": lambda: bz2.compress(bytes(100 << 20), 1),
        "xz": lambda: lzma.compress(bytes(100 << 20), preset=0),
        "zst": lambda: zstandard.compress(bytes(400 << 20)),
    }
    packed = packers[ending]()
    tracemalloc.start()
    reading = Reading(packed, f"a.jsonl.{ending}")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.articles == []
    assert peak < 100 << 20
