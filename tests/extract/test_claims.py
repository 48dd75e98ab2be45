import pytest

from tests.extract.reading import drafts


@pytest.mark.parametrize(
    ("text", "source", "relay", "verb", "stance"),
    [
        ("Troops shelled Douma, activists said.", "activists", None, "say", "asserts"),
        (
            "Witnesses told Reuters that troops shelled Douma.",
            "Witnesses",
            "Reuters",
            "tell",
            "asserts",
        ),
        ("According to residents, troops shelled Douma.", "residents", None, None, "asserts"),
        ("State media said troops shelled Douma.", "State media", None, "say", "asserts"),
        ("The army denied that troops shelled Douma.", "army", None, "deny", "denies"),
        ("Troops shelled Douma.", None, None, None, "asserts"),
        (
            "Reports that troops shelled Douma could not be verified.",
            None,
            None,
            None,
            "cannot_verify",
        ),
        (
            "The Islamic State claimed responsibility for the bombing in Douma.",
            "Islamic State",
            None,
            "claim",
            "claims_responsibility",
        ),
    ],
)
def test_who_says_it_and_how(
    text: str, source: str | None, relay: str | None, verb: str | None, stance: str
) -> None:
    claim = drafts(text)[0].claim
    assert (claim.source, claim.relay, claim.verb, claim.stance) == (source, relay, verb, stance)


def test_they_said_is_the_source_before() -> None:
    text = "Activists said troops raided Douma.\n\nThey said soldiers also shelled a village."
    assert [draft.claim.source for draft in drafts(text)] == ["Activists", "Activists"]
