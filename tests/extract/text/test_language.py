import pytest

from streams.extract.agent import ExtractAgent
from streams.extract.core import Extractor
from streams.extract.text.language import foreign_language
from streams.rules.table import use_language
from streams.runtime.delivery import SKIPPED_HEADER, Incoming
from tests.extract.reading import article, extract

SPANISH = "El ejército atacó ayer la ciudad de Aleppo y hubo muertos, dijeron los vecinos. " * 6
ENGLISH = "The army attacked the town of Azaz on Monday and there were deaths. " * 6


def test_a_tagged_foreign_article_yields_nothing() -> None:
    extraction = extract(ENGLISH, language="fr")
    assert extraction.drafts == ()
    assert extraction.skipped == "language:fr"


def test_the_language_of_the_rules_is_read_and_no_other() -> None:
    use_language("es")
    try:
        assert foreign_language(SPANISH, "es-MX") is None
        assert foreign_language(ENGLISH, "en") == "en"
    finally:
        use_language("en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (SPANISH, "es"),
        (SPANISH.upper(), "es"),
        ("Drei Männer wurden am Montag bei einem Angriff auf die Stadt Kundus getötet.", "de"),
        ("De politie heeft gisteren in Amsterdam drie mannen aangehouden.", "nl"),
        ("В результате обстрела города погибли три человека, сообщили власти.", "ru"),  # noqa: RUF001
        ("قُتل ثلاثة أشخاص في قصف على المدينة يوم الأحد، بحسب السكان.", "ar"),
    ],
)
def test_an_untagged_foreign_text_is_passed_on_with_its_language(text: str, language: str) -> None:
    assert extract(text).skipped == f"language:{language}"
    assert extract(text).drafts == ()


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        "Rebels shelled Douma.",
        "Troops seize Aleppo",
        "Erdogan, Putin, Assad: Idlib",
        "12:30 - 14:45",
        "\U0001f4a3",
    ],
)
def test_english_and_what_nothing_speaks_against_is_read(text: str) -> None:
    assert extract(text).skipped is None


def test_any_english_tag_is_read() -> None:
    assert extract(ENGLISH, language="en-GB").drafts
    assert extract(ENGLISH).drafts


@pytest.mark.parametrize("tag", ["", "und", "x-unknown", "English, probably"])
def test_what_is_no_tag_says_nothing(tag: str) -> None:
    assert foreign_language(SPANISH, tag) == "es"
    assert foreign_language(ENGLISH, tag) is None


def test_the_reason_travels_with_the_extraction() -> None:
    raw = article(SPANISH).to_json()
    (output,) = ExtractAgent(Extractor()).process(Incoming("articles", 0, 0, b"a", raw, 0.0, 0.0))
    assert output.headers == ((SKIPPED_HEADER, b"language:es"),)


def test_a_retraction_withdraws() -> None:
    extraction = extract(ENGLISH, status="retracted", version=3)
    assert extraction.withdrawn
    assert extraction.article_version == 3
    assert extraction.drafts == ()
