import json
from pathlib import Path

import pytest

from evaluation.eventloc.evaluate import evaluate
from evaluation.eventloc.gold import read_folder
from evaluation.registry import Options
from streams.errors import UsageError
from tests.evaluation.stub import Stub

TEXT = "Shells fell on Erbil."
VERB = {"start": 7, "end": 11, "label": "VERB"}
PLACE = {"start": 15, "end": 20, "label": "LOCATION"}


def line(*spans: dict[str, object], answer: str | None = "accept") -> str:
    return json.dumps({"text": TEXT, "spans": spans, "answer": answer, "source": "x"})


def write(folder: Path, *lines: str) -> Path:
    (folder / "sentences.jsonl").write_text("\n".join(lines))
    return folder


def test_every_fifth_sentence_is_for_reporting(tmp_path: Path) -> None:
    folder = write(tmp_path, *[line(VERB, PLACE)] * 11)
    test, dev = read_folder(folder, "test"), read_folder(folder, "dev")
    assert [one.article.article_id for one in test.sentences] == ["line-5", "line-10"]
    assert len(dev.sentences) == 9
    assert dev.sentences[0].verb == (7, 11)
    assert dev.sentences[0].places == ((15, 20),)


def test_what_was_rejected_or_is_damaged_is_left_out(tmp_path: Path) -> None:
    cut = {**PLACE, "end": 18}
    empty = {**PLACE, "end": 15}
    beyond = {**PLACE, "end": 99}
    lines = [line(VERB, cut), line(VERB, empty), line(VERB, beyond), line(VERB, answer="reject")]
    gold = read_folder(write(tmp_path, *lines), "dev")
    assert gold.sentences == []
    assert gold.damaged == 3


def test_sentences_nobody_judged_are_used(tmp_path: Path) -> None:
    assert len(read_folder(write(tmp_path, line(VERB, answer=None)), "dev").sentences) == 1


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (line(PLACE), r"sentences.jsonl:2: no span is labelled VERB"),
        (
            line({**VERB, "label": "NOUN"}),
            r"sentences.jsonl:2: AnnotatedSentence is malformed: spans.0.label",
        ),
        ("{", r"sentences.jsonl:2: "),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_folder(write(tmp_path, line(VERB), bad), "dev")


def test_a_folder_is_measured(tmp_path: Path) -> None:
    report = evaluate(write(tmp_path, line(VERB, PLACE)), Stub(), Options(part="dev"))
    assert report.metrics == {"span_f1": 0.0, "token_f1": 0.0, "end_to_end_f1": 0.0}
    assert report.errors[0]["error"] == "place name not found"
    assert report.facts["event found"] == "100% nowhere"


def test_a_verb_is_asked_for_whether_an_event_was_found_or_not(tmp_path: Path) -> None:
    stub = Stub(word_places={"fell": (15, 20)})
    report = evaluate(write(tmp_path, line(VERB, PLACE)), stub, Options(part="dev"))
    assert report.metrics == {"span_f1": 1.0, "token_f1": 1.0, "end_to_end_f1": 0.0}
    assert report.errors == ()
