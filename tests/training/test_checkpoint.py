"""A training run may be killed at any moment: one whole checkpoint is always there."""

from pathlib import Path
from typing import Any

import pytest

from training import checkpoint

thinc = pytest.importorskip("thinc.api")
spacy = pytest.importorskip("spacy")


def pipeline() -> Any:
    nlp = spacy.blank("en")
    tagger = nlp.add_pipe("tagger")
    tagger.add_label("NN")
    nlp.initialize()
    return nlp


def optimizer(nlp: Any) -> Any:
    adam = thinc.Adam(0.001)
    key = (next(nlp.get_pipe("tagger").model.walk()).id, "W")
    adam.nr_update[key] = 7
    return adam


def test_a_run_goes_on_where_it_was_saved(tmp_path: Path) -> None:
    nlp = pipeline()
    checkpoint.save(tmp_path / "checkpoint", nlp, optimizer(nlp), {"epoch": 3})
    other, adam = pipeline(), thinc.Adam(0.001)
    assert checkpoint.restore(tmp_path / "checkpoint", other, adam) == {"epoch": 3}
    assert list(adam.nr_update.values()) == [7]


def test_nothing_is_restored_where_nothing_is(tmp_path: Path) -> None:
    assert checkpoint.restore(tmp_path / "checkpoint", pipeline(), thinc.Adam(0.001)) is None


def test_a_save_that_is_killed_leaves_the_last_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nlp = pipeline()
    checkpoint.save(tmp_path / "checkpoint", nlp, optimizer(nlp), {"epoch": 1})
    for name in ("to_disk", "rename"):
        with monkeypatch.context() as broken:
            owner: Any = type(nlp) if name == "to_disk" else Path
            broken.setattr(owner, name, _killed)
            with pytest.raises(KeyboardInterrupt):
                checkpoint.save(tmp_path / "checkpoint", nlp, optimizer(nlp), {"epoch": 2})
        adam = thinc.Adam(0.001)
        assert checkpoint.restore(tmp_path / "checkpoint", pipeline(), adam) == {"epoch": 1}


def test_between_the_two_renames_the_old_one_counts(tmp_path: Path) -> None:
    nlp = pipeline()
    checkpoint.save(tmp_path / "checkpoint", nlp, optimizer(nlp), {"epoch": 1})
    (tmp_path / "checkpoint").rename(tmp_path / "checkpoint-old")
    found = checkpoint.restore(tmp_path / "checkpoint", pipeline(), thinc.Adam(0.001))
    assert found == {"epoch": 1}


def _killed(*_: object, **__: object) -> None:
    raise KeyboardInterrupt
