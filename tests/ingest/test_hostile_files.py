"""Files that are not what their name says, or damaged: nothing is lost without a word."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import MalformedRecord
from streams.ingest.documents import article_of
from streams.ingest.times import read_time
from tests.ingest.reading import WHEN, Reading, article, lines

PLAIN: dict[str, Any] = {"publisher": "daily.example", "published_at": WHEN}
HEADER = "title,text,url,published_at,publisher\n"
ROW = "Bridge,A bridge was opened.,https://daily.example/{},2024-05-12,daily.example\n"
FEED = """<rss version="2.0"><channel><item><title>A bridge</title>
<link>https://daily.example/1</link><pubDate>Sun, 12 May 2024 18:40:00 +0300</pubDate></item>
</channel></rss>"""
HALF_A_CHARACTER = '{"url": "https://daily.example/1",\n"text": "\\ud800", "publisher": "x"}'


def zipped(*names: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in names:
            archive.writestr(name, lines(article()))
    return packed.getvalue()


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a.csv", "a.txt", "a"])
@pytest.mark.parametrize("content", [FEED, HEADER + ROW.format(1), lines(article()).decode()])
def test_the_content_decides_whatever_the_file_is_called(name: str, content: str) -> None:
    assert Reading(content, name).article["url"] == "https://daily.example/1"


def test_one_object_makes_lines_of_a_file_that_is_called_so() -> None:
    reading = Reading(b"garbage\n" + lines(article()), "a.jsonl")
    assert len(reading.documents) == 2
    assert "no JSON" in Reading("A blast was heard.", "a.jsonl", **PLAIN).problems[0]


def test_lists_behind_one_another_are_read_and_anything_else_there_is_refused() -> None:
    one, two = (json.dumps([article(id=name)]) for name in "ab")
    assert [found["id"] for found in Reading(f"{one}\n{two}", "a.json").articles] == ["a", "b"]
    for rest in ("garbage", '{"id": "c"}'):
        reading = Reading(f"{one} {rest}", "a.json")
        assert len(reading.articles) == 1
        assert "behind the list of 1 items" in reading.problems[0]


def test_a_text_that_begins_with_a_bracket_is_no_list() -> None:
    text = "[KYIV] A blast was heard."
    assert Reading(text, "a.txt", **PLAIN).article["text"] == text


@pytest.mark.parametrize("moment", ["2024-02-30", "2024-13-01", "0000-00-00"])
def test_a_day_that_does_not_exist_is_refused_in_every_format(moment: str) -> None:
    page = (
        f'<html><head><meta property="article:published_time" content="{moment}"></head>'
        "<body><p>A bridge was opened.</p></body></html>"
    )
    rows = HEADER + ROW.format(1).replace("2024-05-12", moment)
    for content in (lines(article(published_at=moment)), page, rows):
        (document,) = Reading(content, url="https://daily.example/1").documents
        with pytest.raises(MalformedRecord, match="published_at"):
            article_of(document)


@given(st.text(alphabet="0123456789-:TZ+. ADEGMNSUadenuy,", max_size=30))
def test_no_spelling_of_a_time_ends_the_reading(text: str) -> None:
    assert isinstance(read_time(text), str)


def test_half_a_character_is_refused_and_ends_nothing() -> None:
    reading = Reading(f"[{json.dumps(article())},{HALF_A_CHARACTER}]", "a.json")
    article_of(reading.documents[0])
    with pytest.raises(MalformedRecord, match="Invalid JSON"):
        article_of(reading.documents[1])


def test_an_archive_with_nothing_to_read_is_refused() -> None:
    assert "without files" in Reading(zipped(), "a.zip").problems[0]
    assert "hidden" in Reading(zipped(".a", "__MACOSX/b"), "a.zip").problems[0]
    assert len(Reading(zipped("../../a.jsonl", "./b.jsonl"), "a.zip").articles) == 2


def test_a_table_needs_rows_and_may_say_what_separates_its_columns() -> None:
    assert "without rows" in Reading(HEADER, "a.csv").problems[0]
    rows = f"sep=;\r\n{HEADER}{ROW.format(1)}".replace(",", ";")
    assert Reading(rows, "a.csv").article["title"] == "Bridge"


def test_a_quotation_mark_that_is_not_closed_takes_no_rows_with_it() -> None:
    open_row = 'Bridge,"A bridge' + ROW.format(2) + ROW.format(3)
    reading = Reading(HEADER + ROW.format(1) + open_row, "a.csv")
    assert len(reading.articles) == 1
    assert "line 3: a quotation mark that is not closed" in reading.problems[0]


def test_a_header_that_is_too_long_is_refused() -> None:
    limit = csv.field_size_limit()
    try:
        assert "field larger" in Reading("x" * (17 << 20), "a.csv").problems[0]
    finally:
        csv.field_size_limit(limit)


def test_lines_of_two_encodings_do_not_spoil_one_another() -> None:
    good = json.dumps(article(text="Señor Müller"), ensure_ascii=False)
    reading = Reading(f"{good}\n".encode() + f"{good}\n".encode("latin-1"), "a.jsonl")
    assert article_of(reading.documents[0]).text == "Señor Müller"
    with pytest.raises(MalformedRecord):
        article_of(reading.documents[1])
    assert "lines in another encoding are refused" in reading.notes[0]


def test_a_damaged_line_with_zero_bytes_is_refused_alone() -> None:
    reading = Reading(lines(article(id="a")) + b"\0\0\0\n" + lines(article(id="b")), "a.jsonl")
    assert [article_of(one).article_id for one in reading.documents[::2]] == ["a", "b"]
    assert len(reading.documents) == 3


def test_a_web_archive_that_is_cut_off_is_named() -> None:
    body = b"<html><body><p>A bridge was opened.</p></body></html>"
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://daily.example/1\r\n"
        "WARC-Date: 2024-05-12T12:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    ).encode()
    whole = head + answer + b"\r\n\r\n"
    assert len(Reading(whole + whole, "a.warc", published_at=WHEN).articles) == 2
    cut = Reading(whole + whole[:-20], "a.warc", published_at=WHEN)
    assert len(cut.articles) == 1
    assert "record 2 is cut off" in cut.problems[0]
    assert "WARC-Type" in Reading(b"WARC/1.0\r\nbroken\r\n\r\n", "a.warc").problems[0]


def test_what_a_folder_holds_beside_files_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "a.jsonl").write_bytes(lines(article()))
    (folder / "inner" / "loop").symlink_to(folder)
    (folder / "nowhere").symlink_to(tmp_path / "none")
    os.mkfifo(folder / "pipe")
    (folder / "zeros").symlink_to("/dev/zero")
    reading = Reading(folder)
    assert len(reading.articles) == 1
    found = {Path(name).name: why for name, _, why in (p.partition(": ") for p in reading.problems)}
    assert found.keys() == {"loop", "nowhere", "pipe", "zeros"}
    assert "a folder above it" in found["loop"]
    assert "No such file" in found["nowhere"]
    assert "a named pipe" in found["pipe"]
    assert "a device" in found["zeros"]


def test_records_without_id_get_that_of_their_text() -> None:
    reading = Reading("text\nA bridge was opened.\nA bridge was closed.\n", "a.csv", **PLAIN)
    first, second = (one["article_id"] for one in reading.articles)
    plain = Reading("A bridge was opened.", **PLAIN).article["article_id"]
    assert first == plain != second
    assert [note for note in reading.notes if "derived" in note] == [
        "a.csv: records without id or url: ids are derived from text, outlet and time"
    ]


def test_an_error_says_how_to_supply_what_is_missing() -> None:
    (document,) = Reading("title,day,url\nBridge,2024-05-12,https://daily.example/1\n").documents
    with pytest.raises(MalformedRecord) as caught:
        article_of(document)
    assert "published_at: Field required" in str(caught.value)
    assert "--published-at" in str(caught.value)
    assert "among title, day, url: --map publisher=FIELD,published_at=FIELD" in str(caught.value)


def test_a_number_of_thousands_of_digits_is_no_date() -> None:
    raw = lines(article(published_at=0)).replace(
        b'"published_at": 0', b'"published_at": 1' + b"0" * 4200
    )
    with pytest.raises(MalformedRecord, match="more than 20 digits"):
        article_of(Reading(raw).documents[0])
