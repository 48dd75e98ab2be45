"""What keeps reading cheap, and memory bounded."""

from typing import Any

import pytest
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from streams.extract.document.parse import Passage
from streams.extract.syntax import reader
from streams.extract.syntax.pipeline import load_pipeline
from streams.extract.syntax.reader import LanguageReader


def passage(*words: str) -> Passage:
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += len(word) + 1
    ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
    return Passage(" ".join(words), tuple(starts), tuple(ends))


def test_a_process_multiplies_on_one_thread(nlp: Any) -> None:
    load_pipeline.cache_clear()
    load_pipeline()
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} <= {1}


def test_every_part_of_the_model_uses_the_faster_library(nlp: Any) -> None:
    parts = load_pipeline().pipeline
    models: list[Any] = [getattr(component, "model", None) for _, component in parts]
    nodes = [node for model in models if hasattr(model, "walk") for node in model.walk()]
    assert nodes
    assert not any(node.ops.use_blis for node in nodes if node.ops.name == "numpy")


def test_words_beyond_the_first_are_forgotten(nlp: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    load_pipeline.cache_clear()
    known = len(load_pipeline().vocab)
    monkeypatch.setattr(reader, "KEPT_WORDS", known + 20)
    for batch in range(5):
        words = [f"{chr(97 + batch)}{chr(97 + n)}qx" for n in range(20)]
        list(LanguageReader().read([passage("Soldiers", "shelled", *words, ".")]))
    assert len(load_pipeline().vocab) < known + 60


def test_a_sentence_reads_the_same_before_and_after_the_vocabulary_is_full(
    nlp: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = passage(
        "Rebels", "seized", "the", "airport", "near", "Benghazi", "on", "Friday", "."
    )
    (before,) = LanguageReader().read([sentence])
    monkeypatch.setattr(reader, "KEPT_WORDS", 0)
    (after,) = LanguageReader().read([sentence])
    assert before == after
    assert before.lemmas[1] == "seize"
