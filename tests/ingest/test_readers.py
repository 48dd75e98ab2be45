"""What `dateline publish` makes of files, and how it says what is wrong with them."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from streams.errors import MalformedRecord, UsageError
from streams.ingest.readers import ArticleReader, Document, PlainText, article_of

WHEN = datetime(2024, 5, 1, 12, tzinfo=UTC)
CAIRO = ZoneInfo("Africa/Cairo")
PLAIN = PlainText("daily.example", WHEN)
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
            "version": None,
            "article_id": plain.derived_id,
        }
    ]


def test_ids_of_plain_texts_come_from_text_outlet_and_time() -> None:
    def identity(text: str, name: str = "-", **changes: Any) -> str | None:
        fields: dict[str, Any] = {"publisher": "daily.example", "published_at": WHEN} | changes
        (document,) = ArticleReader(PlainText(**fields)).read_text(text, name)
        return document.derived_id

    first = identity("A blast was heard.")
    assert first is not None
    assert identity("A blast was heard.\n", "other.txt") == first
    assert identity("A second blast was heard.") != first
    assert identity("A blast was heard.", publisher="evening.example") != first
    assert identity("A blast was heard.", published_at=WHEN.replace(hour=13)) != first
    assert identity("A blast was heard.", published_at=WHEN.astimezone(CAIRO)) == first
    assert identity("A blast was heard.", article_id="mine") is None
    assert identity("A blast was heard.", url="https://daily.example/1") is None


def test_a_plain_text_is_a_later_version_only_if_it_says_so() -> None:
    reader = ArticleReader(PlainText("daily.example", WHEN, article_id="mine", version=2))
    (document,) = reader.read_text("A blast was heard.", "-")
    assert (article_of(document).article_id, article_of(document).version) == ("mine", 2)


def test_a_folder_is_read_by_name_and_what_is_not_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text('{"n": 2}\n', encoding="utf-8")
    (tmp_path / "a.json").write_text('{"n": 1}', encoding="utf-8")
    (tmp_path / "notes.md").write_text("# not an article", encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.jsonl").write_text('{"n": 3}\n', encoding="utf-8")
    documents = list(READER.read(tmp_path))
    assert values([one for one in documents if one.problem is None]) == [
        {"n": 1},
        {"n": 2},
        {"n": 3},
    ]
    (skipped,) = [one for one in documents if one.problem is not None]
    assert skipped.where.endswith("notes.md")
    with pytest.raises(MalformedRecord, match=r"\.jsonl"):
        article_of(skipped)


def test_a_byte_order_mark_is_no_content(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"n": 1}\n', encoding="utf-8-sig")
    (tmp_path / "b.jsonl").write_text('{"n": 2}\n', encoding="utf-16")
    assert values(list(READER.read(tmp_path))) == [{"n": 1}, {"n": 2}]


def test_gzip_is_read_and_a_damaged_file_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(b'{"n": 1}\n{"n": 2}\n')
    (tmp_path / "a.jsonl.gz").write_bytes(whole)
    assert values(list(READER.read(tmp_path))) == [{"n": 1}, {"n": 2}]
    (tmp_path / "a.jsonl.gz").write_bytes(whole[:-9])
    (damaged,) = READER.read(tmp_path)
    assert damaged.problem is not None
    assert "gzip" in damaged.problem


@pytest.mark.parametrize(
    ("name", "content", "format_name"),
    [
        ("a.xml", b'<?xml version="1.0"?><rss><item/></rss>', "XML"),
        ("a.txt", b"<rss version='2.0'><item/></rss>", "RSS"),
        ("a", b"WARC/1.0\r\nWARC-Type: response", "WARC"),
        ("a.csv", b"title,text\nA,B", "CSV"),
        ("a.txt", b"20240512\t1\tUSA\t2\thttp\t3\n", "tabs"),
        ("a.jsonl", b"PK\x03\x04....", "zip"),
        ("a.jsonl", b"(\xb5/\xfd....", "zstd"),
    ],
)
def test_other_formats_are_refused_by_name(
    tmp_path: Path, name: str, content: bytes, format_name: str
) -> None:
    (tmp_path / name).write_bytes(content)
    (document,) = READER.read(tmp_path / name)
    with pytest.raises(MalformedRecord, match=format_name):
        article_of(document)


@pytest.mark.parametrize(
    "text", ['<?xml version="1.0"?><html><p>News</p></html>', "A\tline\twith tabs", "<p>News</p>"]
)
def test_pages_and_plain_text_are_no_other_format(text: str) -> None:
    (document,) = READER.read_text(text, "a.html")
    assert document.problem is None


def test_bytes_that_are_no_utf8_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "latin.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n')
    assert [document.value for document in READER.read(path)] == [b'{"text": "caf\xe9"}']


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.jsonl"):
        list(READER.read(tmp_path / "nowhere.jsonl"))
