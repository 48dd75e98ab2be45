"""The weights of the geocoder are written as they are read."""

from pathlib import Path

import pytest

from streams.geocode.resolve.model import installed_model

toponyms = pytest.importorskip("training.toponyms", exc_type=ImportError)


def test_writing_the_installed_model_changes_no_byte(tmp_path: Path) -> None:
    path = tmp_path / "weights.json"
    toponyms.write(path, installed_model())
    assert path.read_bytes() == toponyms.WEIGHTS.read_bytes()
