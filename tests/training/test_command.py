"""`python -m training` says what it lacks before it works for an hour."""

import sys
from pathlib import Path

import pytest

from training import __main__ as command


def test_a_folder_without_corpora_is_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "training" / "ewt").mkdir(parents=True)
    monkeypatch.setattr(sys, "argv", ["training", str(tmp_path), str(tmp_path / "work")])
    with pytest.raises(SystemExit, match="has no folder gum, re3d"):
        command.main()
