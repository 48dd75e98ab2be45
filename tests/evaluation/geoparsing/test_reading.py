from pathlib import Path

import pytest

from evaluation.geoparsing.evaluate import FOLDS, evaluate, fold_of
from evaluation.geoparsing.gold import gold_toponyms, read_texts
from evaluation.registry import Options
from schemas import Article, Extraction, Toponym
from streams.errors import UsageError
from tests.evaluation.geoparsing.make import name, spot
from tests.evaluation.make import ERBIL, place
from tests.evaluation.stub import Stub

TAG = """<gaztag geonameid="95446"><name>Erbil</name><fcode>PPLA</fcode><lat>36.19</lat>
<lon>44.01</lon><country geonameid="99237">Iraq</country></gaztag>"""
ARTICLE = "<article><text>No place.</text></article>"
XML = f"""<articles><article docid="7"><domain>one.example</domain>
<text><![CDATA[A bus left Erbil for Qala.]]></text><toponyms>
<toponym><start>12</start><end>17</end><phrase>Erbil</phrase>{TAG}</toponym>
<toponym><start>21</start><end>25</end><phrase>Qala</phrase></toponym>
</toponyms></article></articles>"""


def write(folder: Path, content: str = XML) -> Path:
    path = folder / "My-Set.xml"
    path.write_text(content)
    return path


def toponym(start: int, end: int, text: str, within: int | None = None) -> Toponym:
    return Toponym(char_start=start, char_end=end, name=text, sentence=3, cue="in", within=within)


def test_names_are_read_and_a_shifted_span_is_moved_onto_its_phrase(tmp_path: Path) -> None:
    (text,) = read_texts(write(tmp_path))
    erbil, qala = text.names
    assert (erbil.start, erbil.end) == (11, 16)
    assert text.shifted == 1
    assert erbil.place is not None
    assert (erbil.place.country, erbil.place.feature_code) == ("IQ", "PPLA")
    assert qala.place is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("</articles>", "", r"My-Set.xml:6: not well-formed XML"),
        ("<start>12<", "<start>x<", r"My-Set.xml:3: toponym 'Erbil': invalid"),
        ("<lat>36.19<", "<lat>north<", r"My-Set.xml:3: toponym 'Erbil': could not convert"),
        ("A bus left Erbil for Qala.", " ", r"My-Set.xml:1: the article has no <text>"),
    ],
)
def test_a_damaged_file_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in XML
    with pytest.raises(UsageError, match=message):
        read_texts(write(tmp_path, XML.replace(old, new, 1)))


def test_a_gold_span_takes_the_context_of_the_toponym_found_there() -> None:
    found = [toponym(0, 5, "Paris", within=1), toponym(7, 12, "Texas")]
    first, second, third = gold_toponyms([name(0, 5), name(8, 12), name(40, 45)], found)
    assert (first.cue, first.within, first.sentence) == ("in", 1, 3)
    assert second.char_start == 8
    assert (third.cue, third.within, third.sentence) == (None, None, 3)


def test_a_file_is_measured_end_to_end_and_on_given_spans(tmp_path: Path) -> None:
    write(tmp_path)

    def read(article: Article) -> Extraction:
        spans = (toponym(11, 16, "Erbil"), toponym(2, 5, "bus"))
        return Extraction(
            article_id="7", article_version=1, withdrawn=False, publisher=None, toponyms=spans
        )

    system = Stub(reads=read, places={"Erbil": place(), "bus": place(0, 0)})
    system.spots["Erbil"] = [spot(*ERBIL, country="IQ")]
    report = evaluate(tmp_path, system, Options())
    assert report.metrics == {"myset_f1": 0.6667, "myset_accuracy": 1.0, "myset_country": 1.0}
    assert [error["error"] for error in report.errors] == ["no place name"]


def test_folds_share_all_texts_between_them(tmp_path: Path) -> None:
    path = write(tmp_path, XML.replace("<articles>", "<articles>" + ARTICLE * 6))
    texts = read_texts(path)
    folds = [fold_of(texts, part) for part in FOLDS]
    assert [len(fold) for fold in folds] == [2, 2, 1, 1, 1]
    assert {id(text) for fold in folds for text in fold} == {id(text) for text in texts}
    assert fold_of(texts, "all") == texts
