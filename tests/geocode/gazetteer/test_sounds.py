import pytest

from streams.geocode.gazetteer.sounds import compile_rules


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
    for part in compile_rules([rule]):
        text = part.apply(text) if part.needs in text else text
    assert text == expected


def test_a_rule_is_passed_over_without_what_it_needs() -> None:
    (part,) = compile_rules([("\\by", "Y", "y")])
    assert part.needs == "y"
