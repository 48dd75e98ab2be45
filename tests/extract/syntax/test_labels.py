"""Pipelines with other labels, and those that cannot serve."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy

from streams.errors import ConfigurationError, MissingDependency
from streams.extract.document.parse import Passage
from streams.extract.syntax.labels import labels_of
from streams.extract.syntax.pipeline import load_pipeline
from streams.extract.syntax.reader import LanguageReader
from tests.extract.syntax.clearnlp_style import save

TEXT = "Three rockets were fired by rebels at the port of Latakia and at the town on Friday ."
ROWS = TEXT.split()


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    load_pipeline.cache_clear()
    labels_of.cache_clear()
    yield
    load_pipeline.cache_clear()
    labels_of.cache_clear()


def passage() -> Passage:
    spans = [match.span() for match in re.finditer(r"\S+", TEXT)]
    return Passage(TEXT, tuple(start for start, _ in spans), tuple(end for _, end in spans))


def test_another_style_reads_the_same(tmp_path: Path) -> None:
    (ours,) = LanguageReader().read([passage()])
    other = save(tmp_path / "other")
    labels_of.cache_clear()
    assert "pobj" in {token.dep_ for token in load_pipeline(other)(TEXT)}
    (theirs,) = LanguageReader(other).read([passage()])
    assert theirs.heads == ours.heads
    assert theirs.deps == ours.deps
    assert theirs.is_passive(ROWS.index("fired"))
    assert "WEAPON" not in {entity.label for entity in theirs.entities}
    assert "PRODUCT" not in {entity.label for entity in theirs.entities}


def test_a_pipeline_without_a_parse_is_refused(tmp_path: Path) -> None:
    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    blank.to_disk(tmp_path / "blank")
    with pytest.raises(ConfigurationError, match=r"sets no DEP, TAG, POS, LEMMA.*sentencizer"):
        LanguageReader(str(tmp_path / "blank")).warm()


def test_a_folder_without_a_pipeline_is_named() -> None:
    with pytest.raises(MissingDependency, match="no language pipeline in the folder 'some/where'"):
        LanguageReader("some/where").warm()


def test_a_pipeline_that_needs_more_than_is_installed_says_so(tmp_path: Path) -> None:
    save(tmp_path / "other")
    config = tmp_path / "other" / "config.cfg"
    text = config.read_text().replace('"clearnlp_style"', '"no_such_part"')
    config.write_text(text)
    with pytest.raises(ConfigurationError, match="cannot be loaded"):
        LanguageReader(str(tmp_path / "other")).warm()
