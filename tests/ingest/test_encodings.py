"""Encodings: by mark, by declaration, and detected ones, which are reported."""

import json

import pytest

from tests.ingest.reading import WHEN, Reading, article, lines

TEXT = "Un café a été détruit à Genève, près du marché \u2013 dit la police."
PAGE = (
    "<html><head><meta charset='{code}'><title>Café</title>"
    "<link rel='canonical' href='https://journal.example/1'>"
    "<meta property='article:published_time' content='2024-05-12T10:00:00+02:00'></head>"
    "<body><article><p>{text}</p></article></body></html>"
)


@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(code: str) -> None:
    raw = json.dumps(article(text=TEXT), ensure_ascii=False).encode(code)
    for name in ("a.jsonl", "a.json", "-"):
        reading = Reading(raw, name)
        assert reading.article["text"] == TEXT
        assert reading.notes == []


def test_utf16_without_a_mark_is_detected_and_reported() -> None:
    reading = Reading((json.dumps(article()) + "\n").encode("utf-16-le"), "a.jsonl")
    assert reading.article["text"] == article()["text"]
    assert "utf-16-le, detected" in reading.notes[0]


@pytest.mark.parametrize("code", ["iso-8859-1", "windows-1252", "iso-8859-15"])
def test_the_declaration_of_a_page_decides(code: str) -> None:
    text = TEXT.replace("\u2013", "-")
    reading = Reading(PAGE.format(code=code, text=text).encode(code), "a.html")
    assert reading.article["title"] == "Café"
    assert reading.article["text"] == text
    assert reading.notes == []


def test_latin_text_is_detected_and_reported() -> None:
    raw = TEXT.encode("windows-1252")
    reading = Reading(raw, "a.txt", publisher="journal.example", published_at=WHEN)
    assert reading.article["text"] == TEXT
    assert "cp1252, detected" in reading.notes[0]
    table = Reading(
        b"url,title,published_at\nhttp://x.example/1," + raw.replace(b",", b"") + b",2024-05-12\n",
        "a.csv",
    )
    assert "détruit à Genève" in table.articles[0]["title"]


def test_cyrillic_text_is_detected() -> None:
    text = "Сегодня утром в центре города был открыт новый мост через реку, сообщила полиция. " * 5
    raw = text.encode("windows-1251")
    reading = Reading(raw, "a.txt", publisher="journal.example", published_at=WHEN)
    assert reading.article["text"].startswith("Сегодня утром")


def test_the_operator_names_the_encoding() -> None:
    raw = TEXT.encode("windows-1252")
    supplied = {"publisher": "journal.example", "published_at": WHEN, "encoding": "latin-1"}
    reading = Reading(raw, "a.txt", **supplied)
    assert reading.notes == []
    assert reading.article["text"].startswith("Un café")


def test_a_line_that_is_no_utf8_in_a_file_that_is_stays_as_it_is_and_is_refused_alone() -> None:
    good = lines(*(article(id=str(number), text="x" * 1000) for number in range(100)))
    bad = b'{"text": "caf\xe9"}'
    reading = Reading(good + bad + b"\n" + good, "a.jsonl")
    assert reading.documents[100].value == bad
    assert len(reading.documents) == 201
