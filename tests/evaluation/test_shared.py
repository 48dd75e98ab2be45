"""The readers on the real benchmark folders: everything is read, nothing is silently lost."""

from pathlib import Path

import pytest

from evaluation.eventloc import gold as eventloc
from evaluation.geoparsing import gold as geoparsing
from evaluation.gunviolence import gold as gunviolence
from evaluation.muc4.evaluate import read_folder
from evaluation.registry import REGISTRY, Options, evaluation
from evaluation.system import Installed
from evaluation.timex.gold import read_document

pytestmark = pytest.mark.shared

SPARSE = 40
"""One document of so many: enough to see an evaluation run to its end."""


@pytest.fixture(scope="module")
def system() -> Installed:
    return Installed()


@pytest.mark.parametrize(
    ("part", "documents", "templates"),
    [("dev", 1300, 1114), ("tst1", 100, 85), ("tst2", 100, 106)],
)
def test_muc4(shared: Path, part: str, documents: int, templates: int) -> None:
    found = read_folder(shared / "benchmarks" / "muc4" / part)
    assert len(found) == documents
    assert sum(len(keys) for _, keys in found) == templates


@pytest.mark.parametrize(
    ("file", "texts", "located"), [("lgl.xml", 588, 4462), ("TR-News.xml", 118, 1275)]
)
def test_geoparsing(shared: Path, file: str, texts: int, located: int) -> None:
    found = geoparsing.read_texts(shared / "benchmarks" / "geoparsing" / file)
    assert len(found) == texts
    assert sum(name.place is not None for text in found for name in text.names) == located
    for text in found:
        assert all(text.article.text[n.start : n.end] == n.phrase for n in text.names)


def test_gunviolence(shared: Path) -> None:
    found = gunviolence.read_folder(shared / "benchmarks" / "gunviolence")
    assert len(gunviolence.part_of(found, "dev")) == 767
    assert len(gunviolence.part_of(found, "test")) == 1038


def test_eventloc(shared: Path) -> None:
    parts = [eventloc.read_folder(shared / "benchmarks" / "eventloc", p) for p in ("dev", "test")]
    assert sum(len(gold.sentences) + gold.damaged for gold in parts) == 9199


def test_timex(shared: Path) -> None:
    paths = sorted((shared / "benchmarks" / "timex" / "timebank").glob("*.tml"))
    documents = [read_document(path) for path in paths]
    assert len(documents) == 183
    assert sum(len(one.timexes) for one in documents) == 1243


@pytest.mark.parametrize("name", [n for n, e in REGISTRY.items() if "benchmarks" in e.folder])
def test_an_evaluation_runs_to_its_end_on_a_sample(
    shared: Path, system: Installed, name: str
) -> None:
    folder = shared / REGISTRY[name].folder
    report = evaluation(name)(folder, system, Options(sample=SPARSE))
    assert report.name == name
    assert report.errors or set(report.metrics.values()) == {1.0}
    assert all(0 < figure <= 1 for figure in report.metrics.values())
