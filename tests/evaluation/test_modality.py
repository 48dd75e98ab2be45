from pathlib import Path

import pytest

from evaluation.modality import CLASSES, evaluate, read_sentences
from evaluation.registry import Options
from evaluation.system import Installed
from streams.errors import UsageError
from tests.conftest import ROOT

LABELLED = ROOT / "evaluation" / "data" / "modality.tsv"


def test_each_half_has_every_class() -> None:
    found = list(read_sentences(LABELLED))
    assert len(found) >= 300
    for part in ("dev", "test"):
        assert {one.label for of, one in found if of == part} == set(CLASSES)


def test_a_right_and_a_wrong_sentence_are_counted(tmp_path: Path) -> None:
    lines = (
        "test\tasserted\tagency\tRebels [shelled] Homs on Monday.",
        "test\tnegated\tagency\tRebels [raided] Hama on Monday.",
    )
    (tmp_path / "modality.tsv").write_text("\n".join(lines), encoding="utf-8")
    report = evaluate(tmp_path, Installed(), Options())
    assert report.metrics == {"accuracy": 0.5, "counted": 0.5}
    assert [error["error"] for error in report.errors] == ["negated as asserted"]


@pytest.mark.parametrize("line", ["test\tasserted\tagency\tno mark", "test\twrong\ta\t[x]", "x"])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "modality.tsv"
    path.write_text(f"# header\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=":2"):
        list(read_sentences(path))
