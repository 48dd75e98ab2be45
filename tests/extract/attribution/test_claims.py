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
        ("Troops shelled Douma, and Qatar said it would help.", None, None, None, "asserts"),
        (
            "Soldiers looted shops in Wau, said Deng Ajak.",
            "Deng Ajak",
            None,
            "say",
            "asserts",
        ),
        (
            "Nobody has claimed responsibility for the bombing in Douma.",
            None,
            None,
            None,
            "asserts",
        ),
        (
            "The newspaper, citing a rescue worker, said troops shelled Douma.",
            "rescue worker",
            "newspaper",
            "say",
            "asserts",
        ),
        (
            "A clerk was quoted by Al Jazeera as saying that troops raided Douma.",
            "clerk",
            "Al Jazeera",
            "say",
            "asserts",
        ),
        (
            "Paris has denied backing the rebels who captured Douma on Monday.",
            None,
            None,
            None,
            "asserts",
        ),
        (
            "A spokesman, Karim Aziz, put the death toll of the bombing in Kut at six.",
            "spokesman",
            None,
            "put",
            "asserts",
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


def test_each_event_has_its_own_source() -> None:
    text = "The army said rebels shelled Douma on Monday; residents said troops looted Wau."
    assert [draft.claim.source for draft in drafts(text)] == ["army", "residents"]


def test_a_claim_that_nobody_could_verify_says_so() -> None:
    text = (
        "Residents said soldiers executed nine men in Moura.\n\n"
        "The claim could not be independently verified."
    )
    claim = drafts(text)[0].claim
    assert (claim.source, claim.stance) == ("Residents", "cannot_verify")


def test_he_said_is_who_was_named_last() -> None:
    text = (
        "The governor, Musa Bello, visited the site on Monday.\n\n"
        "He said gunmen had abducted 30 pupils in Kuriga."
    )
    assert drafts(text)[0].claim.source == "Musa Bello"


def test_a_denial_stands_beside_the_report_that_it_denies() -> None:
    text = (
        "Residents of Taiz said rebels shelled the market on Monday, killing four people.\n\n"
        "The rebels denied shelling the market in Taiz."
    )
    claims = [(d.modality, d.claim.source, d.claim.stance) for d in drafts(text)]
    assert claims[0][0] == "asserted"
    assert claims[-1] == ("negated", "rebels", "denies")


def test_responsibility_may_be_claimed_in_a_clause_of_its_own() -> None:
    text = "A bombing in Kut killed six people and the Islamic State claimed responsibility."
    claim = drafts(text)[0].claim
    assert (claim.source, claim.stance) == ("Islamic State", "claims_responsibility")


def test_a_denial_reaches_what_follows_it_where_the_parse_does_not() -> None:
    claim = drafts("A general denied shelling Hama.")[0].claim
    assert (claim.source, claim.stance) == ("general", "denies")


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed two guards in Wau on Monday. The army did not acknowledge the attack.",
        "A bomb killed two guards in Wau on Monday. The army declined to confirm the attack.",
        "The army did not claim responsibility for a bomb that killed two guards in Wau on Monday.",
    ],
)
def test_who_withholds_a_word_claims_nothing(text: str) -> None:
    assert not [d for d in drafts(text) if d.claim.source and "army" in d.claim.source.lower()]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("police and hospital sources", "A bomb killed two guards in Wau, South Sudan, on Monday"),
        ("medical and security sources", "Shelling wounded 30 people in Wau on Sunday"),
    ],
)
def test_a_date_is_no_part_of_a_source(source: str, text: str) -> None:
    assert drafts(f"{text}, {source} said.")[0].claim.source == source
