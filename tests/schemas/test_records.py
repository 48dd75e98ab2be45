"""Records are frozen, strict and versioned, and come back from JSON as they were."""

import json
from datetime import UTC, datetime
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from schemas import DeadLetter, Extraction, Withdrawal, parse_mention_message
from schemas.export import EXPORTED, schema_text, stale
from schemas.extraction import MentionDraft
from schemas.mention import MentionCore
from schemas.record import SCHEMA_VERSION
from streams.errors import MalformedRecord
from tests.deduplicate.stories import make_mention, make_signature

WITHDRAWAL = Withdrawal(mention_id="m", article_id="a", article_version=2, block="SY.13")
LETTER = DeadLetter(
    stage="extract",
    reason="malformed",
    error_class="MalformedRecord",
    message="Article is malformed: publisher: Field required",
    topic="articles",
    partition=1,
    offset=7,
    first_failed_at=datetime(2024, 5, 1, tzinfo=UTC),
    pipeline_version="0.1.0",
    key="a2V5",
    value="AP8=",
)


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        WITHDRAWAL.block = "IQ"  # type: ignore[misc]


def test_a_record_says_its_schema_version() -> None:
    assert json.loads(WITHDRAWAL.to_json())["schema_version"] == SCHEMA_VERSION


def test_unknown_fields_are_refused_in_what_we_send() -> None:
    fields = json.loads(WITHDRAWAL.to_json()) | {"extra": 1}
    with pytest.raises(MalformedRecord, match="extra"):
        Withdrawal.from_json(json.dumps(fields))


def test_types_are_not_guessed_in_what_we_send() -> None:
    fields = json.loads(WITHDRAWAL.to_json()) | {"article_version": "2"}
    with pytest.raises(MalformedRecord, match="article_version"):
        Withdrawal.from_json(json.dumps(fields))


def test_a_mention_message_is_told_by_its_record_field() -> None:
    assert parse_mention_message(WITHDRAWAL.to_json()) == WITHDRAWAL
    with pytest.raises(MalformedRecord):
        parse_mention_message(b'{"record": "event"}')


def test_an_extraction_comes_back_as_it_was() -> None:
    extraction = Extraction(article_id="a", article_version=None, withdrawn=True, publisher=None)
    assert Extraction.from_json(extraction.to_json()) == extraction


def test_an_extraction_carries_the_signature_of_its_article_once() -> None:
    signature = make_signature("orchard mortar bridge")
    drafts = tuple(
        MentionDraft(
            **{
                name: getattr(make_mention(mention_id, article_id="x", signature=signature), name)
                for name in MentionCore.model_fields
            }
        )
        for mention_id in ("a", "b", "c")
    )
    extraction = Extraction(
        article_id="x", article_version=1, withdrawn=False, publisher=None, drafts=drafts
    )
    assert extraction.to_json().count(b"orchard") == 1
    assert Extraction.from_json(extraction.to_json()) == extraction


def test_mentions_of_an_article_share_its_signature() -> None:
    signature = make_signature("fire", "port")
    first = make_mention("m1", signature=signature)
    again = type(first).from_json(first.to_json())
    other = type(first).from_json(make_mention("m2", signature=signature).to_json())
    assert again.signature is first.signature is other.signature
    assert make_mention("m3", signature=make_signature("fire")).signature != first.signature


def test_a_dead_letter_travels_as_headers_and_original_bytes() -> None:
    headers = LETTER.headers()
    back = DeadLetter.from_message(headers, LETTER.message_key, LETTER.value_bytes())
    assert back == LETTER
    before = DeadLetter.from_message(headers, LETTER.key_bytes(), LETTER.value_bytes())
    assert before == LETTER, "a letter under the key of the message, as they were once"
    assert LETTER.value_bytes() == b"\x00\xff"


def test_a_message_without_our_headers_is_no_dead_letter() -> None:
    with pytest.raises(MalformedRecord, match="not a dead letter"):
        DeadLetter.from_message([("other", b"1")], None, b"x")


@pytest.mark.parametrize("name", EXPORTED)
def test_the_exported_schema_is_valid(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


def test_the_files_say_what_the_code_says() -> None:
    assert stale() == [], "run `dateline schemas export` and commit"


@pytest.mark.parametrize(
    ("fields", "valid"),
    [
        ({"article_id": "a", "text": "t"}, True),
        ({"url": "https://x.example/1", "title": "t", "unknown": 1}, True),
        ({"text": "t"}, False),
        ({"article_id": "a"}, False),
    ],
)
def test_the_article_schema_asks_for_id_or_url_and_text_or_title(
    fields: dict[str, Any], valid: bool
) -> None:
    needed = {"publisher": "p", "published_at": "2024-05-01T12:00:00Z"}
    schema = json.loads(schema_text("article"))
    assert jsonschema.Draft202012Validator(schema).is_valid(needed | fields) is valid


def test_what_we_write_fits_the_exported_schema() -> None:
    for record, name in ((WITHDRAWAL, "withdrawal"), (LETTER, "dead-letter")):
        jsonschema.validate(json.loads(record.to_json()), json.loads(schema_text(name)))
