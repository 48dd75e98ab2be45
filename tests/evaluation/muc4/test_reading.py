from datetime import date
from pathlib import Path

import pytest

from evaluation.muc4.evaluate import evaluate, read_folder
from evaluation.muc4.template import Entity, read_key
from evaluation.muc4.texts import read_texts
from evaluation.registry import Options
from streams.errors import UsageError
from tests.evaluation.stub import Stub

KEY = """;;; a comment
0.  MESSAGE: ID                     DEV-MUC3-9001 (X)
1.  MESSAGE: TEMPLATE               1 (OPTIONAL)
2.  INCIDENT: DATE                  (- 02 MAY 89) / (01 MAY 89 - 02 MAY 89) / 31 NOV 89
3.  INCIDENT: LOCATION              PERU: JUNIN (DEPARTMENT): TARMA (CITY) - JAUJA (CITY)
4.  INCIDENT: TYPE                  BOMBING / ATTACK
9.  PERP: INDIVIDUAL ID             "GUNMEN" / "MEN"
                                    ? "A \\"RED\\" CELL"
10. PERP: ORGANIZATION ID           -
18. HUM TGT: NAME                   "ANA RUIZ"
19. HUM TGT: DESCRIPTION            "MAYOR": "ANA RUIZ"
                                    "GUARDS"

0.  MESSAGE: ID                     DEV-MUC3-9002 (X)
1.  MESSAGE: TEMPLATE               *
2.  INCIDENT: DATE                  *
3.  INCIDENT: LOCATION              *
4.  INCIDENT: TYPE                  *
"""
TEXTS = """
DEV-MUC3-9001 (X)

   LIMA, 3 MAY 89 (AGENCY) -- [TEXT] A BOMB WENT OFF IN TARMA.

DEV-MUC3-9002 (X)

   NO CITY, NO DATE -- NOTHING HAPPENED.
"""


def folder(path: Path, key: str = KEY, texts: str = TEXTS) -> Path:
    made = path / "dev"
    made.mkdir()
    (made / "key-dev-9001").write_text(key)
    (made / "dev-muc3-9001").write_text(texts)
    return made


def test_a_template_is_read_with_its_alternatives(tmp_path: Path) -> None:
    (one,) = read_key(folder(tmp_path) / "key-dev-9001")
    assert (one.message, one.number, one.optional) == ("DEV-MUC3-9001", "1", True)
    assert one.types == ("BOMBING", "ATTACK")
    second = date(1989, 5, 2)
    assert one.dates == ((None, second), (date(1989, 5, 1), second))
    assert one.places == ((("PERU",), ("JUNIN",), ("TARMA", "JAUJA")),)
    assert one.perpetrators == (Entity(("GUNMEN", "MEN")), Entity(('A "RED" CELL',), True))
    assert one.targets == (Entity(("MAYOR", "ANA RUIZ")), Entity(("GUARDS",)))


def test_texts_are_articles_of_the_day_in_their_dateline(tmp_path: Path) -> None:
    first, second = read_texts(folder(tmp_path) / "dev-muc3-9001")
    assert first.article_id == "DEV-MUC3-9001"
    assert first.text.strip().startswith("LIMA")
    assert first.published_at.date() == date(1989, 5, 3)
    assert second.published_at.date() == date(1989, 5, 3)


def test_a_document_without_an_incident_has_no_template(tmp_path: Path) -> None:
    assert [len(templates) for _, templates in read_folder(folder(tmp_path))] == [1, 0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("10. PERP", "1O PERP", r"key-dev-9001:9: no slot of an answer key"),
        ("- 02 MAY 89", "SOON", r"key-dev-9001:2: the template is damaged"),
        ("4.  INCIDENT: TYPE                  B", "; ", r"the template lacks INCIDENT: TYPE"),
        ("DEV-MUC3-9001 (X)\n1.", "DEV-MUC3-9009\n1.", "answers to DEV-MUC3-9009, which no text"),
    ],
)
def test_a_damaged_key_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in KEY
    made = folder(tmp_path, KEY.replace(old, new, 1))
    with pytest.raises(UsageError, match=message):
        read_folder(made)


def test_texts_without_ids_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no document; each starts with an id"):
        read_folder(folder(tmp_path, texts="JUST WORDS"))


def test_a_folder_is_measured_each_document_alone(tmp_path: Path) -> None:
    folder(tmp_path)
    system = Stub()
    report = evaluate(tmp_path, system, Options(part="dev"))
    assert [article.article_id for article in system.given] == ["DEV-MUC3-9001", "DEV-MUC3-9002"]
    assert report.metrics["f1"] == 0
    assert report.facts["documents"] == "2 of dev"
