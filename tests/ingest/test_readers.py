"""What the reader makes of files, folders and archives, and how it says what is wrong with them."""

import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from streams.errors import MalformedRecord, UsageError
from streams.ingest.documents import article_of
from streams.ingest.readers import ArticleReader
from tests.ingest.reading import WHEN, Reading, article, lines

CAIRO = ZoneInfo("Africa/Cairo")
PLAIN: dict[str, Any] = {"publisher": "daily.example", "published_at": WHEN}


def where(reading: Reading) -> list[str]:
    return [document.where for document in reading.documents]


def test_jsonl_has_an_article_on_each_line_and_blank_lines_do_not_shift_numbers() -> None:
    first, second = lines(article(id="a")), lines(article(id="b"))
    reading = Reading(first + b"\n  \n" + second, "in.jsonl")
    assert where(reading) == ["in.jsonl:1", "in.jsonl:4"]
    assert [one.value for one in reading.documents] == [first.strip(), second.strip()]


def test_line_separators_inside_strings_do_not_end_a_line() -> None:
    assert len(Reading(lines(article(text="one\u2028two\x85three")), "in.jsonl").articles) == 1


def test_json_is_one_article_or_a_list_or_several_values() -> None:
    pretty = json.dumps(article(), indent=2)
    assert where(Reading(pretty, "one.json")) == ["one.json"]
    several = Reading(json.dumps([article(id="a"), article(id="b")]), "two.json")
    assert where(several) == ["two.json[0]", "two.json[1]"]
    assert where(Reading(f"{pretty}\n{pretty}", "two.json")) == ["two.json[0]", "two.json[1]"]


