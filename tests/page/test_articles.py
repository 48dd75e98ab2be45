"""Quotes are marked where they stand, and only where the stored text still has them."""

from collections.abc import Sequence

from schemas import Evidence
from schemas.record import quote_hash
from streams.page.articles import Passage, is_in_text, passages, segments, source_articles
from streams.page.reads import StoredArticle
from tests.index.records import TEXT, event, evidence
from tests.page.drawing import drawn

WORDS = "one <two> three four"


def _quote(start: int, end: int, mention: str) -> Evidence:
    quote = WORDS[start:end]
    return evidence(
        mention_id=mention,
        char_start=start,
        char_end=end,
        quote=quote,
        quote_hash=quote_hash(quote),
    )


def _marked(text: str, found: Sequence[Passage]) -> str:
    made = drawn("parts.html", "article_text", segments(text, found)).strip()
    return made.removeprefix('<div class="text" dir="auto">').removesuffix("</div>")


def test_a_quote_is_marked_at_its_offsets() -> None:
    found = passages([_quote(4, 9, "m1")], WORDS)
    text = _marked(WORDS, found)
    assert text == 'one <span id="m-m1"><mark>&lt;two&gt;</mark></span> three four'


def test_quotes_that_overlap_are_cut_at_each_others_edges() -> None:
    found = passages([_quote(0, 9, "m1"), _quote(4, 15, "m2")], WORDS)
    assert found == [
        Passage(0, 4, ("m1",)),
        Passage(4, 9, ("m1", "m2")),
        Passage(9, 15, ("m2",)),
    ]
    text = _marked(WORDS, found)
    assert text.count("id=") == 2
    assert text.endswith(" four")


def test_the_same_sentence_of_two_mentions_is_marked_once() -> None:
    found = passages([_quote(4, 9, "m1"), _quote(4, 9, "m2")], WORDS)
    assert _marked(WORDS, found).count("<mark>") == 1


def test_a_quote_that_the_text_no_longer_has_is_not_marked() -> None:
    changed = TEXT.replace("Shells", "Shots ")
    assert is_in_text(evidence(), TEXT)
    assert not is_in_text(evidence(), changed)
    assert passages([evidence()], changed) == []


def test_offsets_count_code_points() -> None:
    text = "\N{GRINNING FACE} Shells fell."
    item = evidence(char_start=2, char_end=14, quote_hash=quote_hash("Shells fell."))
    assert "<mark>Shells fell.</mark>" in _marked(text, passages([item], text))


def test_what_the_headline_told_is_neither_marked_in_the_text_nor_missing_from_it() -> None:
    item = evidence(quoted_from="title", title="Shells fell.", char_start=0, char_end=12)
    stored = StoredArticle(item.article_id, 1, "published", item.title, TEXT)
    (shown,) = source_articles(event(evidence=(item,)), {item.article_id: stored})
    assert not any(segment.is_marked for segment in shown.segments)
    assert shown.missing is None
    assert shown.positions == "the headline"
