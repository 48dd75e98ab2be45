import pytest

from streams.geocode.gazetteer.name_keys import bare_key, compile_sounds, forms_of, key_of, sound_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bogotá", "BOGOTA"),
        ("St. Louis", "Saint Louis"),
        ("Deir al-Zor", "Deir ez Zor"),
        ("Ta'izz", "Ta\u2018izz"),
        ("U.S.", "US"),
        ("Khan-Sheikhoun", "khan sheikhoun"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qaboun", "Kabun"),
        ("Mezzeh", "Mazza"),
        ("Maydan", "Midan"),
        ("Seif al-Dawla", "Sayf ad-Dawlah"),
        ("Deir al-Zour", "Dayr az Zawr"),
        ("Dhamar", "Zamar"),
        ("Ghouta", "Ghuta"),
        ("Maarrat an-Nuaman", "Maarat al-Numan"),
    ],
)
def test_transcriptions_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound_of(key_of(one)) == sound_of(key_of(other)) is not None


@pytest.mark.parametrize(
    ("one", "other"), [("Homs", "Hama"), ("Erbil", "Irbid"), ("Marib", "Marj")]
)
def test_other_names_do_not_sound_alike(one: str, other: str) -> None:
    assert sound_of(key_of(one)) != sound_of(key_of(other))


def test_a_short_name_has_no_sound() -> None:
    assert sound_of(key_of("Us")) is None


def test_an_article_in_front_may_be_left_out() -> None:
    assert bare_key(key_of("Al-Hasakah")) == bare_key(key_of("Hasakah"))


def test_words_that_say_what_it_is_are_a_form_of_their_own() -> None:
    assert any(f.key == "homs" and f.feature_class == "admin1" for f in forms_of("Homs province"))
    assert any(
        f.key == "marshall" and f.feature_class == "admin2" for f in forms_of("Marshall Co.")
    )
    assert any(f.key == "goma" and f.feature_class == "city" for f in forms_of("city of Goma"))


def test_a_compass_word_leaves_a_part() -> None:
    assert any(f.key == "aleppo" and f.part == "north" for f in forms_of("northern Aleppo"))
    assert forms_of("Northampton")[0].key == "northampton"
    assert len(forms_of("Northampton")) == 1


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (("sh|ch", "S"), "chash", "SaS"),
        (("[qg]", "k"), "qag", "kak"),
        (("th(?=i\\b)", "z", "th"), "thathi", "thazi"),
        (("(.)\\1+", "\\1"), "aabb", "ab"),
    ],
)
def test_a_rule_does_what_its_expression_says(
    rule: tuple[str, ...], text: str, expected: str
) -> None:
    for part in compile_sounds([rule]):
        text = part.apply(text) if part.needs in text else text
    assert text == expected


def test_a_rule_is_skipped_without_the_letters_it_needs() -> None:
    (part,) = compile_sounds([("\\by", "Y", "y")])
    assert part.needs == "y"
