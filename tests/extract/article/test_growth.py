"""Whatever is sent, time grows in proportion to its length: no pattern goes back and back."""

import pytest

from schemas import Article
from streams.extract.article import passes
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from streams.extract.text.tables import FURNITURE, FurnitureRow
from tests.extract.reading import article, extractor
from tests.growth import grows_linearly

ODD = [
    *("A", " ", "\n", "x\n", ".", "!?.", "[", "(", '"', "'", "'s", "a'", "a-", "- ", "1,", "1."),
    *("Ab ", "AB, ", "A-", "AB-", "By A", "by Aaa Bbb ", "share this ", "[begin ", "[text"),
    *("(Reporting by ", "posted ", "Updated: Monday, ", "https://", "U.S.", "A. ", "Dr. "),
    *("&amp;", "&", "e\u0301", "\u0301", "\u200b", "\U0001f4a3", "a\u05d0\u5b57\u044f ", "\u00a0"),
    *("*a", "# a\n", "[a](https:", "[a", "\u00e2\u20ac", "\u00f0\u0178", "\u2014 A (@a"),
    *("image caption", "copyright ", "4.1, -", "(c) 20", "x" * 60 + "\n", "killed two in Homs "),
]
CLEANER = Cleaner()
SPLITTER = Splitter()


def split(text: str) -> None:
    SPLITTER.split(CLEANER.clean(text, None))


@pytest.mark.parametrize("unit", ODD)
def test_cleaning_and_splitting_take_linear_time(unit: str) -> None:
    assert grows_linearly(split, lambda n: unit * (n // len(unit)), 8_000)


@pytest.mark.parametrize("row", FURNITURE.rows(), ids=lambda row: row.pattern.pattern[:40])
def test_patterns_of_furniture_take_linear_time(row: FurnitureRow) -> None:
    length = 16_000 if row.action == "marker" else 4_000
    for unit in ODD:
        for start in ("", "By ", "Updated: ", "[begin ", "(Reporting by ", "Copyright "):
            assert grows_linearly(
                lambda text: list(row.pattern.finditer(text)),
                lambda n, start=start, unit=unit: start + unit * (n // len(unit)),  # type: ignore[misc]
                length,
            ), (unit, start)


@pytest.mark.parametrize(
    "unit",
    ["killed (((((( ", "bomb \U0001f4a3\U0001f4a3 ", '"killed "bomb" ', "KILLED IN HOMS. ", "x"],
)
def test_the_whole_extraction_takes_linear_time(unit: str) -> None:
    def read(text: str) -> None:
        extractor().extract(tagged(text))

    extractor().warm()
    assert grows_linearly(read, lambda n: "A bomb killed two. " + unit * (n // len(unit)), 3_000)


@pytest.mark.parametrize(
    "unit",
    [
        "Gunmen killed two people in Homs. ",
        "The attack killed two. It was the second attack. ",
        "Homs, Aleppo, Hama, Idlib and ",
        '"They shelled Homs," said John Smith. ',
        "soldier and another man went to the market where people stood and ",
    ],
)
def test_sentences_and_lists_without_end_take_linear_time(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Lower, so that the texts need not be as long for what looks back at all readings to show.
    monkeypatch.setattr(passes, "MOST_CANDIDATES", 100)
    extractor().warm()
    assert grows_linearly(
        lambda text: extractor().extract(tagged(text)),
        lambda n: "A bomb killed two. " + unit * (n // len(unit)),
        6_000,
    )


def test_an_article_of_nothing_but_attacks_is_not_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(passes, "MOST_CANDIDATES", 5)
    text = "Gunmen killed two people in Homs. " * 40
    ends = [draft.trigger_start for draft in extractor().extract(tagged(text)).drafts]
    assert 5 <= len(ends) < 40
    assert max(ends) < len(text) / 2


def tagged(text: str) -> Article:
    """Return an article that is taken for English whatever stands in it."""
    return article(text, language="en")
