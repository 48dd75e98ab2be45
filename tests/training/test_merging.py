"""The weights of the merge score are written as they are read."""

from pathlib import Path

import pytest

from streams.deduplicate.settings import load_rules

merging = pytest.importorskip("training.merging", exc_type=ImportError)


def test_writing_the_installed_weights_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "weights.tsv"
    merging.write(load_rules().across, path, merging.HEADER)
    assert path.read_bytes() == merging.WEIGHTS.read_bytes()


def test_the_prior_is_of_the_features_that_are_learned() -> None:
    assert load_rules().across.weights.keys() <= set(merging.NAMES) <= set(load_rules().reasons)
