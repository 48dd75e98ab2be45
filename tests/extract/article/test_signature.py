"""The signature of an article: rare words, names, ages, and the sketch of its text."""

from streams.extract.article.signature import (
    Rarity,
    installed_rarity,
    signature_of,
    sketch_of,
    tokens,
)

RARITY = Rarity(100, {"the": 100, "police": 60, "shot": 40, "city": 30})


def test_rare_words_weigh_most_and_the_whole_has_length_one() -> None:
    signature = signature_of(None, ["Police shot the ferryman. The ferryman lived."], RARITY)
    assert next(iter(signature.terms)) == "ferryman"
    assert (
        signature.terms["ferryman"] > signature.terms["shot"] > signature.terms.get("police", 0.0)
    )
    assert abs(sum(weight**2 for weight in signature.terms.values()) - 1) < 0.05


def test_names_are_pairs_of_capitalised_words_that_are_rare() -> None:
    signature = signature_of(
        "Ferry Stopped", ["Osric Pell, 43, lived on Quill Street. Police City"], RARITY
    )
    assert "osric pell" in signature.names
    assert "quill street" in signature.names
    assert "police city" not in signature.names
    assert signature.ages == (43,)


def test_a_text_in_capitals_has_no_names() -> None:
    assert signature_of(None, ["OSRIC PELL WAS SEEN ON QUILL STREET."], RARITY).names == {}


def test_an_age_is_read_with_and_without_its_years() -> None:
    signature = signature_of(None, ["A 19-year-old and Osric Pell, aged 43, were hurt."], RARITY)
    assert signature.ages == (19, 43)


def test_a_genitive_is_no_word_of_its_own() -> None:
    assert tokens("Pell's boat, the harbour's") == ["Pell", "boat", "the", "harbour"]


def test_the_installed_counts_know_common_words_and_no_name() -> None:
    rarity = installed_rarity()
    assert rarity.of("the") < rarity.of("bridge") < rarity.highest
    assert rarity.of("osric") == rarity.highest


def test_a_text_without_words_has_an_empty_signature() -> None:
    signature = signature_of(None, ["..."], RARITY)
    assert (signature.terms, signature.names, signature.ages) == ({}, {}, ())


def test_case_and_punctuation_leave_the_sketch_as_it_is() -> None:
    text = "Shells fell on the old market at noon."
    assert sketch_of(text) == sketch_of(text.upper().replace(".", " !"))


def test_a_sketch_counts_the_shingles_and_even_a_short_text_has_one() -> None:
    assert sketch_of("one two three four five six")[1] == 3
    assert sketch_of("one")[1] == 1
    assert sketch_of("...")[0] == ""
