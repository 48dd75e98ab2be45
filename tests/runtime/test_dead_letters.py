"""A dead letter keeps the original message and says why, within the room for headers."""

import base64
import hashlib
from dataclasses import replace

import pytest

from schemas import DeadLetter
from streams.errors import MalformedRecord
from streams.runtime.dead_letters import LONGEST_MESSAGE, make_dead_letter, preview
from streams.runtime.delivery import Incoming
from streams.runtime.topics import MAX_MESSAGE_BYTES

MESSAGE = Incoming("articles", 2, 7, b"k", b"\x00raw\xff", 0.0, 0.0)


def test_the_original_bytes_are_kept_and_a_long_reason_is_cut() -> None:
    sent = make_dead_letter("extract", MESSAGE, MalformedRecord("x" * 10_000), 1.0)
    letter = DeadLetter.from_message(sent.headers, sent.key, sent.value)
    assert (sent.topic, sent.value) == ("dead-letters", b"\x00raw\xff")
    assert (letter.key_bytes(), letter.value_bytes()) == (b"k", b"\x00raw\xff")
    assert (letter.reason, letter.message) == ("malformed", "x" * LONGEST_MESSAGE)
    assert letter.first_failed_at.timestamp() == 1.0


def test_a_letter_that_is_written_twice_has_one_key() -> None:
    again = replace(MESSAGE, timestamp=9.0)
    first = make_dead_letter("extract", MESSAGE, MalformedRecord("no JSON"), 1.0)
    second = make_dead_letter("extract", again, MalformedRecord("no JSON"), 2.0)
    assert first.key == second.key == b"extract:articles:2:7"
    others = [replace(MESSAGE, offset=8), replace(MESSAGE, partition=1)]
    keys = {make_dead_letter("extract", one, MalformedRecord("x"), 1.0).key for one in others}
    keys.add(make_dead_letter("index", MESSAGE, MalformedRecord("x"), 1.0).key)
    assert len(keys - {first.key}) == 3


@pytest.mark.parametrize("key", [None, b"", b"k"])
@pytest.mark.parametrize("value", [None, b"", b"v"])
def test_a_letter_keeps_what_is_null_and_is_no_tombstone(
    key: bytes | None, value: bytes | None
) -> None:
    sent = make_dead_letter(
        "extract", replace(MESSAGE, key=key, value=value), MalformedRecord("x"), 1.0
    )
    letter = DeadLetter.from_message(sent.headers, sent.key, sent.value)
    assert sent.value is not None
    assert (letter.key_bytes(), letter.value_bytes()) == (key, value)


def test_a_preview_is_one_line_of_printable_text() -> None:
    raw = base64.b64encode(b"one\ntwo\x1b[31m\xff").decode()
    assert preview(raw, longest=200) == "one two [31m\ufffd"
    assert preview(raw, longest=3) == "one…"
    assert preview(None, longest=200) == ""


def test_of_a_message_that_is_too_large_the_start_is_kept_with_size_and_hash() -> None:
    value = b"v" * (MAX_MESSAGE_BYTES + 1)
    huge = Incoming("articles", 2, 7, b"k" * 10_000, value, 0.0, 0.0)
    sent = make_dead_letter("extract", huge, MalformedRecord("no JSON"), 1.0)
    letter = DeadLetter.from_message(sent.headers, sent.key, sent.value)
    assert not letter.whole
    assert letter.value_bytes_in_full == len(value)
    assert letter.value_sha256 == hashlib.sha256(value).hexdigest()
    assert len(sent.value or b"") + len(sent.key or b"") < MAX_MESSAGE_BYTES
    assert letter.identity == ("extract", "articles", 2, 7)


def test_an_error_with_half_a_surrogate_pair_is_written() -> None:
    sent = make_dead_letter("extract", MESSAGE, MalformedRecord("\ud800"), 1.0)
    assert DeadLetter.from_message(sent.headers, sent.key, sent.value).message == "?"
