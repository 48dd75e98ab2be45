from tests.extract.reading import extract

SPANISH = "El ejército atacó ayer la ciudad de Aleppo y hubo muertos, dijeron los vecinos. " * 6
ENGLISH = "The army attacked the town of Azaz on Monday and there were deaths. " * 6


def test_a_tagged_foreign_article_yields_nothing() -> None:
    assert extract(ENGLISH, language="fr").drafts == ()


def test_an_untagged_foreign_text_yields_nothing() -> None:
    assert extract(SPANISH).drafts == ()


def test_any_english_tag_is_read() -> None:
    assert extract(ENGLISH, language="en-GB").drafts
    assert extract(ENGLISH).drafts


def test_a_retraction_withdraws() -> None:
    extraction = extract(ENGLISH, status="retracted", version=3)
    assert extraction.withdrawn
    assert extraction.article_version == 3
    assert extraction.drafts == ()
