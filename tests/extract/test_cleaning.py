import pytest

from streams.extract.cleaning import Cleaner
from streams.extract.sentences import Splitter
from tests.extract.reading import drafts


def sentences(text: str, title: str | None = None) -> list[str]:
    found = Splitter().split(Cleaner().clean(text, title))
    return [text[s.start : s.end] for s in found]


@pytest.mark.parametrize(
    "line",
    [
        'media captionOur reporter: "Troops shelled the town"',
        "Share this with friends",
        "Image copyright Agency",
        "https://example.org/news/1234",
        "Advertisement",
        "By Anna Berg",
    ],
)
def test_page_furniture_is_set_aside(line: str) -> None:
    assert sentences(f"One here.\n\n{line}\n\nTwo here.") == ["One here.", "Two here."]


def test_a_glued_caption_keeps_its_words() -> None:
    assert sentences("image captionThe bridge was shelled") == ["The bridge was shelled"]


def test_a_caption_is_undated() -> None:
    text = "Rebels attacked Azaz on Monday.\n\nimage captionDouma has seen heavy fighting"
    assert drafts(text)[-1].date_start is None


def test_the_dateline_is_no_part_of_the_sentence() -> None:
    text = "KABUL, March 3 (Agency) - A bomb went off."
    assert sentences(text) == ["A bomb went off."]


def test_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "THE BATTALION REPORTED THAT ONE SOLDIER WAS KILLED AND FIVE OTHERS WERE\n"
        "WOUNDED IN A CLASH NEAR THE BRIDGE.\n"
    )
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Smith met Gen. Ali at 5 p.m. near St. Paul.",
        "The U.S. Army and the U.N. mission left at No. 5 Main St. quietly.",
        "J. R. Ortiz said so.",
        "The toll rose to 3.5 million dollars.",
    ],
)
def test_abbreviations_end_no_sentence(text: str) -> None:
    assert sentences(text) == [text]


def test_quotes_and_lost_spaces_end_sentences() -> None:
    assert sentences("“We fled.” He wept.") == ["“We fled.”", "He wept."]
    assert sentences("They left the town.Nobody stayed.") == [
        "They left the town.",
        "Nobody stayed.",
    ]
