"""No text gets into a page unescaped."""

import pytest

from streams.page.html import el, event_address, join, web_address

EVIL = "<script>alert('x')</script>\" onload=\"y"


def test_text_is_escaped() -> None:
    assert el("p", EVIL).count("<") == 2


def test_attributes_are_escaped() -> None:
    assert el("a", "x", title=EVIL).count('"') == 2


def test_elements_are_nested_as_they_are() -> None:
    assert (
        el("ul", [el("li", "a & b"), None, el("li", 2)]) == "<ul><li>a &amp; b</li><li>2</li></ul>"
    )


def test_attributes_take_python_names_and_can_be_left_out() -> None:
    made = el(
        "input", class_="a", aria_label="b", checked=True, disabled=False, value=None, name="n"
    )
    assert made == '<input class="a" aria-label="b" checked name="n">'


def test_a_separator_stands_between_what_is_there() -> None:
    assert join(["a", "", "<b>"], " & ") == "a &amp; &lt;b&gt;"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://one.example/a?b=1", "https://one.example/a?b=1"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//one.example", None),
        ("https://[broken", None),
        (" JaVaScRiPt:alert(1)", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


def test_an_events_address_holds_any_id() -> None:
    assert event_address("a/b?c") == "/events/a%2Fb%3Fc"
