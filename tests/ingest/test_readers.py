"""What `dateline publish` makes of files, and how it says what is wrong with them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from streams.errors import UsageError
from streams.ingest.readers import ArticleReader, Document, PlainText

PLAIN = PlainText("daily.example", datetime(2024, 5, 1, 12, tzinfo=UTC))
READER = ArticleReader(PLAIN)


def values(documents: list[Document]) -> list[object]:
    return [json.loads(document.value or b"null") for document in documents]


def test_jsonl_has_an_article_on_each_line_and_blank_lines_do_not_shift_numbers() -> None:
    documents = list(READER.read_text('{"a": 1}\n\n  \n{"a": 2}\n', "in.jsonl"))
    assert [document.where for document in documents] == ["in.jsonl:1", "in.jsonl:4"]
    assert values(documents) == [{"a": 1}, {"a": 2}]


def test_line_separators_inside_strings_do_not_end_a_line() -> None:
    line = json.dumps({"text": "one\u2028two\x85three"}, ensure_ascii=False)
    documents = list(READER.read_text(line, "in.jsonl"))
    assert len(documents) == 1


def test_json_is_one_article_or_a_list() -> None:
    assert len(list(READER.read_text('{\n "a": 1\n}', "one.json"))) == 1
    several = list(READER.read_text('[{"a": 1}, {"a": 2}]', "two.json"))
    assert [document.where for document in several] == ["two.json[0]", "two.json[1]"]


def test_standard_input_is_told_by_its_first_character() -> None:
    assert len(list(READER.read_text('{"a": 1}\n{"a": 2}', "-"))) == 2
    assert len(list(READER.read_text('[{"a": 1}]', "-"))) == 1
    (plain,) = READER.read_text("A blast was heard.", "-")
    assert values([plain]) == [
        {
            "publisher": "daily.example",
            "published_at": "2024-05-01T12:00:00+00:00",
            "title": None,
            "url": None,
            "text": "A blast was heard.",
            "article_id": "stdin",
        }
    ]


def test_a_folder_is_read_by_name_and_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"n": 2}\n', encoding="utf-8")
    (tmp_path / "a.json").write_text('{"n": 1}', encoding="utf-8")
    (tmp_path / "notes.md").write_text("# not an article", encoding="utf-8")
    assert values(list(READER.read(tmp_path))) == [{"n": 1}, {"n": 2}]


def test_bytes_that_are_no_utf8_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n')
    assert [document.value for document in READER.read(path)] == [b'{"text": "caf\xe9"}']


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.jsonl"):
        list(READER.read(tmp_path / "nowhere.jsonl"))
