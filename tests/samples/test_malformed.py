import pytest

from streams.errors import MalformedRecord
from streams.ingest.articles import read_article
from tests.samples.read import FOLDER

TEXT = (FOLDER / "malformed.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (0, "publisher: Field required"),
        (1, "published_at: .*timezone"),
        (2, "Invalid JSON: EOF"),
        (3, "Invalid JSON: expected value"),
    ],
)
def test_every_line_is_refused_for_its_own_reason(line: int, message: str) -> None:
    with pytest.raises(MalformedRecord, match=message):
        read_article(TEXT.splitlines()[line])


def test_the_first_line_says_that_they_are_lines() -> None:
    # `dateline publish -` takes what begins with a brace for JSONL, else for one plain text.
    assert TEXT.startswith("{")
