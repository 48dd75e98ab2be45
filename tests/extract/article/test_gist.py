"""What tells an article from all others."""

from streams.extract.article.signature import Rarity, installed_rarity, signature_of, tokens

RARITY = Rarity(100, {"the": 100, "police": 60, "shot": 40, "city": 30})


def test_rare_words_weigh_most_and_the_whole_has_length_one() -> None:
    gist = signature_of(None, ["Police shot the ferryman. The ferryman lived."], RARITY)
    assert next(iter(gist.terms)) == "ferryman"
    assert gist.terms["ferryman"] > gist.terms["shot"] > gist.terms.get("police", 0.0)
    assert abs(sum(weight**2 for weight in gist.terms.values()) - 1) < 0.05


def test_names_are_pairs_of_capitalised_words_that_are_rare() -> None:
    gist = signature_of(
        "Ferry Stopped", ["Osric Pell, 43, lived on Quill Street. Police City"], RARITY
    )
    assert "osric pell" in gist.names
    assert "quill street" in gist.names
    assert "police city" not in gist.names
    assert gist.ages == (43,)


def test_a_text_in_capitals_has_no_names() -> None:
    assert signature_of(None, ["OSRIC PELL WAS SEEN ON QUILL STREET."], RARITY).names == {}


def test_an_age_is_read_with_and_without_its_years() -> None:
    gist = signature_of(None, ["A 19-year-old and Osric Pell, aged 43, were hurt."], RARITY)
    assert gist.ages == (19, 43)


def test_a_genitive_is_no_word_of_its_own() -> None:
    assert tokens("Pell's boat, the harbour's") == ["Pell", "boat", "the", "harbour"]


def test_the_installed_counts_know_common_words_and_no_name() -> None:
    rarity = installed_rarity()
    assert rarity.of("the") < rarity.of("bridge") < rarity.highest
    assert rarity.of("osric") == rarity.highest


def test_a_text_without_words_has_an_empty_gist() -> None:
    gist = signature_of(None, ["..."], RARITY)
    assert (gist.terms, gist.names, gist.ages) == ({}, {}, ())
