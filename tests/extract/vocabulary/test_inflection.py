"""Forms of words."""

import pytest

from streams.extract.vocabulary.inflection import noun_forms, phrase_forms, verb_forms


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("raid", ("raid", "raids", "raided", "raiding")),
        ("crash", ("crash", "crashes", "crashed", "crashing")),
        ("seize", ("seize", "seizes", "seized", "seizing")),
        ("deny", ("deny", "denies", "denied", "denying")),
        ("deploy", ("deploy", "deploys", "deployed", "deploying")),
        ("rob", ("rob", "robs", "robbed", "robbing")),
        ("vow", ("vow", "vows", "vowed", "vowing")),
        ("shell", ("shell", "shells", "shelled", "shelling")),
        ("shoot", ("shoot", "shoots", "shot", "shooting")),
    ],
)
def test_verbs(lemma: str, forms: tuple[str, ...]) -> None:
    assert verb_forms(lemma) == forms


@pytest.mark.parametrize(
    ("lemma", "plural"), [("clash", "clashes"), ("city", "cities"), ("raid", "raids")]
)
def test_nouns(lemma: str, plural: str) -> None:
    assert noun_forms(lemma) == (lemma, plural)


@pytest.mark.parametrize(
    ("pos", "forms"),
    [
        ("v", ["car bomb", "cars bomb", "carred bomb", "carring bomb"]),
        ("n", ["car bomb", "car bombs"]),
        ("x", ["car bomb"]),
    ],
)
def test_a_phrase_inflects_its_verb_or_its_noun(pos: str, forms: list[str]) -> None:
    assert phrase_forms("car bomb", pos) == forms
