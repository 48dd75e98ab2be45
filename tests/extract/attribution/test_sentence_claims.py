import pytest

from schemas.mention import Claim
from streams.extract.attribution.sentence_claims import SentenceClaimReader
from streams.extract.document.sentence import Sentence
from streams.extract.text.cleaning import Cleaner
from streams.extract.text.splitter import Splitter


def sentence(text: str) -> Sentence:
    (s,) = Splitter().split(Cleaner().clean(text, None))
    return s


def claim(text: str, previous: Claim | None = None) -> Claim:
    return SentenceClaimReader().read(sentence(text), [], previous)


@pytest.mark.parametrize(
    ("text", "source", "verb", "stance"),
    [
        ("Talks went well, officials have also said.", "officials", "say", "asserts"),
        ("The minister, who was in Geneva, denied it.", "minister", "deny", "denies"),
        ("According to residents, roads are closed.", "residents", None, "asserts"),
        (
            "According to reports from activists in Homs, it snowed.",
            "activists in Homs",
            "report",
            "asserts",
        ),
        ("Early reports were wrong.", None, None, "asserts"),
        ("The claims could not be verified.", None, None, "cannot_verify"),
        ("Snow fell.", None, None, "asserts"),
    ],
)
def test_a_sentence_makes_a_claim_without_a_parse(
    text: str, source: str | None, verb: str | None, stance: str
) -> None:
    found = claim(text)
    assert (found.source, found.verb, found.stance) == (source, verb, stance)


def test_a_pronoun_takes_up_the_source_before() -> None:
    previous = Claim(source="Activists", relay="Reuters")
    found = claim("They said the roads were closed.", previous)
    assert (found.source, found.relay) == ("Activists", "Reuters")


def test_a_noun_for_an_outlet_may_pass_the_claim_on() -> None:
    assert claim("Officials told the agency that it snowed.").relay == "the agency"