def test_a_long_list_is_read_item_by_item_and_a_damaged_item_is_named() -> None:
    text = json.dumps([article(id=str(number), text="x" * 5000) for number in range(200)])
    assert len(Reading(text, "a.json").articles) == 200
    cut = Reading(text[: len(text) // 2], "a.json")
    assert len(cut.articles) == 100
    assert "item 100 is not valid JSON" in cut.problems[0]


def test_standard_input_is_told_by_its_content() -> None:
    assert len(Reading(lines(article(), article())).articles) == 2
    assert len(Reading(json.dumps([article()])).articles) == 1
    plain = Reading("A blast was heard.", **PLAIN)
    assert plain.article["text"] == "A blast was heard."
    assert plain.article["published_at"] == "2024-05-01T12:00:00+00:00"
    assert plain.article["article_id"] == plain.documents[0].derived_id


def test_plain_text_without_publisher_or_time_is_refused() -> None:
    reading = Reading("A blast was heard.", "a.txt", publisher="daily.example")
    assert "--published-at" in reading.problems[0]


def test_ids_of_plain_texts_come_from_text_outlet_and_time() -> None:
    def identity(text: str, name: str = "-", **changes: Any) -> str | None:
        (document,) = Reading(text, name, **PLAIN | changes).documents
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
    (document,) = Reading("A blast was heard.", article_id="mine", version=2, **PLAIN).documents
    assert (article_of(document).article_id, article_of(document).version) == ("mine", 2)


def test_what_the_operator_supplies_fills_what_is_missing_and_nothing_else() -> None:
    bare = {"url": "https://daily.example/1", "title": "A bridge was opened", "language": "de"}
    read = Reading(lines(bare, article()), language="en", timezone="Asia/Baghdad", **PLAIN).articles
    assert read[0]["publisher"] == "daily.example"
    assert read[0]["published_at"] == "2024-05-01T12:00:00+00:00"
    assert [one["language"] for one in read] == ["de", "en"]
    assert read[1]["published_at"] == article()["published_at"]
    assert read[1]["timezone"] == "Asia/Baghdad"


def test_a_folder_is_read_by_name_and_what_is_not_read_is_reported(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_bytes(lines(article(id="2")))
    (tmp_path / "a.json").write_bytes(lines(article(id="1")))
    (tmp_path / "notes.md").write_text("# not an article", encoding="utf-8")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n....")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.jsonl").write_bytes(lines(article(id="3")))
    reading = Reading(tmp_path, **PLAIN)
    assert [one["id"] for one in reading.articles] == ["1", "2", "3"]
    assert [Path(one.partition(":")[0]).name for one in reading.problems] == [
        "notes.md",
        "photo.png",
    ]
    assert "PNG image" in reading.problems[1]
    (skipped, _) = [one for one in reading.documents if one.problem is not None]
    with pytest.raises(MalformedRecord, match=r"\.md"):
        article_of(skipped)


def test_documents_are_numbered_within_their_file(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(article(), article()) + b"{}\n")
    (tmp_path / "b.jsonl").write_bytes(lines(article()))
    found = [(Path(one.source).name, one.number) for one in Reading(tmp_path).documents]
    assert found == [("a.jsonl", 1), ("a.jsonl", 2), ("a.jsonl", 3), ("b.jsonl", 1)]


def test_a_zip_archive_is_read_member_by_member(tmp_path: Path) -> None:
    path = tmp_path / "week.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.jsonl", lines(article(id="1")))
        archive.writestr("two.jsonl.gz", gzip.compress(lines(article(id="2")) + b"{]\n"))
        archive.writestr("notes.md", "# no article")
        archive.writestr("__MACOSX/x", "junk")
    for reading in (Reading(path), Reading(path.read_bytes(), str(path))):
        ids = [article_of(one).article_id for one in reading.documents[1:3]]
        assert ids == ["1", "2"]
        assert where(reading) == [
            f"{path}!notes.md",
            f"{path}!one.jsonl:1",
            f"{path}!two.jsonl.gz:1",
            f"{path}!two.jsonl.gz:2",
        ]
        with pytest.raises(MalformedRecord, match="Invalid JSON"):
            article_of(reading.documents[3])


def test_an_office_document_is_no_archive_of_articles() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    reading = Reading(packed.getvalue(), "report.docx")
    assert reading.problems == ["report.docx: not read: an Office document"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.xml", b'<?xml version="1.0"?><nitf><body/></nitf>', "root <nitf>"),
        ("a.xml", b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "dateline feeds"),
        ("a.txt", b"20240512\t1\tUSA\t2\thttp\t3\n", "tabs and without header"),
        ("a.csv", b"https://daily.example/1,Bridge,2024-05-12\n", "without header"),
        ("a.pdf", b"%PDF-1.7\n%", "PDF"),
        ("a.tar", b"\0" * 257 + b"ustar\x0000", "tar archive"),
        ("a.bin", bytes(range(256)) * 4, "binary data"),
        ("a.jsonl", b"", "empty"),
        ("a.json", b"no json at all", "no JSON"),
        ("a.jsonl", b'{"GLOBALEVENTID": 1}', "events of GDELT"),
        ("a.jsonl", b'{"event_id_cnty": "SYR1"}', "compare --with"),
        ("a.csv", b"relid,type_of_violence,date_start\nX,1,2020-01-01", "compare --with"),
        ("a.jsonl", b'{"urlkey": "x", "timestamp": "20240512000000", "url": "http://x"}', "WARC"),
        ("a.csv", b"headline_text,body_text,when\nA,B,C", "--map text=FIELD"),
    ],
)
def test_what_is_not_read_is_refused_by_name(name: str, content: bytes, message: str) -> None:
    reading = Reading(content, name, **PLAIN)
    assert reading.articles == []
    assert reading.problems[0].startswith(name)
    assert message in reading.problems[0]


@pytest.mark.parametrize(
    "text", ['<?xml version="1.0"?><html><p>News</p></html>', "A\tline\twith tabs", "<p>News</p>"]
)
def test_pages_and_plain_text_are_no_other_format(text: str) -> None:
    assert Reading(text, "a.html", url="https://daily.example/1", **PLAIN).problems == []


def test_a_missing_file_and_an_address_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.jsonl"):
        list(ArticleReader().read(tmp_path / "nowhere.jsonl"))
    with pytest.raises(UsageError, match="download it"):
        ArticleReader().read_source("https://daily.example/1")
