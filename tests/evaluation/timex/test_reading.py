from pathlib import Path

import pytest

from evaluation.registry import Options
from evaluation.timex.evaluate import evaluate
from evaluation.timex.gold import Timex, read_document
from streams.errors import UsageError
from tests.evaluation.stub import Stub

CREATED = (
    '<TIMEX3 tid="t0" type="DATE" value="2024-05-15T12:00" functionInDocument="CREATION_TIME">'
    "20240515</TIMEX3>"
)
MONDAY = '<TIMEX3 tid="t1" type="DATE" value="2024-05-13">on <EVENT>Monday</EVENT></TIMEX3>'
XML = f"""<?xml version="1.0" ?>
<TimeML><DCT>{CREATED}</DCT>
<TEXT>It <EVENT>fell</EVENT> {MONDAY},
for <TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>.</TEXT></TimeML>
"""


def write(folder: Path, content: str = XML) -> Path:
    path = folder / "one.tml"
    path.write_text(content)
    return path


def test_text_and_expressions_are_read_without_the_document_time(tmp_path: Path) -> None:
    document = read_document(write(tmp_path))
    text = document.article.text
    assert text == "It fell on Monday,\nfor two days."
    assert document.article.published_at.date().isoformat() == "2024-05-15"
    assert document.timexes == (
        Timex((8, 17), "2024-05-13", "DATE"),
        Timex((23, 31), "P2D", "DURATION"),
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("</TEXT>", "", r"one.tml:4: not well-formed XML"),
        (' value="P2D"', "", r"one.tml:4: TIMEX3 't2' has no value"),
        ("2024-05-15T12:00", "PRESENT_REF", r"one.tml:2: the document time 'PRESENT_REF'"),
        ("CREATION_TIME", "NONE", r"one.tml:2: no TIMEX3 with functionInDocument"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in XML
    with pytest.raises(UsageError, match=message):
        read_document(write(tmp_path, XML.replace(old, new)))


def test_a_folder_is_measured(tmp_path: Path) -> None:
    write(tmp_path, XML.replace("P2D", "P3D"))
    report = evaluate(tmp_path, Stub(), Options())
    assert report.metrics == {"span_f1": 1.0, "strict_f1": 0.5, "value_f1": 0.5}
    assert [error["error"] for error in report.errors] == ["value of DURATION"]
