import pytest

from streams.extract.document.sentence import Sentence
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter
from tests.extract.reading import drafts, extract


def split(text: str, title: str | None = None) -> list[Sentence]:
    return Splitter().split(Cleaner().clean(text, title))


def sentences(text: str, title: str | None = None) -> list[str]:
    return [text[s.start : s.end] for s in split(text, title)]


@pytest.mark.parametrize(
    "line",
    [
        'media captionOur reporter: "Troops shelled the town"',
        "Share this with friends",
        "Image copyright Agency",
        "https://example.org/news/1234",
        "Advertisement",
        "By Anna Berg",
        "By Anna Berg in Beirut",
        "Story highlights",
        "Read more: Five killed in another place",
        "Sign up for our newsletter to hear it first",
        "Follow us on Facebook",
        "EDITOR'S NOTE: This story has pictures that may upset",
        "14:32 GMT",
        "9.05 pm",
        "Updated 3 hours ago",
        "2 hours ago",
        "WhatsApp",
        "pic.twitter.com/aB1cD2eF — Local News (@LocalNews) March 14, 2023",
    ],
)
def test_page_furniture_is_set_aside(line: str) -> None:
    assert sentences(f"One here.\n\n{line}\n\nTwo here.") == ["One here.", "Two here."]


@pytest.mark.parametrize("dash", ["-", "--", "\u2013", "\u2014"])
def test_an_agency_without_a_place_leaves_no_dash(dash: str) -> None:
    text = f"(Reuters) {dash} Gunmen killed two guards."
    assert [s.passage.text for s in split(text)] == ["Gunmen killed two guards."]


def test_a_tweet_keeps_its_words() -> None:
    text = "Blast heard near the airport https://t.co/aBc123 — Jo (@jo_k) March 14, 2023"
    assert sentences(text) == ["Blast heard near the airport"]


def test_markdown_leaves_the_words() -> None:
    text = (
        "## Attack in the north\n\n**A bomber** hit [a market](https://example.org/a) in *Baidoa*."
        "\n\n* Police arrested two men\n• A third fled"
    )
    assert [s.passage.text for s in split(text)] == [
        "Attack in the north",
        "A bomber hit a market in Baidoa.",
        "Police arrested two men",
        "A third fled",
    ]
    (place,) = (t for t in extract(text).toponyms if t.name == "Baidoa")
    assert text[place.char_start : place.char_end] == "Baidoa"


@pytest.mark.parametrize("text", ["They said f**k off.", "Twice 2 * 3 is 12.", "See [note] (two)."])
def test_signs_that_are_no_markdown_stay(text: str) -> None:
    assert [s.passage.text for s in split(text)] == [text]


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
