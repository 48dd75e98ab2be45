from pathlib import Path

import pytest

from evaluation.claims import evaluate, read_texts
from evaluation.registry import Options
from evaluation.system import Installed
from streams.errors import UsageError
from tests.conftest import ROOT

LABELLED = ROOT / "evaluation" / "data" / "claims.tsv"


def test_each_half_has_every_stance_and_a_relay() -> None:
    found = list(read_texts(LABELLED))
    assert len(found) >= 60
    for part in ("dev", "test"):
        texts = [text for of, text in found if of == part]
        assert len({one.stance for one in texts}) == 4
        assert any(one.relay for one in texts)


def test_sources_relays_and_stances_are_counted(tmp_path: Path) -> None:
    lines = (
        "test\tWitnesses\tReuters\tasserts\tWitnesses told Reuters that troops [shelled] Homs.",
        "test\tgeneral\t-\tdenies\tA general denied [shelling] Hama.",
        "test\tKyiv/-\t-\tasserts\tTroops [shelled] Idlib.",
        "test\tpolice\t-\tdenies\tTroops [shelled] Daraa, a doctor said.",
    )
    (tmp_path / "claims.tsv").write_text("\n".join(lines), encoding="utf-8")
    report = evaluate(tmp_path, Installed(), Options())
    assert report.metrics == {
        "right": 0.75,
        "source_f1": 0.6667,
        "relay_f1": 1.0,
        "stance_f1": 0.6667,
    }
    assert [error["error"] for error in report.errors] == ["source, stance"]


@pytest.mark.parametrize("line", ["test\ta\t-\tasserts\tno mark", "test\ta\t-\tsings\t[x]", "x"])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "claims.tsv"
    path.write_text(f"# header\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=":2"):
        list(read_texts(path))
