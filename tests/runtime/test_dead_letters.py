"""A dead letter keeps the original message and says why, within the room for headers."""

import base64

from schemas import DeadLetter
from streams.errors import MalformedRecord
from streams.runtime.dead_letters import LONGEST_MESSAGE, make_dead_letter, preview
from streams.runtime.delivery import Incoming

MESSAGE = Incoming("articles", 2, 7, b"k", b"\x00raw\xff", 0.0, 0.0)


def test_the_original_bytes_are_kept_and_a_long_reason_is_cut() -> None:
    sent = make_dead_letter("extract", MESSAGE, MalformedRecord("x" * 10_000), 1.0)
    letter = DeadLetter.from_message(sent.headers, sent.key, sent.value)
    assert (sent.topic, sent.key, sent.value) == ("dead-letters", b"k", b"\x00raw\xff")
    assert (letter.reason, letter.message) == ("malformed", "x" * LONGEST_MESSAGE)
    assert letter.first_failed_at.timestamp() == 1.0


def test_a_preview_is_one_line_of_printable_text() -> None:
    raw = base64.b64encode(b"one\ntwo\x1b[31m\xff").decode()
    assert preview(raw, longest=200) == "one two [31m\ufffd"
    assert preview(raw, longest=3) == "one…"
    assert preview(None, longest=200) == ""
