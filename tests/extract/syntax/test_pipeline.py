import sys
from pathlib import Path
from typing import Any

import pytest

from streams.errors import MissingDependency
from streams.extract.syntax import pipeline
from streams.extract.syntax.pipeline import PACKAGED, load_pipeline


@pytest.fixture(autouse=True)
def forget() -> None:
    load_pipeline.cache_clear()


def test_the_packaged_pipeline_has_every_component(nlp: Any) -> None:
    expected = {"tok2vec", "tagger", "morphologizer", "parser", "lemmatizer", "ner"}
    assert expected == set(load_pipeline(PACKAGED).pipe_names)


def test_it_is_loaded_once(nlp: Any) -> None:
    assert load_pipeline() is load_pipeline()


def test_it_knows_the_promised_names(nlp: Any) -> None:
    promised = ["PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "DATE", "TIME", "CARDINAL", "WEAPON"]
    assert set(nlp.get_pipe("ner").labels) == set(promised)


def test_it_fits_in_its_limit(nlp: Any) -> None:
    size = sum(path.stat().st_size for path in pipeline.MODEL.rglob("*") if path.is_file())
    assert 0 < size <= 15_000_000


def test_another_pipeline_takes_its_place(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    blank.to_disk(tmp_path / "other")
    assert load_pipeline(str(tmp_path / "other")).pipe_names == ["sentencizer"]


def test_a_missing_pipeline_says_how_to_install_it() -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    with pytest.raises(MissingDependency, match="python -m spacy download en_core_web_xyz"):
        load_pipeline("en_core_web_xyz")


def test_without_spacy_the_message_has_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingDependency, match=r"pip install 'spacy>=3\.8,<3\.9'"):
        load_pipeline()


def test_without_the_weights_the_message_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    monkeypatch.setattr(pipeline, "MODEL", tmp_path)
    with pytest.raises(MissingDependency, match=r"training/README\.md"):
        load_pipeline()
