import hashlib

from tests.extract.reading import article, extract, extractor

TEXT = """Clashes shake the north

image captionTroops shelled Tal Rifaat on Monday

IDLIB, Syria (Agency) - Rebels attacked a post near Ma\u2019arat \U0001f4a5, killing “six” soldiers.

Share this

Dr. Hamid, of the U.N. mission, said a bomb went off in St. Petersburg.\tPolice arrested two men.
"""


def test_quotes_and_triggers_are_the_stored_text() -> None:
    extraction = extract(TEXT, title="Clashes shake the north")
    assert len(extraction.drafts) >= 4
    for draft in extraction.drafts:
        assert TEXT[draft.char_start : draft.char_end] == draft.quote
        assert TEXT[draft.trigger_start : draft.trigger_end] == draft.trigger
        assert draft.char_start <= draft.trigger_start < draft.trigger_end <= draft.char_end
        assert draft.quote_hash == hashlib.sha256(draft.quote.encode()).hexdigest()


def test_links_and_containers_point_into_the_list() -> None:
    extraction = extract(TEXT)
    count = len(extraction.toponyms)
    assert all(link.toponym < count for draft in extraction.drafts for link in draft.place_links)
    assert all(t.within is None or t.within < count for t in extraction.toponyms)


def test_an_unchanged_sentence_keeps_its_id_across_versions() -> None:
    first = extractor().extract(article("Rebels shelled Douma on Monday. Police arrested a man."))
    second = extractor().extract(
        article("Corrected. Rebels  shelled Douma on Monday. Nobody was held.", version=2)
    )
    assert first.drafts[0].mention_id == second.drafts[0].mention_id
    assert first.drafts[0].char_start != second.drafts[0].char_start


def test_the_same_article_yields_the_same_bytes() -> None:
    assert extract(TEXT).to_json() == extract(TEXT).to_json()


def test_ids_are_unique_in_an_article() -> None:
    text = "Rebels shelled Douma. Rebels shelled Douma. Rebels shelled Douma and Harasta."
    found = [draft.mention_id for draft in extract(text).drafts]
    assert len(found) == len(set(found)) >= 3
